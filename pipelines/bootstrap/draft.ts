import { accountIdsBelow } from './accounts-below.ts';
import type { ChangeBody, Target } from './change.ts';
import type { Snapshot } from './snapshot.ts';
import { unitPaths } from './unit-paths.ts';

/** A change before the plan knows when it is made. */
export type Draft = ChangeBody & { readonly why: string; readonly accounts: readonly string[] };

/** Changes that may be made side by side, in the order in which they are listed. */
export type Wave = readonly Draft[];

export function draft(body: ChangeBody, why: string, accounts: readonly string[] = []): Draft {
  return { ...body, why, accounts };
}

/** Accounts in any of these; of units that are still to be made, none. */
export function accountsAt(snapshot: Snapshot, targets: readonly Target[]): readonly string[] {
  const paths = unitPaths(snapshot);
  const [only, ...others] = targets;
  if (others.length === 0) return only === undefined ? [] : accountIdsBelow(snapshot, paths.idOf(only));
  return [...new Set(targets.flatMap((target) => accountIdsBelow(snapshot, paths.idOf(target))))].sort();
}
