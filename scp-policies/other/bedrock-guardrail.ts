import type {
  DeclarativeCase,
  DeclarativePolicy,
  GuardrailPrerequisite,
  JsonObject,
  JsonValue,
  PolicyContext,
} from '../policy.ts';

const settled = { '@@operators_allowed_for_child_policies': ['@@none'] };

/**
 * The hub attaches a guardrail to each call; this one stands beside it whatever the hub does. One for each Region, in which the guardrail itself is. Everything of a call is judged, not what the caller
 * marked. Models that only embed take no guardrail, and every call of theirs would fail.
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_bedrock_syntax.html
 */
export const bedrockGuardrail: DeclarativePolicy = {
  id: 'bedrock-guardrail',
  type: 'BEDROCK',
  title: 'Every call of Amazon Bedrock passes the organization’s own guardrail',
  why: 'The guardrails of the hub are deployed from one file. Should that be wrong, one of the management account still judges.',
  attachesTo: 'governed',
  document: (context) => {
    const { guardrails } = context.organization.policies;
    if (guardrails.length === 0) return undefined;
    const regions = guardrails.map(({ arn, version }) => [regionOf(arn), enforced(`${arn}:${version}`, context)]);
    return { bedrock: { guardrail_inference: { ...settled, ...Object.fromEntries(regions) } } };
  },
  prerequisites: (context) =>
    context.organization.policies.guardrails.map(({ arn, version }) => prerequisite(arn, version, context)),
  cases,
};

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? '';
}

function enforced(identifier: string, context: PolicyContext): JsonObject {
  const settle = (value: string | readonly string[]) => ({ ...settled, '@@assign': value });
  const excluded = embeddingModels(context);
  return {
    ...settled,
    config_1: {
      ...settled,
      identifier: settle(identifier),
      selective_content_guarding: { ...settled, system: settle('comprehensive'), messages: settle('comprehensive') },
      model_enforcement: {
        ...settled,
        included_models: settle(['ALL']),
        ...(excluded.length === 0 ? {} : { excluded_models: settle(excluded) }),
      },
    },
  };
}

function embeddingModels({ models }: PolicyContext): readonly string[] {
  const embedding = Object.values(models).filter(({ bodyFormat }) => bodyFormat.endsWith('-embeddings'));
  return [...new Set(embedding.map(({ id }) => id))].sort();
}

/**
 * With one identifier that does not exist, or that the accounts may not apply, every call of Bedrock below fails: looked at before the policy is attached or changed.
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html
 */
function prerequisite(arn: string, version: number, { organization }: PolicyContext): GuardrailPrerequisite {
  return {
    arn,
    version,
    region: regionOf(arn),
    owner: organization.managementAccountId,
    resourcePolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AppliedByTheOrganization',
          Effect: 'Allow',
          Principal: '*',
          Action: ['bedrock:ApplyGuardrail', 'bedrock:GetGuardrail'],
          Resource: [arn],
          Condition: { StringEquals: { 'aws:PrincipalOrgID': organization.id } },
        },
      ],
    },
  };
}

function cases(context: PolicyContext): readonly DeclarativeCase[] {
  return context.organization.policies.guardrails.flatMap((guardrail) =>
    casesOfOne(guardrail, embeddingModels(context)),
  );
}

type Guardrail = PolicyContext['organization']['policies']['guardrails'][number];

function casesOfOne({ arn, version }: Guardrail, excluded: readonly string[]): readonly DeclarativeCase[] {
  const above = ['bedrock', 'guardrail_inference'];
  const region = [...above, regionOf(arn)];
  const path = [...region, 'config_1'];
  const guarding = [...path, 'selective_content_guarding'];
  const models = [...path, 'model_enforcement'];
  const identifier = { path: [...path, 'identifier'], value: `${arn}:${version}` };
  const said = (at: readonly string[], value: JsonValue) => nested(at, { '@@assign': value });
  const added = [above, region, path, guarding, models].map((parent) => [...parent, 'added']);
  const guards = (key: string) => ({ path: [...guarding, key], value: 'comprehensive' });
  const includes = { path: [...models, 'included_models'], value: ['ALL'] };
  const excludes = { path: [...models, 'excluded_models'], value: excluded.length === 0 ? undefined : excluded };
  const all = [identifier, guards('messages'), guards('system'), includes, excludes];
  return [
    { name: `${arn} is enforced`, effective: all },
    ...all.map((each) => ({
      name: `nobody below changes ${each.path.at(-1)}`,
      below: said(each.path, Array.isArray(each.value) ? ['another'] : 'another'),
      effective: [each],
    })),
    ...added.map((at) => ({
      name: `nobody below adds to ${at.at(-2)}`,
      below: said(at, 'anything'),
      effective: [{ path: at, value: undefined }],
    })),
  ];
}

function nested(path: readonly string[], inside: JsonObject): JsonObject {
  return path.reduceRight<JsonObject>((value, key) => ({ [key]: value }), inside);
}
