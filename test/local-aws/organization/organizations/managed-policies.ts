import type { PolicyType } from '../../../../pipelines/bootstrap/snapshot.ts';
import { kindOf, policyKinds } from '../policy-kinds.ts';
import type { World } from '../world.ts';

/** Attaches FullAWSAccess and RCPFullAWSAccess to a new unit or account, for the types that are enabled. */
export function attachManaged(world: World, target: string): void {
  for (const { type, managed } of policyKinds)
    if (managed !== undefined && world.root.policyTypes[type] !== undefined)
      world.policies[managed.id]?.targets.push(target);
}

/** What enabling a type does: AWS attaches its policy to everything, because nothing would be allowed otherwise. */
export function attachManagedToAll(world: World, type: PolicyType): void {
  const { managed } = kindOf(type);
  const policy = managed === undefined ? undefined : world.policies[managed.id];
  if (policy !== undefined)
    policy.targets = [world.root.id, ...Object.keys(world.units), ...Object.keys(world.accounts)];
}

/** Those that AWS made; they are there whether their types are enabled or not. */
export function addManagedPolicies(world: World): void {
  for (const { type, managed } of policyKinds)
    if (managed !== undefined && world.policies[managed.id] === undefined)
      world.policies[managed.id] = { ...managed, type, awsManaged: true, targets: [] };
}
