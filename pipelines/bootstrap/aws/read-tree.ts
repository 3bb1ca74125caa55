import {
  type Account as AwsAccount,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
} from '@aws-sdk/client-organizations';
import { GatehouseFault } from '../../../shared/errors.ts';
import type { Account, Unit } from '../snapshot.ts';
import { unexpectedAnswer } from './aws-faults.ts';
import type { DeskParts } from './desk-parts.ts';
import { allPages } from './pages.ts';

export interface OrganizationTree {
  readonly units: readonly Unit[];
  readonly accounts: readonly Account[];
}

/** Readings of a tree in which accounts are moving. */
const mostReadings = 3;

/**
 * All units and accounts under the root, in no particular order: two lists for each unit, whatever it holds.
 * @throws GatehouseFault `organization_conflict` where accounts are moved about faster than they are read.
 */
export async function readTree(parts: DeskParts, rootId: string): Promise<OrganizationTree> {
  for (let reading = 0; reading < mostReadings; reading++) {
    const tree = await readTreeOnce(parts, rootId);
    // An account that moves while its units are read is seen in both: then neither is to be believed.
    if (new Set(tree.accounts.map(({ id }) => id)).size === tree.accounts.length) return tree;
  }
  throw new GatehouseFault(
    'organization_conflict',
    'Accounts are moved between units while the organization is read.',
    'Wait until the moves are done, and try again.',
  );
}

async function readTreeOnce(parts: DeskParts, rootId: string): Promise<OrganizationTree> {
  const units: Unit[] = [];
  const accounts: Account[] = [];
  const seen = new Set([rootId]);
  const visit = async (parentId: string): Promise<void> => {
    const [children, inside] = await Promise.all([unitsIn(parts, parentId), accountsIn(parts, parentId)]);
    accounts.push(...inside);
    for (const { id } of children) {
      if (seen.has(id)) throw unexpectedAnswer('a unit is in two places');
      seen.add(id);
    }
    units.push(...children);
    await Promise.all(children.map(({ id }) => visit(id)));
  };
  await visit(rootId);
  return { units, accounts };
}

/** Units right under a root or unit. */
export function unitsIn({ clients, calls }: DeskParts, parentId: string): Promise<readonly Unit[]> {
  return allPages(async (NextToken) => {
    const request = new ListOrganizationalUnitsForParentCommand({ ParentId: parentId, NextToken });
    const answer = await calls.make('organizations:ListOrganizationalUnitsForParent', () =>
      clients.organizations.send(request),
    );
    const items = answer.OrganizationalUnits?.map(({ Id = '', Name = '' }) => ({ id: Id, name: Name, parentId }));
    return { items, next: answer.NextToken };
  });
}

function accountsIn({ clients, calls }: DeskParts, parentId: string): Promise<readonly Account[]> {
  return allPages(async (NextToken) => {
    const request = new ListAccountsForParentCommand({ ParentId: parentId, NextToken });
    const answer = await calls.make('organizations:ListAccountsForParent', () => clients.organizations.send(request));
    return { items: answer.Accounts?.map((account) => accountOf(account, parentId)), next: answer.NextToken };
  });
}

/** `State`, not `Status`, which retired in September 2026. Without it nobody knows, and nothing is done to an account of which nobody knows. */
function accountOf({ Id = '', Name = '', State = 'UNKNOWN' as never }: AwsAccount, parentId: string): Account {
  return { id: Id, name: Name, parentId, state: State };
}
