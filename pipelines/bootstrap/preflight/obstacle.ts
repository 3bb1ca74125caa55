/** Why a plan is not applied: the organization would lock somebody or something out on the way or in the end. */
export interface Obstacle {
  readonly check:
    | 'readable'
    | 'full-access'
    | 'deployer'
    | 'break-glass'
    | 'sealed-off'
    | 'management-account'
    | 'quota'
    | 'guardrail'
    | 'resource-type';
  /** Where: a unit by its path of names, an account by its number, a policy by its name. */
  readonly target: string;
  /** The policy and statement that decided: `landing-zone-3 (OnlyApprovedServices)`. */
  readonly statement?: string;
  /** What would happen. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}
