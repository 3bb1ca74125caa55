import { z } from 'zod';
import { accountId, region, text, wording } from './fields.ts';

const strength = (direction: string) =>
  z
    .enum(['NONE', 'LOW', 'MEDIUM', 'HIGH'])
    .describe(`How strictly ${direction} are filtered; NONE: not at all. Default: HIGH. Example: MEDIUM`);
const blockOrNone = (direction: string) =>
  z
    .enum(['block', 'none'])
    .default('block')
    .describe(
      `What happens to ${direction} that are caught: block, or none (the trace shows it). Default: block. Example: none`,
    );

const contentFilterSchema = z.strictObject({
  input: strength('prompts').default('HIGH'),
  output: strength('answers')
    .optional()
    .describe(
      'How strictly answers are filtered; NONE: not at all. Default: HIGH, and NONE for PROMPT_ATTACK, which has no answers to filter. Example: MEDIUM',
    ),
  inputAction: blockOrNone('prompts'),
  outputAction: blockOrNone('answers'),
  modalities: z
    .array(z.enum(['TEXT', 'IMAGE']).describe('One modality. Example: TEXT'))
    .min(1)
    .max(2)
    .default(['TEXT'])
    .describe('What is filtered: text, images, or both. Default: [TEXT]. Example: [TEXT, IMAGE]'),
});

const thresholdSchema = z.strictObject({
  threshold: z
    .number()
    .min(0)
    .max(0.99)
    .describe('Score, from 0 to 0.99, below which an answer is caught. Required. Example: 0.7'),
  action: blockOrNone('answers'),
});

const groundingSchema = z.strictObject({
  grounding: thresholdSchema
    .optional()
    .describe('Whether an answer follows from its sources. Default: not judged. Example: { threshold: 0.7 }'),
  relevance: thresholdSchema
    .optional()
    .describe('Whether an answer answers the question. Default: not judged. Example: { threshold: 0.5 }'),
});

const reasoningPolicy = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:automated-reasoning-policy\/[a-z0-9]{12}:[1-9][0-9]{0,11}$/,
    {
      error: wording(
        'which is not a version of an automated reasoning policy',
        'Write its ARN with the version at its end, such as arn:aws:bedrock:us-east-1:999988887777:automated-reasoning-policy/lnq5hhz70wgk:1.',
      ),
    },
  );

const reasoningSchema = z.strictObject({
  policies: z
    .array(reasoningPolicy.describe('ARN of one policy version. Example: see the field'))
    .min(1)
    .max(2)
    .describe('One or two automated reasoning policies, by version. Required. Example: see the field'),
  confidenceThreshold: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Confidence, between 0 and 1, that a finding needs. Default: the service’s own. Example: 0.8'),
});

const crossRegionSchema = z.strictObject({
  profile: z
    .string()
    .regex(/^[a-z0-9-]{1,20}\.guardrail\.v[0-9]{1,4}:[0-9]{1,4}$/, {
      error: wording('which is not a guardrail profile', 'Write its id, such as us.guardrail.v1:0.'),
    })
    .describe('Id of the guardrail profile. Required. Example: us.guardrail.v1:0'),
  regions: z
    .array(region.describe('One Region. Example: us-east-1'))
    .min(1)
    .max(20)
    .describe(
      'Every Region in which the profile may have texts judged, the hub’s own among them. Required. Example: [us-east-1, us-east-2, us-west-2]',
    ),
});

const tier = (what: string) =>
  z
    .enum(['CLASSIC', 'STANDARD'])
    .default('CLASSIC')
    .describe(
      `Tier of ${what}. STANDARD knows more languages and needs crossRegion. Default: CLASSIC. Example: STANDARD`,
    );

/**
 * What only the service can judge, for a guardrail that the hub deploys.
 * Source of the limits: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateGuardrail.html
 */
export const bedrockGuardrailSchema = z.strictObject({
  description: text(200)
    .optional()
    .describe('What the guardrail is for, for people. Default: none. Example: Customer data of the insurer'),
  contentFilters: z
    .partialRecord(
      z.enum(['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT', 'PROMPT_ATTACK']),
      contentFilterSchema.describe('One filter. Example: { input: HIGH, output: MEDIUM }'),
    )
    .default({})
    .describe('Filters for harmful content, by category. Default: none. Example: { HATE: {}, PROMPT_ATTACK: {} }'),
  contentTier: tier('the content filters'),
  topicTier: tier('the denied topics'),
  profanity: z
    .enum(['block', 'off'])
    .default('off')
    .describe('Whether the service’s own list of profane words is blocked. Default: off. Example: block'),
  grounding: groundingSchema
    .prefault({})
    .describe(
      'Whether answers are held to their sources and to the question. Default: not judged. Example: see the fields',
    ),
  automatedReasoning: reasoningSchema
    .optional()
    .describe('Formal rules that answers are checked against. Default: none. Example: see the fields'),
  crossRegion: crossRegionSchema
    .optional()
    .describe('Judging in several Regions. Default: in the hub’s Region alone. Example: see the fields'),
  appliedBy: z
    .union([z.literal('organization'), z.array(accountId.describe('One account. Example: "111122223333"')).max(50)])
    .default([])
    .describe(
      'Who besides the hub may apply the guardrail: accounts, or the whole organization. Default: nobody. Example: organization',
    ),
});
