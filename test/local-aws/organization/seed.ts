import { z } from 'zod';
import { snapshotSchema } from '../../../pipelines/bootstrap/snapshot.ts';
import { freshId } from './fresh-id.ts';
import { addManagedPolicies, attachManagedToAll } from './organizations/managed-policies.ts';
import { policyKinds } from './policy-kinds.ts';
import type { World } from './world.ts';
import { worldOf } from './world-of-snapshot.ts';

const empty = z.strictObject({
  /** Member accounts, spread over the units in turn; over the root where there are none. Ids ascend from 200000000001. */
  accounts: z.number().int().min(0).max(20_000).default(0),
  /** How many under the root, or their paths of names (`/Workloads/GenAI`; parents come to be as well). */
  units: z.union([z.number().int().min(0).max(2_000), z.array(z.string().startsWith('/'))]).default(0),
  policyTypes: z.array(z.enum(['SCP', 'RCP', 'AISERVICES_OPT_OUT', 'BEDROCK', 'TAG'])).default([]),
  partition: z.string().default('aws'),
  featureSet: z.enum(['ALL', 'CONSOLIDATED_BILLING']).default('ALL'),
  /** ARNs of guardrails that exist, with one version, 1. */
  guardrails: z.array(z.string()).default([]),
  /** False: the account is in no organization. */
  inUse: z.boolean().default(true),
});

const caller = {
  /** Who every caller is taken for. */
  callerArn: z.string().optional(),
  /** Roles of the management account that IAM knows, besides the caller's. */
  roles: z.array(z.string()).default([]),
};

/** What the stand-in begins with: a snapshot, or an organization that nobody has governed yet. */
export const seedSchema = z.union([
  z.strictObject({ snapshot: snapshotSchema, region: z.string().default('us-east-1'), ...caller }),
  z.strictObject({ empty: empty.prefault({}), ...caller }),
]);

export type Seed = z.input<typeof seedSchema>;

const managementAccount = '111111111111';

export function worldOfSeed(seed: Seed): World {
  const parsed = seedSchema.parse(seed);
  const world = 'snapshot' in parsed ? worldOf(parsed.snapshot, parsed.region) : emptyWorld(parsed.empty);
  const arn = parsed.callerArn ?? callerArn(world);
  world.caller = { arn, roles: withRoleBehind(arn, parsed.roles) };
  return world;
}

function callerArn({ partition, managementAccountId }: World): string {
  return `arn:${partition}:sts::${managementAccountId}:assumed-role/gatehouse-deployer/session`;
}

/** The roles, and the one that a session is of. A name is one role's in an account: where it is among them, with a path perhaps, that is the one. */
function withRoleBehind(session: string, roles: readonly string[]): string[] {
  const [, partition, account, name] = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(session) ?? [];
  if (name === undefined || roles.some((role) => role.split('/').at(-1) === name)) return [...roles];
  return [...roles, `arn:${partition}:iam::${account}:role/${name}`];
}

function emptyWorld({ accounts, units, policyTypes, guardrails, ...given }: z.infer<typeof empty>): World {
  const world: World = {
    ...given,
    organizationId: 'o-exampleorgid',
    managementAccountId: managementAccount,
    caller: { arn: '', roles: [] },
    root: { id: 'r-ex4m', policyTypes: {} },
    units: {},
    accounts: {},
    policies: {},
    trustedServices: [],
    delegated: {},
    stackSetsActivated: false,
    stackSets: {},
    arrivals: [],
    guardrails: Object.fromEntries(
      guardrails.map((arn) => [arn, { arn, versions: { 1: 'READY' }, resourcePolicy: null }]),
    ),
    ticks: { organizations: 0, cloudformation: 0 },
    generations: {},
  };
  const paths = typeof units === 'number' ? Array.from({ length: units }, (_, index) => `/Unit ${index + 1}`) : units;
  populate(
    world,
    paths.map((path) => unitAt(world, path)),
    accounts,
  );
  addManagedPolicies(world);
  for (const { type } of policyKinds.filter((kind) => policyTypes.includes(kind.type))) {
    world.root.policyTypes[type] = { status: 'ENABLED', dueAt: 0 };
    attachManagedToAll(world, type);
  }
  return world;
}

/** The unit with a path; it and its parents come to be where they are missing. */
function unitAt(world: World, path: string): string {
  let parentId = world.root.id;
  for (const name of path.split('/').slice(1)) {
    const known = Object.values(world.units).find((unit) => unit.parentId === parentId && unit.name === name);
    const id = known?.id ?? `ou-ex4m-${freshId(world, 'unit', [parentId, name], 8)}`;
    world.units[id] = { id, name, parentId };
    parentId = id;
  }
  return parentId;
}

function populate(world: World, units: readonly string[], accounts: number): void {
  const { id: rootId } = world.root;
  world.accounts[managementAccount] = { id: managementAccount, name: 'management', parentId: rootId, state: 'ACTIVE' };
  for (let index = 0; index < accounts; index++) {
    const id = String(200_000_000_001 + index);
    const parentId = units[index % units.length] ?? rootId;
    world.accounts[id] = { id, name: `account-${index + 1}`, parentId, state: 'ACTIVE' };
  }
}
