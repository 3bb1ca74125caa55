import { describe, expect, it } from 'vitest';
import { lintPolicy } from '../../pipelines/policy/lint/lint-policy.ts';
import { organizationPolicies } from '../../scp-policies/catalogue.ts';
import type { ControlPolicy, PolicyContext } from '../../scp-policies/policy.ts';
import type { StatementJson } from '../../shared/iam/policy-json.ts';
import { outcome } from './decide-case.ts';
import { contextOf, partitions } from './policy-contexts.fixture.ts';

const controls = organizationPolicies.filter((policy) => 'statements' in policy);
const rows = partitions.flatMap((partition) =>
  controls.map((policy) => ({ id: policy.id, partition, policy, context: contextOf(partition) })),
);

/** The cases that do not come out as the policy says they do. */
function red(policy: ControlPolicy, statements: readonly StatementJson[], context: PolicyContext): readonly string[] {
  const { allow, deny } = policy.cases(context);
  const expected = [
    ...allow.map((each) => ({ each, as: 'allowed' })),
    ...deny.map((each) => ({ each, as: `denied by ${each.by}` })),
  ];
  return expected.flatMap(({ each, as }) => {
    const found = outcome(policy.type, statements, each);
    return found === as ? [] : [`${each.name}: ${found}, not ${as}`];
  });
}

describe.each(rows)('$id in $partition', ({ policy, context }) => {
  const statements = policy.statements(context);

  it('lets through and denies what it says it does', () => {
    expect(red(policy, statements, context)).toEqual([]);
  });

  it('has cases of both kinds, and a name for each', () => {
    const { allow, deny } = policy.cases(context);
    expect(allow.length).toBeGreaterThan(0);
    expect(deny.length).toBeGreaterThan(0);
  });

  it.each(statements.map((statement) => [statement.Sid, statement] as const))('needs %s', (_sid, statement) => {
    expect(
      red(
        policy,
        statements.filter((each) => each !== statement),
        context,
      ),
    ).not.toEqual([]);
  });

  it.each(statements.flatMap(withoutOnePattern))('needs $name', ({ statement, changed }) => {
    expect(
      red(
        policy,
        statements.map((each) => (each === statement ? changed : each)),
        context,
      ),
    ).not.toEqual([]);
  });

  it.each(statements.flatMap(withoutOneCondition))('needs $name', ({ statement, changed }) => {
    expect(
      red(
        policy,
        statements.map((each) => (each === statement ? changed : each)),
        context,
      ),
    ).not.toEqual([]);
  });

  it('gives the linter nothing to say', async () => {
    expect(await lintPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }))).toEqual([]);
  });
});

interface Mutation {
  readonly name: string;
  readonly statement: StatementJson;
  readonly changed: StatementJson;
}

/** Actions, what is no action of the statement, and resources; but the last one of a list. */
function withoutOnePattern(statement: StatementJson): readonly Mutation[] {
  return (['Action', 'NotAction', 'Resource'] as const).flatMap((element) => {
    const patterns = statement[element] ?? [];
    if (patterns.length < 2) return [];
    return patterns.map((pattern) => ({
      name: `${pattern} in ${statement.Sid}`,
      statement,
      changed: { ...statement, [element]: patterns.filter((each) => each !== pattern) },
    }));
  });
}

/** Each key of each operator, and each value of a list. */
function withoutOneCondition(statement: StatementJson): readonly Mutation[] {
  const conditions = Object.entries(statement.Condition ?? {});
  return conditions.flatMap(([operator, block]) =>
    Object.entries(block).flatMap(([key, values]) => {
      const put = (name: string, changed: typeof block) => ({
        name: `${name} in ${statement.Sid}`,
        statement,
        changed: { ...statement, Condition: { ...statement.Condition, [operator]: changed } },
      });
      const list = typeof values === 'string' || values.length < 2 ? [] : values;
      return [
        put(`${operator} ${key}`, without(block, key)),
        ...list.map((value) => put(`${key} ${value}`, { ...block, [key]: list.filter((each) => each !== value) })),
      ];
    }),
  );
}

function without<T>(block: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(block).filter(([name]) => name !== key));
}

describe('the catalogue', () => {
  it('has each id and each Sid once', () => {
    const context = contextOf('aws');
    const ids = organizationPolicies.map(({ id }) => id);
    const sids = controls.flatMap((policy) => policy.statements(context).map(({ Sid }) => Sid));
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(sids).size).toBe(sids.length);
  });

  it('says the same of the same configuration', () => {
    const text = () => JSON.stringify(controls.map((policy) => policy.statements(contextOf('aws'))));
    expect(text()).toBe(text());
  });

  it.each(partitions)('names no other partition in %s', (partition) => {
    const text = JSON.stringify(controls.map((policy) => policy.statements(contextOf(partition))));
    const named = [...text.matchAll(/arn:([^:]+):/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set([partition]));
  });
});
