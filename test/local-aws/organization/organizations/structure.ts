/** Root, units and accounts. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html */
import { requiredText } from '../fields.ts';
import { freshId } from '../fresh-id.ts';
import type { Answer, Asked, Service } from '../service.ts';
import type { World, WorldAccount, WorldUnit } from '../world.ts';
import { entityArn } from './arns.ts';
import { attachManaged } from './managed-policies.ts';
import { organizationsPage } from './organizations-page.ts';
import { rootAnswer } from './policy-types.ts';
import { conflict, constraint, inputRequired, invalidInput, notFound } from './refusals.ts';

export const structure: Service = {
  reads: {
    DescribeOrganization: ({ world }) => ({ Organization: organizationAnswer(world) }),
    ListRoots: (asked) =>
      organizationsPage(
        asked,
        'ListRoots',
        [asked.world.root],
        ({ id }) => id,
        (roots) => ({
          Roots: roots.map(() => rootAnswer(asked.world)),
        }),
      ),
    ListAccounts: (asked) => listAccounts(asked, 'ListAccounts', Object.values(asked.world.accounts)),
    ListAccountsForParent: (asked) => {
      const parent = existingParent(asked, 'ParentId', 'ParentNotFoundException');
      const accounts = Object.values(asked.world.accounts).filter(({ parentId }) => parentId === parent);
      return listAccounts(asked, `ListAccountsForParent ${parent}`, accounts);
    },
    ListOrganizationalUnitsForParent: listUnits,
    DescribeAccount: ({ world, input }) => {
      const account = world.accounts[requiredText(input, 'AccountId', inputRequired)];
      if (account === undefined) throw notFound('AccountNotFoundException', 'No such account in the organization.');
      return { Account: accountAnswer(world, account) };
    },
    DescribeOrganizationalUnit: ({ world, input }) => {
      const unit = world.units[requiredText(input, 'OrganizationalUnitId', inputRequired)];
      if (unit === undefined) throw notFound('OrganizationalUnitNotFoundException', 'No such organizational unit.');
      return { OrganizationalUnit: unitAnswer(world, unit) };
    },
    ListParents: listParents,
  },
  writes: { CreateOrganizationalUnit: createUnit, MoveAccount: moveAccount },
};

function listUnits(asked: Asked): Answer {
  const parent = existingParent(asked, 'ParentId', 'ParentNotFoundException');
  const units = Object.values(asked.world.units).filter(({ parentId }) => parentId === parent);
  return organizationsPage(
    asked,
    `ListOrganizationalUnitsForParent ${parent}`,
    units,
    ({ id }) => id,
    (page) => ({
      OrganizationalUnits: page.map((unit) => unitAnswer(asked.world, unit)),
    }),
  );
}

function listParents(asked: Asked): Answer {
  const { world, input } = asked;
  const id = requiredText(input, 'ChildId', inputRequired);
  const child = world.accounts[id] ?? world.units[id];
  if (child === undefined) throw notFound('ChildNotFoundException', 'No such account or organizational unit.');
  const Type = child.parentId === world.root.id ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
  return { Parents: [{ Id: child.parentId, Type }] };
}

function createUnit({ world, input }: Asked): Answer {
  const Name = requiredText(input, 'Name', inputRequired);
  const parentId = requiredText(input, 'ParentId', inputRequired);
  if (Name.length > 128) throw invalidInput('MAX_LENGTH_EXCEEDED', 'Name has at most 128 characters.');
  if (!isParent(world, parentId)) throw notFound('ParentNotFoundException', 'No such root or organizational unit.');
  const siblings = Object.values(world.units).filter((unit) => unit.parentId === parentId);
  if (siblings.some(({ name }) => name === Name))
    throw conflict('DuplicateOrganizationalUnitException', 'An OU with the same name exists under this parent.');
  // Five levels below the root, as the quotas page says.
  if (depthOf(world, parentId) >= 5)
    throw constraint('OU_DEPTH_LIMIT_EXCEEDED', 'The OU tree is too many levels deep.');
  const id = `ou-${world.root.id.slice(2)}-${freshId(world, 'unit', [parentId, Name], 8)}`;
  const unit: WorldUnit = { id, name: Name, parentId };
  world.units[id] = unit;
  attachManaged(world, id);
  return { OrganizationalUnit: unitAnswer(world, unit) };
}

function moveAccount({ world, input, behaviour }: Asked): Answer {
  const source = requiredText(input, 'SourceParentId', inputRequired);
  const destination = requiredText(input, 'DestinationParentId', inputRequired);
  const account = world.accounts[requiredText(input, 'AccountId', inputRequired)];
  if (account === undefined) throw notFound('AccountNotFoundException', 'No such account in the organization.');
  if (!isParent(world, destination))
    throw notFound('DestinationParentNotFoundException', 'No such destination container.');
  if (account.parentId !== source)
    throw notFound('SourceParentNotFoundException', 'The account is not in that parent.');
  if (source === destination)
    throw conflict('DuplicateAccountException', 'That account is already present in the specified destination.');
  account.parentId = destination;
  const dueAt = world.ticks.cloudformation + behaviour.delays.autoDeployment;
  world.arrivals.push({ account: account.id, dueAt });
  return {};
}

function existingParent({ world, input }: Asked, member: string, code: string): string {
  const id = requiredText(input, member, inputRequired);
  if (!isParent(world, id)) throw notFound(code, "We can't find a root or OU with the ParentId that you specified.");
  return id;
}

function isParent(world: World, id: string): boolean {
  return id === world.root.id || Object.hasOwn(world.units, id);
}

function depthOf(world: World, id: string): number {
  const unit = world.units[id];
  return unit === undefined ? 0 : 1 + depthOf(world, unit.parentId);
}

function listAccounts(asked: Asked, list: string, accounts: readonly WorldAccount[]): Answer {
  return organizationsPage(
    asked,
    list,
    accounts,
    ({ id }) => id,
    (page) => ({
      Accounts: page.map((account) => accountAnswer(asked.world, account)),
    }),
  );
}

/** Without `Status`, which was retired in September 2026. */
function accountAnswer(world: World, { id, name, state }: WorldAccount): Answer {
  return {
    Id: id,
    Arn: entityArn(world, 'account', id),
    Email: `${id}@example.com`,
    Name: name,
    State: state,
    JoinedMethod: 'CREATED',
    JoinedTimestamp: 1_767_225_600,
  };
}

function unitAnswer(world: World, { id, name }: WorldUnit): Answer {
  return { Id: id, Arn: entityArn(world, 'ou', id), Name: name };
}

function organizationAnswer(world: World): Answer {
  return {
    Id: world.organizationId,
    Arn: entityArn(world, 'organization', world.organizationId),
    FeatureSet: world.featureSet,
    MasterAccountArn: entityArn(world, 'account', world.managementAccountId),
    MasterAccountId: world.managementAccountId,
    MasterAccountEmail: `${world.managementAccountId}@example.com`,
    // Deprecated, and as misleading as AWS's: it says so of every organization with all features. ListRoots tells the truth.
    AvailablePolicyTypes: world.featureSet === 'ALL' ? [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] : [],
  };
}
