import type { EnforcedGuardrail, Snapshot, StackSet } from '../../../pipelines/bootstrap/snapshot.ts';
import { addManagedPolicies } from './organizations/managed-policies.ts';
import { stackSetKey, type World, type WorldGuardrail, type WorldStackSet } from './world.ts';

/** The world that a snapshot was taken of, with the usual answers where a snapshot says nothing. @param region of the StackSets. */
export function worldOf(snapshot: Snapshot, region: string): World {
  const world: World = {
    partition: snapshot.guardrails[0]?.arn.split(':')[1] ?? 'aws',
    inUse: true,
    organizationId: snapshot.organization.id,
    managementAccountId: snapshot.organization.managementAccountId,
    featureSet: snapshot.organization.featureSet === 'CONSOLIDATED_BILLING' ? 'CONSOLIDATED_BILLING' : 'ALL',
    caller: { arn: '', roles: [] },
    root: {
      id: snapshot.root.id,
      policyTypes: Object.fromEntries(
        snapshot.root.policyTypes.map((type) => [type, { status: 'ENABLED' as const, dueAt: 0 }]),
      ),
    },
    units: byKey(snapshot.units, ({ id }) => id),
    accounts: byKey(snapshot.accounts, ({ id }) => id),
    policies: byKey(
      snapshot.policies.map((policy) => ({ ...policy, description: '' })),
      ({ id }) => id,
    ),
    trustedServices: [...snapshot.trustedServices],
    delegated: Object.fromEntries(
      snapshot.delegatedAdministrators.map(({ accountId, services }) => [accountId, [...services]]),
    ),
    stackSetsActivated: snapshot.trustedServices.includes('member.org.stacksets.cloudformation.amazonaws.com'),
    stackSets: byKey(
      snapshot.stackSets.map((stackSet) => stackSetOf(stackSet, region)),
      ({ name }) => stackSetKey(region, name),
    ),
    arrivals: [],
    guardrails: guardrailsOf(snapshot.guardrails),
    ticks: { organizations: 0, cloudformation: 0 },
    generations: {},
  };
  addManagedPolicies(world);
  return structuredClone(world);
}

function byKey<Item>(items: readonly Item[], keyOf: (item: Item) => string): Record<string, Item> {
  return Object.fromEntries(items.map((item) => [keyOf(item), item]));
}

function stackSetOf({ name, body, units, autoDeployment, instances }: StackSet, region: string): WorldStackSet {
  return {
    name,
    region,
    id: `${name}:seeded`,
    clientToken: '',
    status: 'ACTIVE',
    description: '',
    body,
    capabilities: ['CAPABILITY_NAMED_IAM'],
    tags: [],
    autoDeployment,
    retainOnRemoval: true,
    managedExecution: true,
    units,
    regions: units.length === 0 ? [] : [...new Set([...instances.map((instance) => instance.region), region])],
    instances: instances.map((instance) => ({ ...instance, statusReason: '', lastOperationId: '' })),
    operations: [],
  };
}

/** Several entries may be versions of one guardrail; one that does not exist is none. */
function guardrailsOf(entries: readonly EnforcedGuardrail[]): Record<string, WorldGuardrail> {
  const guardrails: Record<string, WorldGuardrail> = {};
  for (const { arn, version, exists, resourcePolicy } of entries) {
    if (!exists) continue;
    const known = guardrails[arn] ?? { arn, versions: {}, resourcePolicy };
    guardrails[arn] = { ...known, versions: { ...known.versions, [version]: 'READY' } };
  }
  return guardrails;
}
