import type { Account, Snapshot } from './snapshot.ts';
import { unitPaths } from './unit-paths.ts';

/** By list of units and list of accounts, which most changes leave as they are: 300 units ask for their accounts again and again. */
const known = new WeakMap<Snapshot['accounts'], Map<string, readonly Account[]>>();
const unitsOfKnown = new WeakMap<Snapshot['accounts'], Snapshot['units']>();

/** Accounts in a unit or in units below it, in the order of ids; none where the unit is not there yet. */
export function accountsBelow(snapshot: Snapshot, unitId: string | undefined): readonly Account[] {
  if (unitId === undefined) return [];
  const { accounts, units } = snapshot;
  const lists = unitsOfKnown.get(accounts) === units ? known.get(accounts) : undefined;
  const byUnit = lists ?? new Map<string, readonly Account[]>();
  if (lists === undefined) {
    known.set(accounts, byUnit);
    unitsOfKnown.set(accounts, units);
  }
  const found = byUnit.get(unitId) ?? accountsIn(snapshot, unitPaths(snapshot).withBelow(unitId));
  byUnit.set(unitId, found);
  return found;
}

function accountsIn({ accounts }: Snapshot, units: ReadonlySet<string>): readonly Account[] {
  return accounts
    .filter(({ parentId }) => units.has(parentId))
    .sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
}

/** Their ids; of an account that is a target itself, its own. */
export function accountIdsBelow(snapshot: Snapshot, targetId: string | undefined): readonly string[] {
  if (targetId !== undefined && /^\d{12}$/.test(targetId)) return [targetId];
  return accountsBelow(snapshot, targetId).map(({ id }) => id);
}
