import { organizationTree } from '../effects/unit-chain.ts';
import type { Snapshot, StackInstance, StackSet } from '../snapshot.ts';

/** What the StackSets have brought to an account. */
export interface Arrival {
  /** Names of those that are to come, and are not there or not up to date. */
  readonly awaited: readonly string[];
  readonly failed: readonly string[];
  readonly current: readonly string[];
}

export function arrivalOf(accountId: string, snapshot: Snapshot): Arrival {
  const tree = organizationTree(snapshot);
  const account = tree.accounts.get(accountId);
  const chain = account === undefined ? [] : tree.chainOf(account.parentId);
  const due = snapshot.stackSets.filter(({ units }) => units.some((unit) => chain.includes(unit)));
  const named = (wanted: Stage) => due.filter((set) => stageOf(accountId, set) === wanted).map(({ name }) => name);
  return { awaited: named('awaited'), failed: named('failed'), current: named('current') };
}

type Stage = 'awaited' | 'failed' | 'current';

function stageOf(accountId: string, { instances }: StackSet): Stage {
  const own = instances.filter(({ account }) => account === accountId);
  if (own.some(hasFailed)) return 'failed';
  return own.length > 0 && own.every(({ status }) => status === 'CURRENT') ? 'current' : 'awaited';
}

function hasFailed({ status, detailedStatus }: StackInstance): boolean {
  return status === 'INOPERABLE' || ['FAILED', 'CANCELLED', 'INOPERABLE'].includes(detailedStatus);
}
