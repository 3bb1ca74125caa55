import { organizationPolicies } from '../../../scp-policies/catalogue.ts';
import type { PolicyContext } from '../../../scp-policies/policy.ts';
import type { Denial } from './judge.ts';

/** What the policy that a statement comes from is for; undefined for statements of others, and for those that lost their Sid for want of room. */
export function statementTitles(context: PolicyContext): (by: Denial | undefined) => string | undefined {
  const titles = new Map(
    organizationPolicies.flatMap((policy) =>
      policy.type === 'SCP' || policy.type === 'RCP'
        ? policy.statements(context).map(({ Sid }) => [Sid, policy.title] as const)
        : [],
    ),
  );
  return (by) => {
    if (by === undefined || !('statement' in by) || !by.policy.startsWith('gatehouse-')) return undefined;
    // The composer numbers the parts of a statement that it divides.
    return titles.get(by.statement) ?? titles.get(by.statement.replace(/\d+$/, ''));
  };
}
