import { describe, expect, it } from 'vitest';
import { organizationPolicies } from '../../scp-policies/catalogue.ts';
import { effectivePolicy } from '../../scp-policies/effective-policy.ts';
import { bedrockGuardrail } from '../../scp-policies/other/bedrock-guardrail.ts';
import type { DeclarativePolicy, JsonObject, JsonValue, PolicyContext } from '../../scp-policies/policy.ts';
import { authorize } from '../../shared/iam/authorize.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import { contextOf, partitions } from './policy-contexts.fixture.ts';

const rows = partitions.flatMap((partition) =>
  organizationPolicies
    .filter((policy) => 'document' in policy)
    .map((policy) => ({ id: policy.id, partition, policy, context: contextOf(partition) })),
);

/** The values that are not in the effective policy as the cases say. */
function red(policy: DeclarativePolicy, document: JsonObject, context: PolicyContext): readonly string[] {
  return policy.cases(context).flatMap(({ name, below, effective }) => {
    const found = effectivePolicy(document, below ?? {});
    const wrong = effective.filter(({ path, value }) => JSON.stringify(valueAt(found, path)) !== JSON.stringify(value));
    return wrong.map(({ path }) => `${name}: ${path.join('.')}`);
  });
}

describe.each(rows)('$id in $partition', ({ policy, context }) => {
  const document = policy.document(context) ?? {};

  it('says what it should, whatever stands below', () => {
    expect(red(policy, document, context)).toEqual([]);
  });

  it.each(pathsOf(document).map((path) => [path.join(' '), path] as const))('needs %s', (_name, path) => {
    expect(red(policy, without(document, path), context)).not.toEqual([]);
  });
});

describe('the guardrail of the organization', () => {
  const context = contextOf('aws');
  const [prerequisite] = bedrockGuardrail.prerequisites?.(context) ?? [];

  it('is not enforced where there is none', () => {
    const { policies } = context.organization;
    const none = { ...context, organization: { ...context.organization, policies: { ...policies, guardrails: [] } } };
    expect(bedrockGuardrail.document(none)).toBeUndefined();
    expect(bedrockGuardrail.prerequisites?.(none)).toEqual([]);
  });

  it('must exist in the management account and its own Region first', () => {
    expect(prerequisite).toMatchObject({
      arn: 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr1a2b3c4d5e',
      version: 3,
      region: 'us-east-1',
      owner: '123456789012',
    });
  });

  it.each([
    ['a principal of the organization', 'o-exampleorg1', 'bedrock:ApplyGuardrail', true],
    ['a principal of another one', 'o-someoneelse1', 'bedrock:ApplyGuardrail', false],
    ['a principal of the organization', 'o-exampleorg1', 'bedrock:UpdateGuardrail', false],
  ])('its policy lets %s (%s) %s: %s', (_who, organization, action, allowed) => {
    const arn = 'arn:aws:sts::999988887777:assumed-role/gatehouse-invoke-claims-assistant/session';
    const everything = parsePolicy({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
    });
    const decision = authorize(
      {
        principal: { arn },
        action,
        resource: prerequisite?.arn ?? '',
        context: { 'aws:PrincipalOrgID': organization },
      },
      {
        identity: [{ name: 'identity', document: everything }],
        resource: [{ name: 'guardrail', document: parsePolicy(prerequisite?.resourcePolicy) }],
      },
    );
    expect(decision.allowed).toBe(allowed);
  });
});

function valueAt(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (at, key) => (typeof at === 'object' && !Array.isArray(at) ? (at as JsonObject)[key] : undefined),
    value,
  );
}

/** Paths of everything that a document says: values, and what is said of those below. */
function pathsOf(value: JsonValue, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'string' || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
}

function without(object: JsonObject, [key = '', ...rest]: readonly string[]): JsonObject {
  const { [key]: inner, ...others } = object;
  if (rest.length === 0 || inner === undefined || typeof inner === 'string' || Array.isArray(inner)) return others;
  return { ...others, [key]: without(inner as JsonObject, rest) };
}
