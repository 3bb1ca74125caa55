import { printable } from '../../shared/config/printable.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What makes no organization although each field has its shape: an id twice, a parent that is not there, units in a ring. Undefined where there is nothing of the kind.
 * Nothing that walks units up to the root would come to an end otherwise.
 */
export function snapshotFlaw(snapshot: Snapshot): string | undefined {
  const { root, units, accounts, policies, stackSets } = snapshot;
  const parents = new Map(units.map(({ id, parentId }) => [id, parentId]));
  const twice =
    doubled([root.id, ...units.map(({ id }) => id)]) ??
    doubled(accounts.map(({ id }) => id)) ??
    doubled(policies.map(({ id }) => id)) ??
    doubled(policies.map(({ type, name }) => `${type} ${name}`)) ??
    doubled(stackSets.map(({ name }) => name));
  if (twice !== undefined) return `${printable(twice)} is in it twice`;
  const lost = [...units, ...accounts].find(({ parentId }) => parentId !== root.id && !parents.has(parentId));
  if (lost !== undefined) return `the parent of ${printable(lost.id)} is not in it`;
  const ringed = units.find(({ id }) => !leadsUp(id, root.id, parents));
  return ringed === undefined ? undefined : `the unit ${printable(ringed.id)} is not under the root`;
}

function doubled(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const id of ids) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return undefined;
}

/** Deeper than the units are many, there is a ring. */
function leadsUp(id: string, rootId: string, parents: ReadonlyMap<string, string>): boolean {
  let at: string | undefined = id;
  for (let steps = 0; at !== undefined && steps <= parents.size; steps++) {
    if (at === rootId) return true;
    at = parents.get(at);
  }
  return false;
}
