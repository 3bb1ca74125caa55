import { describe, expect, it } from 'vitest';
import { organizationPolicies } from '../../scp-policies/catalogue.ts';
import { exampleActors } from '../../scp-policies/example-requests.ts';
import { exemptPrincipals } from '../../scp-policies/exceptions.ts';
import type { ControlPolicy, PolicyContext } from '../../scp-policies/policy.ts';
import { protectRoles } from '../../scp-policies/scp/protect-roles.ts';
import { type ExemptiblePolicy, exemptiblePolicies } from '../../shared/names/policy-ids.ts';
import { outcome } from './decide-case.ts';
import { contextOf, partitions } from './policy-contexts.fixture.ts';

const controls = organizationPolicies.filter((policy) => 'statements' in policy);

function excepting(context: PolicyContext, policy: ExemptiblePolicy, principals: readonly string[]): PolicyContext {
  const { policies } = context.organization;
  const exceptions = [{ policy, principals, why: 'For a test.' }];
  return { ...context, organization: { ...context.organization, policies: { ...policies, exceptions } } };
}

/** The statements of a policy as text, to see whether anything changed. */
const textOf = (policy: ControlPolicy, context: PolicyContext) => JSON.stringify(policy.statements(context));

describe.each(partitions)('exceptions in %s', (partition) => {
  const context = contextOf(partition);
  const { spoke } = exampleActors(context);
  const arn = `arn:${partition}:iam::${spoke}:role/excepted`;
  const principal = { arn: `arn:${partition}:sts::${spoke}:assumed-role/excepted/session` };

  it.each(exemptiblePolicies)('governance.yaml may except a role from %s, and from no other policy', (id) => {
    const excepted = excepting(context, id, [arn]);
    const changed = controls.filter((policy) => textOf(policy, context) !== textOf(policy, excepted));
    expect(changed.map((policy) => policy.id)).toEqual([id]);
  });

  it.each(exemptiblePolicies)('a role that is excepted from %s is let through, and its neighbours are not', (id) => {
    const policy = controls.find((each) => each.id === id);
    const statements = policy?.statements(excepting(context, id, [arn])) ?? [];
    const denied = policy?.cases(context).deny ?? [];
    expect(denied.length).toBeGreaterThan(0);
    for (const each of denied) {
      expect(outcome('SCP', statements, { ...each, request: { ...each.request, principal } })).toBe('allowed');
      expect(outcome('SCP', statements, each)).toBe(`denied by ${each.by}`);
    }
  });

  it('whoever is excepted by name is a role that no administrator can make or change', () => {
    const protecting = protectRoles.statements(context);
    const { administrator, hubAdministrator } = exampleActors(context);
    const named = controls.flatMap(({ exceptions }) => exceptions.map(({ who }) => who));
    // Model builders are named one by one, by whoever answers for them.
    const fixed = [...new Set(named)].filter((who) => who !== 'model-builders');
    expect(fixed.length).toBeGreaterThanOrEqual(5);
    for (const pattern of fixed.flatMap((who) => exemptPrincipals(who, context))) {
      const resource = pattern.replace('::*:', `::${spoke}:`).replaceAll('*', 'x');
      for (const one of [administrator, hubAdministrator])
        for (const action of [
          'iam:CreateRole',
          'iam:UpdateAssumeRolePolicy',
          'iam:PutRolePolicy',
          'iam:AttachRolePolicy',
        ]) {
          const made = { name: action, request: { principal: one, action, resource } };
          expect([resource, outcome('SCP', protecting, made)]).toEqual([
            resource,
            expect.stringMatching(/^denied by /),
          ]);
        }
    }
  });

  it.each(controls.flatMap(({ id, exceptions }) => exceptions.map(({ who, why }) => ({ id, who, why }))))(
    '$id says why it spares $who',
    ({ why }) => {
      expect(why.length).toBeGreaterThan(20);
    },
  );
});
