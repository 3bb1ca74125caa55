import { beforeAll, describe, expect, it } from 'vitest';
import { organizationPolicies } from '../../../scp-policies/catalogue.ts';
import { canonicalStatement } from '../../../scp-policies/composer/canonical-statement.ts';
import { collapseActions } from '../../../scp-policies/composer/collapse-actions.ts';
import { composeUnits, type UnitComposition } from '../../../scp-policies/composer/compose-units.ts';
import { knownActions } from '../../../scp-policies/composer/known-actions.ts';
import { sizeOf, statementText } from '../../../scp-policies/composer/policy-text.ts';
import type { ControlPolicy, PolicyContext } from '../../../scp-policies/policy.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { authorize } from '../../../shared/iam/authorize.ts';
import { matchesAction } from '../../../shared/iam/glob.ts';
import type { Statement } from '../../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../../shared/iam/statement-match.ts';
import { inForce, source, statementOf } from './composer.fixture.ts';
import { contextWith } from './policies.fixture.ts';

const places = [
  ['aws', 'us-east-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-eusc', 'eusc-de-east-1'],
] as const;

/** Limits that nothing here comes near, and those of before May 2026, under which much is divided and shortened. */
const limits = [{}, { scpCharacters: 5_120, rcpCharacters: 2_048 }];

const everything = source('everything', { Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' });
const all = source('all', { Effect: 'Allow', Action: '*', Resource: '*' });

function contextOf(partition: PolicyContext['hub']['partition'], region: string, change: object): PolicyContext {
  const context = contextWith(change);
  return { ...context, hub: { ...context.hub, partition, region } };
}

const controls = organizationPolicies.filter(
  (policy): policy is ControlPolicy => policy.type === 'SCP' || policy.type === 'RCP',
);

function sourcesOf({ unit, type }: UnitComposition, context: PolicyContext): readonly NamedPolicy[] {
  return controls
    .filter((policy) => policy.type === type && (policy.attachesTo === unit || policy.attachesTo === 'governed'))
    .map((policy) => source(policy.id, ...policy.statements(context).map((statement) => ({ ...statement }))));
}

function decide(type: UnitComposition['type'], policies: readonly NamedPolicy[], asked: AccessRequest) {
  const level = [...policies, everything];
  const set = type === 'SCP' ? { serviceControl: [[...policies, all]] } : { resourceControl: [level] };
  const { allowed, reason } = authorize(asked, { identity: [all], resource: [everything], ...set });
  return { allowed, reason };
}

describe.each(places)('the policies of the organization, composed in %s', (partition, region) => {
  describe.each(limits)('with the limits %o', (change) => {
    const context = contextOf(partition, region, change);
    let composed: readonly UnitComposition[] = [];
    beforeAll(async () => {
      const compositions = await composeUnits(organizationPolicies, context, { attached: () => [], previous: [] });
      composed = compositions.filter(({ type }) => type === 'SCP' || type === 'RCP');
    });

    it('decide every case of every policy as their sources do', () => {
      const cases = controls.flatMap((policy) => {
        const { allow, deny } = policy.cases(context);
        return [...allow, ...deny].map(({ request }) => request);
      });
      expect(cases.length).toBeGreaterThan(100);
      for (const composition of composed) {
        const [sources, policies] = [sourcesOf(composition, context), inForce(composition)];
        for (const each of cases)
          expect(decide(composition.type, policies, each)).toEqual(decide(composition.type, sources, each));
      }
    });

    it('fit, with room for others', () => {
      for (const { policies, quota } of composed) {
        expect(policies.length).toBeLessThan(quota.slots - 1);
        for (const { size } of policies) expect(size).toBeLessThanOrEqual(quota.characters);
      }
    });
  });
});

describe('actions of the catalogue, shortened to prefixes', () => {
  const context = contextOf('aws', 'us-east-1', {});
  const statements = controls.flatMap((policy) =>
    policy.statements(context).map((statement) => canonicalStatement(statementOf({ ...statement }))),
  );

  it('are the same actions, of all that AWS has', async () => {
    const known = await knownActions([{ name: 'all', document: { version: '2012-10-17', statements } }]);
    const actions = [...known].flatMap(([service, names]) => names.map((name) => `${service}:${name}`));
    const matched = ({ action }: Statement) =>
      actions.filter((name) => action.patterns.some((pattern) => matchesAction(pattern, name)));
    const collapsed = statements.map((statement) => collapseActions(statement, known));
    const shortened = collapsed.filter(
      (statement, index) => sizeOf(statementText(statement)) < sizeOf(statementText(statements[index] ?? statement)),
    );
    expect(shortened.length).toBeGreaterThan(0);
    for (const [index, statement] of statements.entries())
      if (collapsed[index] !== statement) expect(matched(collapsed[index] ?? statement)).toEqual(matched(statement));
  });
});
