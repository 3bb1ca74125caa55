import { accountsBelow } from './accounts-below.ts';
import type { Target } from './change.ts';
import type { DesiredStackSet, DesiredState } from './desired.ts';
import { type Draft, draft, type Wave } from './draft.ts';
import { getsStacks } from './gets-stacks.ts';
import type { Snapshot, StackSet } from './snapshot.ts';
import { unitPaths } from './unit-paths.ts';

/** Whoever may mend things comes before anything that may have to be mended. */
const first = 'GatehouseBreakGlass';

/** The stacks of accounts. They come before the policies: a role that a policy spares must be there when the policy binds. */
export function stackSetWaves(desired: DesiredState, snapshot: Snapshot): readonly Wave[] {
  const sets = desired.stackSets.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const early = sets.filter(({ name }) => name === first);
  const late = sets.filter(({ name }) => name !== first);
  return [early, late].flatMap((group) => [
    group.flatMap((set) => made(set, desired, snapshot)),
    group.flatMap((set) => deployed(set, desired, snapshot, 'canary')),
    group.flatMap((set) => deployed(set, desired, snapshot, 'others')),
  ]);
}

function made({ name, description, body }: DesiredStackSet, { region }: DesiredState, snapshot: Snapshot): Draft[] {
  const found = stackSetOf(snapshot, name);
  if (found === undefined)
    return [draft({ kind: 'create-stack-set', name, description, body }, 'It is not there yet.')];
  const why = outOfDate(found, body, region, snapshot);
  if (why === undefined) return [];
  const accounts = [...new Set(found.instances.map(({ account }) => account))].sort();
  return [draft({ kind: 'update-stack-set', name, description, body, before: found.body }, why, accounts)];
}

/** A new template shows before the stacks have it: one whose update was broken off is updated again. */
function outOfDate(set: StackSet, body: string, region: string, snapshot: Snapshot): string | undefined {
  if (set.body !== body) return 'Its template changed.';
  if (!set.autoDeployment) return 'New accounts would arrive without their stacks.';
  // Those of suspended accounts stay as they are, whatever is asked.
  const active = new Set(snapshot.accounts.filter((each) => getsStacks(each, snapshot)).map(({ id }) => id));
  const old = set.instances.filter(
    (instance) => instance.region === region && instance.status === 'OUTDATED' && active.has(instance.account),
  );
  return old.length === 0 ? undefined : `Stacks of ${old.length} accounts do not have its template yet.`;
}

function deployed(set: DesiredStackSet, desired: DesiredState, snapshot: Snapshot, half: 'canary' | 'others'): Draft[] {
  const { region, canary } = desired;
  const targets = set.targets.filter((target) => (target === canary) === (half === 'canary'));
  const found = stackSetOf(snapshot, set.name);
  const paths = unitPaths(snapshot);
  const lacking = targets.map((target) => {
    const id = paths.idOf(target);
    const isTarget = id !== undefined && found?.units.includes(id) === true;
    return { isTarget, accounts: withoutStack(snapshot, found, region, id) };
  });
  if (lacking.every(({ isTarget, accounts }) => isTarget && accounts.length === 0)) return [];
  const accounts = [...new Set(lacking.flatMap((each) => each.accounts))].sort();
  // All of them, also those that have it: a run that is broken off within finds the same change again.
  const body = { kind: 'deploy-stack-set', name: set.name, region, targets } as const;
  return [draft(body, half === 'canary' ? 'The canary unit comes first.' : 'Accounts here are to have it.', accounts)];
}

function withoutStack(
  snapshot: Snapshot,
  set: StackSet | undefined,
  region: string,
  unitId: string | undefined,
): readonly string[] {
  const have = new Set(set?.instances.filter((each) => each.region === region).map(({ account }) => account));
  return accountsBelow(snapshot, unitId)
    .filter((account) => getsStacks(account, snapshot) && !have.has(account.id))
    .map(({ id }) => id);
}

function stackSetOf({ stackSets }: Snapshot, name: string): StackSet | undefined {
  return stackSets.find((set) => set.name === name);
}

/** Stacks that nothing asks for any more: taken from the units first, then the StackSet. */
export function stackSetRemovals(desired: DesiredState, snapshot: Snapshot): readonly Wave[] {
  const ours = snapshot.stackSets.filter(({ name }) => name.startsWith('Gatehouse'));
  const wanted = new Map(desired.stackSets.map((set) => [set.name, set]));
  const surplus = ours.filter(({ name }) => !wanted.has(name));
  return [
    ours.flatMap((set) => withdrawn(set, wanted.get(set.name)?.targets, desired, snapshot)),
    surplus.map(({ name }) =>
      draft({ kind: 'delete-stack-set', name }, 'Nothing in governance.yaml asks for it any more.'),
    ),
  ];
}

/** @param wanted Undefined where the StackSet itself is to go: then no stack may stay, wherever its account is by now. */
function withdrawn(
  set: StackSet,
  wanted: readonly Target[] | undefined,
  { units, region }: DesiredState,
  snapshot: Snapshot,
): Draft[] {
  const paths = unitPaths(snapshot);
  const names = new Map(units.map(({ target }) => [paths.idOf(target) ?? target, target]));
  const kept = new Set(wanted?.map((target) => paths.idOf(target)));
  const byRegion = new Map<string, Set<string>>();
  const leave = (where: string, unit: string) => byRegion.set(where, (byRegion.get(where) ?? new Set()).add(unit));
  const there = new Set(set.instances.map(({ unitId }) => unitId));
  // A unit without accounts has no instances, and is a target all the same.
  for (const unit of set.units) if (!kept.has(unit) && !there.has(unit)) leave(region, unit);
  for (const { unitId, region: where } of set.instances)
    if (wanted === undefined || (set.units.includes(unitId) && (where !== region || !kept.has(unitId))))
      leave(where, unitId);
  return [...byRegion].sort().map(([where, ids]) => {
    const targets = [...ids].map((id) => names.get(id) ?? id).sort();
    const accounts = set.instances.filter((each) => each.region === where && ids.has(each.unitId));
    return draft(
      { kind: 'withdraw-stack-set', name: set.name, region: where, targets },
      'governance.yaml does not have it here any more.',
      [...new Set(accounts.map(({ account }) => account))].sort(),
    );
  });
}
