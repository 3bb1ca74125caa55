import { printable } from '../../shared/config/printable.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { accountsBelow } from './accounts-below.ts';
import type { ChangeBody } from './change.ts';
import { getsStacks } from './gets-stacks.ts';
import { existing } from './resolve-target.ts';
import type { Snapshot, StackInstance, StackSet } from './snapshot.ts';

type Body<Kind extends ChangeBody['kind']> = Extract<ChangeBody, { readonly kind: Kind }>;
type StackSetBody = Extract<ChangeBody, { readonly kind: `${string}-stack-set` }>;

export function stackSetsAfter(snapshot: Snapshot, change: StackSetBody): Snapshot {
  switch (change.kind) {
    case 'create-stack-set':
      return stackSetCreated(snapshot, change);
    case 'update-stack-set':
      return withStackSet(snapshot, change.name, (set) => updated(snapshot, set, change));
    case 'deploy-stack-set':
      return withStackSet(snapshot, change.name, (set) => deployed(snapshot, set, change));
    case 'withdraw-stack-set':
      return withStackSet(snapshot, change.name, (set) => withdrawn(snapshot, set, change));
    case 'delete-stack-set':
      return { ...snapshot, stackSets: snapshot.stackSets.filter(({ name }) => name !== change.name) };
  }
}

/** The stacks of the account stay where they are for now: StackSets brings and takes them later, by itself. */
export function accountsAfter(snapshot: Snapshot, { account, to }: Body<'move-account'>): Snapshot {
  const parentId = existing(snapshot, to);
  const accounts = snapshot.accounts.map((each) => (each.id === account ? { ...each, parentId } : each));
  return { ...snapshot, accounts };
}

function stackSetCreated(snapshot: Snapshot, { name, body }: Body<'create-stack-set'>): Snapshot {
  if (snapshot.stackSets.some((set) => set.name === name)) return snapshot;
  const set = { name, body, units: [], autoDeployment: true, instances: [] };
  const all = [...snapshot.stackSets, set].sort((one, other) => (one.name < other.name ? -1 : 1));
  return { ...snapshot, stackSets: all };
}

function updated(snapshot: Snapshot, set: StackSet, { body }: Body<'update-stack-set'>): StackSet {
  const active = new Set(snapshot.accounts.filter((each) => getsStacks(each, snapshot)).map(({ id }) => id));
  const instances = set.instances.map((each) => (active.has(each.account) ? broughtUpToDate(each) : each));
  return { ...set, body, autoDeployment: true, instances };
}

/** What cannot be operated on any more, an update does not mend. */
function broughtUpToDate(instance: StackInstance): StackInstance {
  return instance.status === 'INOPERABLE' ? instance : { ...instance, ...current };
}

const current = { status: 'CURRENT', detailedStatus: 'SUCCEEDED' };

function deployed(snapshot: Snapshot, set: StackSet, { region, targets }: Body<'deploy-stack-set'>): StackSet {
  const instances = new Map(set.instances.map((instance) => [placeOf(instance), instance]));
  const units = targets.map((target) => existing(snapshot, target));
  for (const unitId of units)
    for (const account of accountsBelow(snapshot, unitId)) {
      if (!getsStacks(account, snapshot)) continue;
      const place = { account: account.id, region };
      const found = instances.get(placeOf(place));
      const fresh = { ...place, unitId, ...current, drift: 'NOT_CHECKED' };
      instances.set(placeOf(place), found === undefined ? fresh : broughtUpToDate(found));
    }
  const inOrder = [...instances].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, instance]) => instance);
  return { ...set, units: [...new Set([...set.units, ...units])].sort(), instances: inOrder };
}

function placeOf({ account, region }: Pick<StackInstance, 'account' | 'region'>): string {
  return `${account} ${region}`;
}

/** A unit that has instances in another Region yet stays a target. */
function withdrawn(snapshot: Snapshot, set: StackSet, { region, targets }: Body<'withdraw-stack-set'>): StackSet {
  const left = new Set(targets.map((target) => existing(snapshot, target)));
  const instances = set.instances.filter((instance) => !(left.has(instance.unitId) && instance.region === region));
  const busy = new Set(instances.map(({ unitId }) => unitId));
  return { ...set, units: set.units.filter((unit) => !left.has(unit) || busy.has(unit)), instances };
}

function withStackSet(snapshot: Snapshot, name: string, change: (set: StackSet) => StackSet): Snapshot {
  const found = snapshot.stackSets.find((set) => set.name === name);
  if (found === undefined)
    throw new GatehouseFault(
      'plan_stale',
      `There is no StackSet ${printable(name, 128)}.`,
      'Look at a new plan with gatehouse plan.',
    );
  return { ...snapshot, stackSets: snapshot.stackSets.map((each) => (each === found ? change(each) : each)) };
}
