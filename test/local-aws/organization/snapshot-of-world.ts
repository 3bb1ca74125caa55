import type { Snapshot, StackSet } from '../../../pipelines/bootstrap/snapshot.ts';
import { policyKinds } from './policy-kinds.ts';
import type { World, WorldStackSet } from './world.ts';

/** What a reader with all patience would see: the world as a snapshot, with the StackSets of Gatehouse. */
export function snapshotOf(world: World, takenAt: Date): Snapshot {
  return {
    version: 1,
    takenAt: takenAt.toISOString(),
    organization: {
      id: world.organizationId,
      managementAccountId: world.managementAccountId,
      featureSet: world.featureSet,
    },
    root: {
      id: world.root.id,
      policyTypes: policyKinds
        .map(({ type }) => type)
        .filter((type) => world.root.policyTypes[type]?.status === 'ENABLED'),
    },
    units: sorted(Object.values(world.units), ({ id }) => id),
    accounts: sorted(Object.values(world.accounts), ({ id }) => id),
    policies: sorted(Object.values(world.policies), ({ id }) => id).map(({ description: _description, ...policy }) => ({
      ...policy,
      targets: [...policy.targets].sort(),
    })),
    trustedServices: [...world.trustedServices].sort(),
    delegatedAdministrators: sorted(Object.entries(world.delegated), ([id]) => id).map(([accountId, services]) => ({
      accountId,
      services: [...services].sort(),
    })),
    stackSets: sorted(
      Object.values(world.stackSets).filter(({ name, status }) => status === 'ACTIVE' && name.startsWith('Gatehouse')),
      ({ name }) => name,
    ).map(stackSetOf),
    guardrails: sorted(Object.values(world.guardrails), ({ arn }) => arn).flatMap(({ arn, versions, resourcePolicy }) =>
      Object.entries(versions).map(([version, status]) => ({
        arn,
        version: Number(version),
        exists: status === 'READY',
        resourcePolicy,
      })),
    ),
  };
}

function stackSetOf({ name, body, units, autoDeployment, instances }: WorldStackSet): StackSet {
  return {
    name,
    body,
    units: [...units].sort(),
    autoDeployment,
    instances: sorted(instances, ({ account, region }) => `${account} ${region}`).map(
      ({ account, region, unitId, status, detailedStatus, drift }) => ({
        account,
        region,
        unitId,
        status,
        detailedStatus,
        drift,
      }),
    ),
  };
}

function sorted<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  return [...items].sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}
