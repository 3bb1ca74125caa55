import {
  CreateOrganizationalUnitCommand,
  ListParentsCommand,
  MoveAccountCommand,
  type MoveAccountCommandInput,
} from '@aws-sdk/client-organizations';
import type { CarryOutTools, ChangeOf } from './carry-out-tools.ts';
import { conflict } from './conflict.ts';
import { ownerTags } from './owner-tag.ts';
import { unitsIn } from './read-tree.ts';
import { showsInTime, untilShown } from './until-shown.ts';

export async function createUnit(tools: CarryOutTools, change: ChangeOf<'create-unit'>): Promise<void> {
  const { clients, calls, names } = tools;
  const { path, name } = change;
  const parentId = await names.targetId(change.parent);
  const request = new CreateOrganizationalUnitCommand({ ParentId: parentId, Name: name, Tags: ownerTags });
  // Names are unique under a parent: a unit that is there already is the one that is wanted.
  await calls.makeUnless(['DuplicateOrganizationalUnitException'], 'organizations:CreateOrganizationalUnit', () =>
    clients.organizations.send(request),
  );
  await untilShown(tools, `there is a unit ${path}`, async () => {
    const unit = (await unitsIn(tools, parentId)).find((candidate) => candidate.name === name);
    if (unit !== undefined) names.rememberUnit(path, unit.id);
    return unit !== undefined;
  });
}

/** @throws GatehouseFault `organization_conflict` where the account is in neither of the two. */
export async function moveAccount(tools: CarryOutTools, change: ChangeOf<'move-account'>): Promise<void> {
  const { account } = change;
  const [from, to] = await Promise.all([tools.names.targetId(change.from), tools.names.targetId(change.to)]);
  let parent: string | undefined;
  // A read may still show where it was before the last move.
  await showsInTime(tools, async () => {
    parent = await parentOf(tools, account);
    return parent === from || parent === to;
  });
  if (parent === to) return;
  if (parent !== from) throw conflict(`The account ${account} is no longer in ${change.from}.`);
  await move(tools, { AccountId: account, SourceParentId: from, DestinationParentId: to });
  const arrived = async () => (await parentOf(tools, account)) === to;
  await untilShown(tools, `the account ${account} is in ${change.to}`, arrived);
}

/** It is there already, says the first of the two refusals; the second, that it is not here any more: a read tells whether it arrived. */
async function move({ clients, calls }: CarryOutTools, input: MoveAccountCommandInput): Promise<void> {
  await calls.makeUnless(
    ['DuplicateAccountException', 'SourceParentNotFoundException'],
    'organizations:MoveAccount',
    () => clients.organizations.send(new MoveAccountCommand(input)),
  );
}

async function parentOf({ clients, calls }: CarryOutTools, account: string): Promise<string | undefined> {
  const answer = await calls.make('organizations:ListParents', () =>
    clients.organizations.send(new ListParentsCommand({ ChildId: account })),
  );
  return answer.Parents?.[0]?.Id;
}
