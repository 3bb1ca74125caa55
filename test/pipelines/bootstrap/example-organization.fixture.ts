import { readFileSync } from 'node:fs';
import { afterChanges } from '../../../pipelines/bootstrap/after-change.ts';
import { makePlan } from '../../../pipelines/bootstrap/make-plan.ts';
import type { Account, Snapshot, Unit } from '../../../pipelines/bootstrap/snapshot.ts';
import type { CompiledPolicy } from '../../../shared/config/bundle.ts';
import { loadGovernance } from '../../../shared/config/load.ts';

export const management = '123456789012';
export const hubAccount = '999988887777';
/** Those that have applications. */
const appAccounts = ['111122223333', '222233334444', '333344445555', '444455556666'] as const;
export const canaryUnit = '/Workloads/Canary';
export const appsUnit = '/Workloads/GenAI';
const hubUnit = '/Gatehouse';

/** The example's rules for units that it makes itself. */
export const governanceText = readFileSync('governance.yaml', 'utf8').replace(
  /^ {4}units: .*\n {4}canaryUnit: .*\n/m,
  `    units: { spokes: [${canaryUnit}, ${appsUnit}], hub: [${hubUnit}] }\n    createUnits: true\n    canaryUnit: ${canaryUnit}\n`,
);

export function compiled(text = governanceText): CompiledPolicy {
  const loaded = loadGovernance(text, 'governance.yaml');
  if (loaded.ok) return loaded.policy;
  throw new Error(`the example has problems: ${JSON.stringify(loaded.problems)}`);
}

const root = { id: 'r-ab12', policyTypes: [] };
const unit = (id: string, name: string, parentId: string): Unit => ({ id, name, parentId });
const canary = unit('ou-ab12-canary01', 'Canary', 'ou-ab12-workload');
const apps = unit('ou-ab12-genai001', 'GenAI', 'ou-ab12-workload');
const hub = unit('ou-ab12-gatehous', 'Gatehouse', root.id);
const units = [canary, hub, apps, unit('ou-ab12-workload', 'Workloads', root.id)];
const account = (id: string, name: string, parentId: string): Account => ({ id, name, parentId, state: 'ACTIVE' });

/** Nobody has governed it yet: no units, everything under the root. */
export function ungoverned(): Snapshot {
  const members = [hubAccount, ...appAccounts].map((id) => account(id, `account ${id}`, root.id));
  return { ...nothing, accounts: inOrder([account(management, 'management', root.id), ...members]) };
}

/** Units are there and accounts are in them: an eighth in the canary unit. The applications' accounts are among them. */
export function sorted(accounts: number): Snapshot {
  const others = Array.from({ length: accounts - appAccounts.length - 1 }, (_, index) =>
    String(200_000_000_001 + index),
  );
  const spokes = [...appAccounts, ...others].map((id, index) =>
    account(id, `account ${id}`, index % 8 === 0 ? canary.id : apps.id),
  );
  const all = [account(management, 'management', root.id), account(hubAccount, 'hub', hub.id), ...spokes];
  return { ...nothing, units, accounts: inOrder(all) };
}

function inOrder<T extends { readonly id: string }>(items: readonly T[]): T[] {
  return items.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

const { guardrails } = compiled().bundle.organization.policies;
const nothing: Snapshot = {
  version: 1,
  takenAt: '2026-11-21T08:00:00Z',
  organization: { id: 'o-exampleorg1', managementAccountId: management, featureSet: 'ALL' },
  root,
  units: [],
  accounts: [],
  policies: [],
  trustedServices: [],
  delegatedAdministrators: [],
  stackSets: [],
  guardrails: guardrails.map(({ arn, version }) => ({ arn, version, exists: true, resourcePolicy: null })),
};

/** The same, as the example's rules have it. */
export async function governed(accounts: number, policy = compiled()): Promise<Snapshot> {
  const before = sorted(accounts);
  const { changes } = await makePlan(policy.bundle, policy.hash, before, { file: 'governance.yaml' });
  return afterChanges(before, changes);
}
