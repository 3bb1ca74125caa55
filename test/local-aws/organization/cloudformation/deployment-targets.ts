import { object, texts } from '../fields.ts';
import type { Asked } from '../service.ts';
import type { World, WorldAccount } from '../world.ts';
import { missing, validationError } from './refusals.ts';

export interface DeploymentTargets {
  readonly units: readonly string[];
  readonly regions: readonly string[];
}

/** Units and Regions that a request is for: of service-managed StackSets, units are what is targeted. */
export function requiredTargets({ world, input }: Asked): DeploymentTargets {
  if (input.Accounts !== undefined)
    throw validationError('Accounts cannot be specified for service managed stack sets; use DeploymentTargets');
  const units = texts(object(input, 'DeploymentTargets'), 'OrganizationalUnitIds');
  const regions = texts(input, 'Regions');
  if (units.length === 0) throw missing('deploymentTargets.organizationalUnitIds');
  if (regions.length === 0) throw missing('regions');
  const unknown = units.find((id) => id !== world.root.id && !Object.hasOwn(world.units, id));
  if (unknown !== undefined) throw validationError(`Organizational unit ${unknown} was not found in the organization`);
  return { units, regions };
}

/** The nearest of the units that an account is below; undefined: none. The management account is never deployed to. */
export function targetUnitOf(world: World, account: WorldAccount, units: readonly string[]): string | undefined {
  if (account.id === world.managementAccountId) return undefined;
  let id: string | undefined = account.parentId;
  while (id !== undefined && !units.includes(id)) id = world.units[id]?.parentId;
  return id;
}

/** Accounts below the units, those that are not active left out, as StackSets does. */
export function deployable(world: World, units: readonly string[]): readonly { account: string; unitId: string }[] {
  return Object.values(world.accounts).flatMap((account) => {
    const unitId = account.state === 'ACTIVE' ? targetUnitOf(world, account, units) : undefined;
    return unitId === undefined ? [] : [{ account: account.id, unitId }];
  });
}
