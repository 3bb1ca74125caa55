import { afterChanges } from '../../../pipelines/bootstrap/after-change.ts';
import type { Change } from '../../../pipelines/bootstrap/change.ts';
import { type DesiredOptions, desiredState } from '../../../pipelines/bootstrap/desired.ts';
import { planChanges } from '../../../pipelines/bootstrap/plan-changes.ts';
import type { Account, AttachedPolicy, Snapshot } from '../../../pipelines/bootstrap/snapshot.ts';
import type { OrganizationPolicy } from '../../../scp-policies/policy.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { examplePolicy } from '../../hub/local/policy.fixture.ts';

export const rootId = 'r-abcd';
export const unitId = (number: number) => `ou-abcd-${String(number).padStart(8, '0')}`;
export const accountId = (number: number) => String(100_000_000_000 + number);

type Settings = Partial<PolicyBundle['organization']['policies']>;

/** The example's rules for an organization with these units. */
export function bundleFor(policies: Settings, organization: Partial<PolicyBundle['organization']> = {}): PolicyBundle {
  const bundle = examplePolicy();
  return {
    ...bundle,
    applications: {},
    organization: {
      ...bundle.organization,
      ...organization,
      policies: { ...bundle.organization.policies, ...policies },
    },
  };
}

/** An organization of units directly below the root, each with two accounts, in which nothing has been done yet. */
export function emptyOrganization(units = 3, more: Partial<Snapshot> = {}): Snapshot {
  const { organization } = examplePolicy();
  const numbers = Array.from({ length: units }, (_, index) => index + 1);
  return {
    version: 1,
    takenAt: '2026-11-21T00:00:00Z',
    organization: { id: organization.id, managementAccountId: organization.managementAccountId, featureSet: 'ALL' },
    root: { id: rootId, policyTypes: [] },
    units: numbers.map((number) => ({ id: unitId(number), name: `Unit ${number}`, parentId: rootId })),
    accounts: [
      ...numbers.flatMap((number) => [account(10 * number, unitId(number)), account(10 * number + 1, unitId(number))]),
      { id: organization.managementAccountId, name: 'management', parentId: rootId, state: 'ACTIVE' },
    ],
    policies: [],
    trustedServices: [],
    delegatedAdministrators: [],
    stackSets: [],
    guardrails: [],
    ...more,
  };
}

export function account(number: number, parentId: string, state = 'ACTIVE'): Account {
  return { id: accountId(number), name: `account ${number}`, parentId, state };
}

/** A policy that is not of Gatehouse, unless its name says so. */
export function policyNamed(
  name: string,
  targets: readonly string[],
  more: Partial<AttachedPolicy> = {},
): AttachedPolicy {
  const text = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["s3:DeleteBucket"],"Resource":["*"]}]}';
  return { id: `p-${name}`, name, type: 'SCP', awsManaged: false, text, targets: [...targets], ...more };
}

export interface World {
  readonly bundle: PolicyBundle;
  readonly options: DesiredOptions;
}

export function world(
  bundle: PolicyBundle,
  catalogue: readonly OrganizationPolicy[],
  more: DesiredOptions = {},
): World {
  return { bundle, options: { catalogue, templates: [], ...more } };
}

export async function planFor({ bundle, options }: World, snapshot: Snapshot): Promise<readonly Change[]> {
  return planChanges(await desiredState(bundle, snapshot, options), snapshot);
}

/** The organization after everything that the rules ask for. */
export async function governed(rules: World, snapshot: Snapshot): Promise<Snapshot> {
  return afterChanges(snapshot, await planFor(rules, snapshot));
}

export function idsOf(changes: readonly Change[]): readonly string[] {
  return changes.map(({ id }) => id);
}

/** Units five deep, accounts spread evenly; the last unit is the hub's, with one account in it. */
export function largeOrganization(
  units: number,
  accounts: number,
): { readonly snapshot: Snapshot; readonly units: PolicyBundle['organization']['policies']['units'] } {
  const numbers = Array.from({ length: units }, (_, index) => index + 1);
  const parentOf = (number: number) => (number % 5 === 1 ? rootId : unitId(number - 1));
  const ofSpokes = Array.from({ length: accounts }, (_, index) => account(index, unitId((index % (units - 1)) + 1)));
  const { accounts: management, ...empty } = emptyOrganization(0);
  const hub = { id: examplePolicy().hub.accountId, name: 'hub', parentId: unitId(units), state: 'ACTIVE' };
  return {
    snapshot: {
      ...empty,
      units: numbers.map((number) => ({
        id: unitId(number),
        name: `Unit ${number}`,
        parentId: number === units ? rootId : parentOf(number),
      })),
      accounts: [...ofSpokes, ...management, hub],
    },
    units: { spokes: numbers.slice(0, -1).map(unitId), hub: [unitId(units)] },
  };
}
