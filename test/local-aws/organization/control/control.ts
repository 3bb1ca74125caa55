import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import type { BehaviourChange } from '../behaviour.ts';
import type { Moment } from '../holding.ts';
import type { Calls, WriteEntry } from '../ledger.ts';
import type { Seed } from '../seed.ts';

/** What a test tells and asks the stand-in, beside the AWS clients that it tests. */
export interface OrganizationControl {
  /** Replaces the world. */
  seed(seed: Seed): Promise<void>;
  /** Members that are named replace those before; counts of failures and throttles begin anew. */
  behave(change: BehaviourChange): Promise<void>;
  /** Requests by action, and how many were throttled. */
  calls(): Promise<Calls>;
  /** Writes that reached a service, in the order in which they were carried out. */
  writes(): Promise<readonly WriteEntry[]>;
  /** Forgets calls and writes. */
  forget(): Promise<void>;
  /** The world as it is, with what readers do not see yet. */
  dump(): Promise<Snapshot>;
  /** Lets everything that takes a while come to its end. */
  settle(): Promise<void>;
  /** Stops at the how many-th write from now (1: the next), before or after it is carried out. */
  holdWrite(write: number, moment: Moment): Promise<void>;
  /** Resolves with the action once that write has come. */
  held(): Promise<string>;
  /** Lets it go on; one held `before` whose caller has gone meanwhile is not carried out. */
  release(): Promise<void>;
}
