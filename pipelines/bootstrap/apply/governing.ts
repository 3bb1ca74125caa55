import type { Change, Plan } from '../change.ts';
import type { SnapshotRequest } from '../organization-desk.ts';
import type { Obstacle } from '../preflight/obstacle.ts';
import type { Snapshot } from '../snapshot.ts';

/** What the rules of a governance file mean for an organization: plans are made, and judged, by these alone. */
export interface Governing {
  readonly managementAccountId: string;
  /** What is read besides the organization. */
  readonly request: SnapshotRequest;
  plan(snapshot: Snapshot): Promise<Plan>;
  /** Why the changes of a plan must not be made; none where they may. */
  obstacles(plan: Plan, before: Snapshot): Promise<readonly Obstacle[]> | readonly Obstacle[];
  /** IAM actions that changes of these kinds take, reading included. */
  permissions(kinds: Iterable<Change['kind']>): readonly string[];
}
