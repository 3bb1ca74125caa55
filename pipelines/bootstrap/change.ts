import type { PolicyType } from './snapshot.ts';

/**
 * A root, unit or account that is there, by its id; or a unit by its path of names from the root (`/Workloads/GenAI`), which a change before this one may make.
 */
export type Target = string;

/** What a change is, apart from when it is made and why. Policies are spoken of by type and name, because a new one has no id yet. */
export type ChangeBody =
  | { readonly kind: 'enable-trusted-access'; readonly service: string }
  | { readonly kind: 'register-delegated-administrator'; readonly account: string; readonly service: string }
  | { readonly kind: 'enable-policy-type'; readonly type: PolicyType }
  | { readonly kind: 'create-unit'; readonly path: Target; readonly parent: Target; readonly name: string }
  | { readonly kind: 'move-account'; readonly account: string; readonly from: Target; readonly to: Target }
  | { readonly kind: 'put-guardrail-policy'; readonly arn: string; readonly region: string; readonly text: string }
  | { readonly kind: 'create-policy'; readonly type: PolicyType; readonly name: string; readonly text: string }
  | {
      readonly kind: 'update-policy';
      readonly type: PolicyType;
      readonly name: string;
      readonly text: string;
      /** What it says until then. */
      readonly before: string;
    }
  | { readonly kind: 'attach-policy'; readonly type: PolicyType; readonly name: string; readonly target: Target }
  | { readonly kind: 'detach-policy'; readonly type: PolicyType; readonly name: string; readonly target: Target }
  | { readonly kind: 'delete-policy'; readonly type: PolicyType; readonly name: string; readonly before: string }
  | { readonly kind: 'create-stack-set'; readonly name: string; readonly description: string; readonly body: string }
  | {
      readonly kind: 'update-stack-set';
      readonly name: string;
      readonly description: string;
      readonly body: string;
      readonly before: string;
    }
  | {
      readonly kind: 'deploy-stack-set';
      readonly name: string;
      readonly region: string;
      readonly targets: readonly Target[];
    }
  | {
      readonly kind: 'withdraw-stack-set';
      readonly name: string;
      readonly region: string;
      readonly targets: readonly Target[];
    }
  | { readonly kind: 'delete-stack-set'; readonly name: string };

/** One step towards what governance.yaml asks for: made whole or not at all, and harmless when made again. */
export type Change = ChangeBody & {
  /** What it does, in one word that no other change has: kind, names and a digest of texts. The same in every plan that holds it. */
  readonly id: string;
  /** Changes of one wave are made before any of the next; 1 is first. Those of the canary unit come in a wave before the others. */
  readonly wave: number;
  /** For people: why it is made. */
  readonly why: string;
  /** Ids of accounts that it reaches. */
  readonly accounts: readonly string[];
};

export interface Plan {
  readonly version: 1;
  /** SHA-256 of the rules that it was made for (the policy bundle's). */
  readonly governance: string;
  readonly organizationId: string;
  /** In the order in which they are made. */
  readonly changes: readonly Change[];
  /** What the reader should know and nothing has to be done about, by this command at least. */
  readonly remarks: readonly string[];
}
