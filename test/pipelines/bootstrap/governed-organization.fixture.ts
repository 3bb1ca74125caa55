import type { Change, Plan } from '../../../pipelines/bootstrap/change.ts';
import type { AttachedPolicy, Snapshot } from '../../../pipelines/bootstrap/snapshot.ts';
import { organizationPolicies } from '../../../scp-policies/catalogue.ts';
import { composeUnits } from '../../../scp-policies/composer/compose-units.ts';
import { bedrockGuardrail } from '../../../scp-policies/other/bedrock-guardrail.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { examplePolicy } from '../../hub/local/policy.fixture.ts';
import { contextOf, type Partition } from '../../scp-policies/policy-contexts.fixture.ts';

export const hubAccount = '999988887777';
export const ids = {
  root: 'r-abcd',
  workloads: 'ou-abcd-10000000',
  spokes: 'ou-abcd-11111111',
  hub: 'ou-abcd-22222222',
  sandbox: 'ou-abcd-33333333',
} as const;

/** Two applications' accounts and a third below /Workloads/GenAI, the hub in /Hub, a sandbox that nobody governs. */
export function bundleOf(partition: Partition): PolicyBundle {
  const context = contextOf(partition);
  const bundle = examplePolicy();
  const policies = { ...context.organization.policies, units: { spokes: [ids.spokes], hub: [ids.hub] } };
  return {
    ...bundle,
    organization: { ...bundle.organization, ...context.organization, policies },
    hub: { ...bundle.hub, ...context.hub },
    models: context.models,
  };
}

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const fullAccess = {
  SCP: policyText([everything]),
  RCP: policyText([{ ...everything, Principal: '*' }]),
} as const;

export function policyText(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** Nothing but what AWS attaches by itself. */
export function ungoverned(bundle: PolicyBundle): Snapshot {
  const account = (id: string, name: string, parentId: string) => ({ id, name, parentId, state: 'ACTIVE' });
  const accounts = [
    account('111122223333', 'claims', ids.spokes),
    account('222233334444', 'empty', ids.spokes),
    account('333344445555', 'research', ids.spokes),
    account('555566667777', 'playground', ids.sandbox),
    account(hubAccount, 'genai-hub', ids.hub),
    account(bundle.organization.managementAccountId, 'management', ids.root),
  ];
  const units = [
    { id: ids.workloads, name: 'Workloads', parentId: ids.root },
    { id: ids.spokes, name: 'GenAI', parentId: ids.workloads },
    { id: ids.hub, name: 'Hub', parentId: ids.root },
    { id: ids.sandbox, name: 'Sandbox', parentId: ids.root },
  ];
  const targets = [ids.root, ...units.map(({ id }) => id), ...accounts.map(({ id }) => id)];
  const byAws = (type: 'SCP' | 'RCP', name: string) => ({
    id: `p-${name}`,
    name,
    type,
    awsManaged: true,
    text: fullAccess[type],
    targets,
  });
  return {
    version: 1,
    takenAt: '2026-11-20T12:00:00Z',
    organization: {
      id: bundle.organization.id,
      managementAccountId: bundle.organization.managementAccountId,
      featureSet: 'ALL',
    },
    root: { id: ids.root, policyTypes: ['SCP', 'RCP', 'AISERVICES_OPT_OUT', 'BEDROCK', 'TAG'] },
    units,
    accounts,
    policies: [byAws('SCP', 'FullAWSAccess'), byAws('RCP', 'RCPFullAWSAccess')],
    trustedServices: [],
    delegatedAdministrators: [],
    stackSets: [],
    guardrails: [],
  };
}

/** The same with all policies of the catalogue in force, and their guardrails. */
export async function governed(bundle: PolicyBundle): Promise<Snapshot> {
  const before = ungoverned(bundle);
  const compositions = await composeUnits(organizationPolicies, bundle, { attached: () => [], previous: [] });
  const composed = compositions.flatMap(({ unit, type, policies }) =>
    policies.map(({ name, text }) => ({ name, type, text, target: ids[unit] })),
  );
  const ours = Map.groupBy(composed, ({ name }) => name);
  const policies = [...ours].map(([name, group]): AttachedPolicy => {
    const { type, text } = group[0]!;
    return { id: `p-${name}`, name, type, awsManaged: false, text, targets: group.map(({ target }) => target) };
  });
  const guardrails = (bedrockGuardrail.prerequisites?.(bundle) ?? []).map(({ arn, version, resourcePolicy }) => ({
    arn,
    version,
    exists: true,
    resourcePolicy: JSON.stringify(resourcePolicy),
  }));
  return { ...before, policies: [...before.policies, ...policies], guardrails };
}

/** With one more policy, of somebody else. */
export function withPolicy(
  snapshot: Snapshot,
  name: string,
  statements: readonly object[],
  targets: readonly string[],
  type: 'SCP' | 'RCP' = 'SCP',
): Snapshot {
  const policy = {
    id: `p-${name}`,
    name,
    type,
    awsManaged: false,
    text: policyText(statements),
    targets: [...targets],
  };
  return { ...snapshot, policies: [...snapshot.policies, policy] };
}

/** With one policy changed. */
export function withChanged(
  snapshot: Snapshot,
  name: string,
  change: (policy: AttachedPolicy) => AttachedPolicy,
): Snapshot {
  return { ...snapshot, policies: snapshot.policies.map((policy) => (policy.name === name ? change(policy) : policy)) };
}

export function planOf(changes: readonly Change[], remarks: readonly string[] = []): Plan {
  return { version: 1, governance: 'a'.repeat(64), organizationId: 'o-exampleorg1', changes, remarks };
}
