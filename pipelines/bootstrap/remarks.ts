import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { printable } from '../../shared/config/printable.ts';
import { accountsBelow } from './accounts-below.ts';
import type { Change } from './change.ts';
import type { DesiredState } from './desired.ts';
import { coursesOf } from './policy-courses.ts';
import type { Account, Snapshot } from './snapshot.ts';
import { unitPaths } from './unit-paths.ts';

interface Planned {
  readonly bundle: PolicyBundle;
  readonly desired: DesiredState;
  readonly snapshot: Snapshot;
  readonly changes: readonly Change[];
}

/** Accounts that one remark names; the rest are a number. */
const mostNamed = 5;

/** What whoever reads a plan should know, and the plan does not change. Always in this order. */
export function remarksOn(planned: Planned): readonly string[] {
  return [
    ...aboutCanary(planned),
    ...aboutQuarantine(planned),
    ...aboutApplications(planned),
    ...aboutHub(planned),
    ...aboutUnits(planned),
    ...aboutStacks(planned),
    ...aboutAdministrators(planned),
  ];
}

function aboutCanary({ desired, snapshot, changes }: Planned): readonly string[] {
  const rewritten = changes.filter(({ kind }) => kind === 'update-policy' || kind === 'update-stack-set');
  if (rewritten.length === 0) return [];
  const spokes = desired.units.filter(({ kind }) => kind === 'spokes');
  if (desired.canary === undefined)
    return spokes.length < 2
      ? []
      : ['No canary unit is named (organization.policies.canaryUnit): changed policies reach all units at once.'];
  if (spokes.length < 2)
    return ['The canary unit is the only unit of spokes: there, changed policies are replaced where they are.'];
  return coursesOf(desired, snapshot).withoutSlots.map(
    (type) =>
      `The canary unit has too few slots for the old and the new policies of type ${type}: they change in all units at once.`,
  );
}

function aboutQuarantine({ desired }: Planned): readonly string[] {
  return [...desired.stay].map(
    (name) =>
      `${name} stays, although governance.yaml names no unit of the hub: it cuts accounts off. Lift that first.`,
  );
}

function aboutApplications({ bundle, desired, snapshot }: Planned): readonly string[] {
  const byId = new Map(snapshot.accounts.map((account) => [account.id, account]));
  const governed = governedIds(desired, snapshot, 'spokes');
  return Object.values(bundle.applications)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap(({ name, accountId }) => {
      const account = byId.get(accountId);
      if (account === undefined)
        return [`Account ${accountId} of application ${name} does not exist in the organization.`];
      if (governed.has(accountId)) return [];
      return [`Account ${named(account)} of application ${name} is in no unit of spokes: its direct road stays open.`];
    });
}

function aboutHub({ bundle, desired, snapshot }: Planned): readonly string[] {
  const hub = bundle.hub.accountId;
  const units = desired.units.filter(({ kind }) => kind === 'hub');
  const inside = governedIds(desired, snapshot, 'hub');
  const exists = snapshot.accounts.some(({ id }) => id === hub);
  if (!exists) return [`The hub’s account ${hub} does not exist in the organization.`];
  if (units.length === 0)
    return ['No unit of the hub is named: nothing protects it, and no account can be quarantined.'];
  const others = snapshot.accounts.filter(({ id }) => id !== hub && inside.has(id));
  return [
    ...(inside.has(hub) ? [] : [`The hub’s account ${hub} is not in a unit of the hub: its policies do not bind it.`]),
    ...(others.length === 0 ? [] : [`Other accounts than the hub’s are in a unit of the hub: ${listed(others)}.`]),
  ];
}

function aboutUnits({ desired, snapshot }: Planned): readonly string[] {
  const paths = unitPaths(snapshot);
  const nested = desired.units.flatMap(({ target, id }) => {
    if (id === undefined) return [];
    const below = paths.withBelow(id);
    return desired.units
      .filter((other) => other.id !== undefined && other.id !== id && below.has(other.id))
      .map(
        (other) =>
          `Unit ${printable(other.target, 200)} is inside unit ${printable(target, 200)}: policies of both bind it, and its own take slots for nothing.`,
      );
  });
  const accounts = desired.units.flatMap(({ target, id }) => {
    const inside = accountsBelow(snapshot, id);
    const inactive = inside.filter(({ state }) => state !== 'ACTIVE');
    const management = inside.find((account) => account.id === snapshot.organization.managementAccountId);
    const where = printable(target, 200);
    return [
      ...(inside.length === 0 ? [`Unit ${where} has no accounts.`] : []),
      ...(inactive.length === 0 ? [] : [`Accounts in unit ${where} that are not active: ${listed(inactive)}.`]),
      ...(management === undefined
        ? []
        : [`The management account is in unit ${where}: SCPs and RCPs do not bind it.`]),
    ];
  });
  return [...nested, ...accounts];
}

function aboutStacks({ snapshot }: Planned): readonly string[] {
  return snapshot.stackSets.flatMap(({ name, instances }) => {
    const broken = instances.filter(({ status }) => status === 'INOPERABLE').map(({ account }) => account);
    if (broken.length === 0) return [];
    return [
      `Stacks of ${printable(name, 128)} that CloudFormation has given up: ${some(broken)}. Remove the stack in the account by hand.`,
    ];
  });
}

function aboutAdministrators({ desired, snapshot }: Planned): readonly string[] {
  const { delegatedAdministrator: wanted, trustedServices } = desired;
  return snapshot.delegatedAdministrators
    .filter(
      ({ accountId, services }) =>
        accountId !== wanted?.account && services.some((each) => trustedServices.includes(each)),
    )
    .map(
      ({ accountId }) =>
        `Account ${accountId} is a delegated administrator of StackSets, and governance.yaml does not name it.`,
    );
}

function governedIds({ units }: DesiredState, snapshot: Snapshot, wanted: 'spokes' | 'hub'): ReadonlySet<string> {
  const ids = units.filter(({ kind }) => kind === wanted).flatMap(({ id }) => accountsBelow(snapshot, id));
  return new Set(ids.map(({ id }) => id));
}

function listed(accounts: readonly Account[]): string {
  return some(accounts.map(named));
}

function some(names: readonly string[]): string {
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return `${names.slice(0, mostNamed).join(', ')}${more}`;
}

function named({ id, name }: Account): string {
  return `${id} (${printable(name)})`;
}
