import type { Change } from './change.ts';
import type { PolicyType, Snapshot } from './snapshot.ts';

/** What was asked of AWS: `organizations:ListAccounts` and how often; and how often an answer was "slower". */
export interface CallStats {
  readonly calls: Readonly<Record<string, number>>;
  readonly throttled: number;
}

/** What is read besides the organization itself. */
export interface SnapshotRequest {
  readonly guardrails: readonly { readonly arn: string; readonly version: number; readonly region: string }[];
}

/** How far a change that takes long has come. */
export type Progress = (done: number, of: number) => void;

/**
 * The organization, for who reads and changes it: the management account's, or a delegated administrator's, view. Faults: `credentials_invalid` (none, expired or unknown ones), `permission_missing` (its message names the
 * IAM action), `organization_conflict` (somebody else changes the same thing), `aws_unavailable`.
 */
export interface OrganizationDesk {
  /** Who asks: the ARN of the session, and of the role behind it where there is one. */
  identity(): Promise<{ readonly arn: string; readonly roleArn: string | undefined; readonly accountId: string }>;
  /** Of these IAM actions, those that the one who asks is not allowed (SimulatePrincipalPolicy). */
  missingPermissions(actions: readonly string[]): Promise<readonly string[]>;
  read(request: SnapshotRequest): Promise<Snapshot>;
  /** Makes a change, and returns when AWS shows it. Made already: returns as well. */
  carryOut(change: Change, progress: Progress): Promise<void>;
  /** What is in force in an account after inheritance, as text; undefined where nothing is. For the types that have an effective policy (not SCP, RCP). */
  effectivePolicy(account: string, type: PolicyType): Promise<string | undefined>;
  stats(): CallStats;
}
