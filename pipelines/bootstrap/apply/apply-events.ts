import type { GatehouseFault } from '../../../shared/errors.ts';
import type { Change } from '../change.ts';
import type { Snapshot } from '../snapshot.ts';

/** What whoever watches a run is told. */
export interface ApplyEvents {
  /** The world was looked at: what follows is made in this one. */
  looked(world: Snapshot): void;
  /** @param number Of the waves of this run, from 1 to `of`; 0 where the run sees to its end what an earlier one began. */
  waveBegins(number: number, of: number, changes: readonly Change[]): void;
  /** Of a change that takes long: how many accounts it has reached. */
  progress(change: Change, done: number, of: number): void;
  made(change: Change): void;
  failed(change: Change, fault: GatehouseFault): void;
}
