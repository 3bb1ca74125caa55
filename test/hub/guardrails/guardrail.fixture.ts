import type { BedrockGuardrailPolicy, GuardrailPolicy, PolicyBundle } from '../../../shared/config/bundle.ts';
import { examplePolicy } from '../local/policy.fixture.ts';

const plainBedrock: BedrockGuardrailPolicy = {
  description: null,
  contentFilters: {},
  contentTier: 'CLASSIC',
  topicTier: 'CLASSIC',
  profanity: 'off',
  grounding: null,
  relevance: null,
  automatedReasoning: null,
  crossRegion: null,
  appliedBy: [],
};

/** One word, and nothing else. */
export const plainGuardrail = {
  identifier: 'gatehouse-own',
  version: '1',
  bedrock: plainBedrock,
  blockedInputMessage: 'No.',
  blockedOutputMessage: 'Not that.',
  words: ['secret'],
  competitors: null,
  topics: [],
  regexes: [],
} as const satisfies GuardrailPolicy;

/** A guardrail of the hub's own, used by the first application, and one that exists already, used by the second. */
export function deployedBundle(change: Partial<GuardrailPolicy> = {}): PolicyBundle {
  const policy = examplePolicy();
  const { 'claims-assistant': claims, 'research-desk': desk } = policy.applications;
  return {
    ...policy,
    guardrails: {
      own: { ...plainGuardrail, ...change },
      existing: { ...plainGuardrail, identifier: 'gr1a2b3c4d5e', version: '5', bedrock: null },
    },
    applications: {
      'claims-assistant': { ...claims!, guardrail: 'own' },
      'research-desk': { ...desk!, guardrail: 'existing' },
    },
  };
}

/** The same with every policy that there is. */
export function everyPolicy(): PolicyBundle {
  const bundle = deployedBundle({
    topics: [{ name: 'advice', definition: 'Buying.', examples: ['Buy?'] }],
    regexes: [{ name: 'deal', pattern: 'D-[0-9]+', action: 'block' }],
    bedrock: {
      ...plainBedrock,
      description: 'All of it',
      contentFilters: {
        HATE: {
          input: 'HIGH',
          output: 'LOW',
          inputAction: 'block',
          outputAction: 'none',
          modalities: ['TEXT', 'IMAGE'],
        },
      },
      contentTier: 'STANDARD',
      topicTier: 'STANDARD',
      profanity: 'block',
      grounding: { threshold: 0.7, action: 'block' },
      relevance: { threshold: 0.5, action: 'none' },
      automatedReasoning: {
        policies: ['arn:aws:bedrock:us-east-1:999988887777:automated-reasoning-policy/lnq5hhz70wgk:1'],
        confidenceThreshold: 0.8,
      },
      crossRegion: { profile: 'us.guardrail.v1:0', regions: ['us-east-1', 'us-west-2'] },
    },
  });
  const claims = bundle.applications['claims-assistant']!;
  const screening = {
    ...claims.screening,
    input: { entities: { NAME: 'mask' } },
    output: { entities: { NAME: 'block' } },
  } as const;
  return { ...bundle, applications: { ...bundle.applications, 'claims-assistant': { ...claims, screening } } };
}
