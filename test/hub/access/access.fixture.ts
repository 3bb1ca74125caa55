import type { GuardrailArns } from '../../../hub/access/invocation-access.ts';
import { accessStacks } from '../../../hub/stacks/access-stack.ts';
import type { SynthesizedStack } from '../../../pipelines/policy/synthesized-stack.ts';
import type { ModelPolicy, PolicyBundle } from '../../../shared/config/bundle.ts';
import { examplePolicy } from '../local/policy.fixture.ts';
import { synthesizeStacks } from '../stacks/synthesize.ts';

const price = {
  version: '1',
  inputPerMillion: 0,
  outputPerMillion: 0,
  cacheReadPerMillion: 0,
  cacheWritePerMillion: 0,
};

function model(id: string, change: Partial<ModelPolicy> = {}): ModelPolicy {
  return {
    id,
    inferenceProfiles: [],
    regions: ['us-east-1'],
    bodyFormat: 'none',
    serviceTiers: ['default'],
    price,
    maxOutputTokens: 1000,
    ...change,
  };
}

export const models = {
  sonnet: model('anthropic.sonnet-v1:0', {
    inferenceProfiles: ['us.anthropic.sonnet-v1:0', 'global.anthropic.sonnet-v1:0'],
    regions: ['us-east-1', 'us-west-2'],
  }),
  micro: model('amazon.micro-v1:0'),
  embed: model('amazon.titan-embed-text-v2:0', { bodyFormat: 'titan-embeddings' }),
} as const satisfies Record<string, ModelPolicy>;

/** Two applications without a model in common. */
export function accessPolicy(): PolicyBundle {
  const example = examplePolicy();
  const { 'claims-assistant': claims, 'research-desk': desk } = example.applications;
  const all = ['Converse', 'ConverseStream', 'InvokeModel', 'CountTokens'] as const;
  return {
    ...example,
    models,
    applications: {
      'claims-assistant': { ...claims!, models: ['sonnet', 'embed'], operations: all, guardrail: 'strict' },
      'research-desk': { ...desk!, models: ['micro'], operations: ['Converse'], guardrail: 'loose' },
    },
  };
}

export const guardrails: Readonly<Record<string, GuardrailArns>> = {
  strict: { arn: 'arn:aws:bedrock:us-east-1:999988887777:guardrail/strict1', version: '3', profiles: [] },
  loose: { arn: 'arn:aws:bedrock:us-east-1:999988887777:guardrail/loose1', version: '1', profiles: [] },
};

export const endpointId = 'vpce-0123456789abcdef0';
export const apis = [
  { apiId: 'edgeapi123', stage: 'v1' },
  { apiId: 'privateapi', stage: 'v1' },
] as const;

export function synthesizeAccess(
  bundle: PolicyBundle = accessPolicy(),
  changes: { readonly bedrockEndpointIds?: readonly string[]; readonly apis?: typeof apis | [] } = {},
): readonly SynthesizedStack[] {
  const env = { account: bundle.hub.accountId, region: bundle.hub.region };
  return synthesizeStacks((app) => {
    accessStacks(app, { env, bundle, guardrails, bedrockEndpointIds: [endpointId], apis, ...changes });
  });
}
