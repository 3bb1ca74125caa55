import type { LogFinding, LogFindingKind } from '../log/log-report.ts';

export type EvidenceFindingKind =
  | LogFindingKind
  /** A record that was never sealed stands among those that were. */
  | 'inserted'
  /** The records are all there, in another order than they were sealed in. */
  | 'reordered'
  /** A writer's records are not contiguous: one was never written, or is missing. */
  | 'gap'
  /** A call has an intent and no completion: it was cut off. */
  | 'orphan';

export interface EvidenceFinding extends Omit<LogFinding, 'kind'> {
  readonly kind: EvidenceFindingKind;
  readonly recordId?: string;
}

export interface ShardSummary {
  /** `yyyy-mm`. */
  readonly shard: string;
  readonly origin: string | null;
  readonly size: number;
  readonly checkpoints: number;
}

export interface EvidenceReport {
  readonly shards: readonly ShardSummary[];
  /** Records under verified checkpoints. */
  readonly records: number;
  /** Calls with both records. */
  readonly calls: number;
  /** Contents that have the hash that their record names. */
  readonly contents: number;
  /** Records in the packs of a hub that runs, or was killed, which are to be sealed yet. */
  readonly pending: number;
  readonly findings: readonly EvidenceFinding[];
  /** Findings beyond those listed. */
  readonly unlisted: number;
}
