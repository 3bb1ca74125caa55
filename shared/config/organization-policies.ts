import type { ExemptiblePolicy } from '../names/policy-ids.ts';

/** What the policies of the organization (`scp-policies/`) are told. */
export interface OrganizationPoliciesSettings {
  /** Organizational units, each by its id or by its path of names from the root (`/Workloads/GenAI`). */
  readonly units: { readonly spokes: readonly string[]; readonly hub: readonly string[] };
  /** Whether units whose path does not exist are made. */
  readonly createUnits: boolean;
  /** One of `units.spokes`, as it is written there, to which changes come first; null: none. */
  readonly canaryUnit: string | null;
  /** Besides the hub's own. */
  readonly allowedRegions: readonly string[];
  /** ARNs of roles, as are all principals here. */
  readonly modelBuilders: readonly string[];
  readonly exceptions: readonly {
    /** Id of a policy. */
    readonly policy: ExemptiblePolicy;
    readonly principals: readonly string[];
    readonly why: string;
  }[];
  /** Guardrails of the management account that are enforced in the hub; the Region is in the ARN. */
  readonly guardrails: readonly { readonly arn: string; readonly version: number }[];
  readonly limits: {
    readonly scpCharacters: number;
    readonly scpSlots: number;
    readonly rcpCharacters: number;
    readonly rcpSlots: number;
  };
}
