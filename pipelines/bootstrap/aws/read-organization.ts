import { DescribeOrganizationCommand, ListRootsCommand } from '@aws-sdk/client-organizations';
import type { Snapshot } from '../snapshot.ts';
import { unexpectedAnswer } from './aws-faults.ts';
import type { DeskParts } from './desk-parts.ts';
import { allPages } from './pages.ts';
import { policyTypeOf } from './policy-types.ts';

export async function readOrganization({ clients, calls }: DeskParts): Promise<Snapshot['organization']> {
  const { Organization } = await calls.make('organizations:DescribeOrganization', () =>
    clients.organizations.send(new DescribeOrganizationCommand({})),
  );
  const { Id, MasterAccountId, FeatureSet } = Organization ?? {};
  if (Id === undefined || MasterAccountId === undefined) throw unexpectedAnswer('an organization without an id');
  return { id: Id, managementAccountId: MasterAccountId, featureSet: FeatureSet ?? 'UNKNOWN' };
}

/** The one root, with those policy types that are enabled: a type that is being enabled is not enabled yet. */
export async function readRoot({ clients, calls }: DeskParts): Promise<Snapshot['root']> {
  const roots = await allPages(async (NextToken) => {
    const answer = await calls.make('organizations:ListRoots', () =>
      clients.organizations.send(new ListRootsCommand({ NextToken })),
    );
    return { items: answer.Roots, next: answer.NextToken };
  });
  const [root] = roots;
  // By id: a list that is read while it changes may name the same one on two pages.
  const ids = new Set(roots.map(({ Id }) => Id));
  if (root?.Id === undefined || ids.size > 1) throw unexpectedAnswer(`${ids.size} roots`);
  const enabled = root.PolicyTypes?.filter(({ Status }) => Status === 'ENABLED') ?? [];
  const policyTypes = enabled.map(({ Type }) => policyTypeOf(Type)).filter((type) => type !== undefined);
  return { id: root.Id, policyTypes: policyTypes.toSorted() };
}
