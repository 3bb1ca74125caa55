import { z } from 'zod';
import { bedrockGuardrailSchema } from './bedrock-guardrail.ts';
import { guardrailIdentifier, text, whole } from './fields.ts';

const topicSchema = z.strictObject({
  name: text(100).describe('Name of the topic, as findings show it. Required. Example: investment-advice'),
  definition: text(1000).describe(
    'What the topic is, in one or two sentences, as CreateGuardrail takes it. Required. Example: Recommendations to buy, hold or sell a security.',
  ),
  examples: z
    .array(text(100).describe('A prompt that falls under the topic. Example: Should I buy this share?'))
    .max(5)
    .default([])
    .describe('Up to five prompts that fall under the topic. Default: none. Example: [Should I buy this share?]'),
});

const regexSchema = z.strictObject({
  name: text(100).describe('Name of the pattern, as findings show it. Required. Example: claim-number'),
  pattern: text(500).describe(
    'Regular expression in RE2 syntax (linear time: no look-around, no back-references). It must not match empty text. Required. Example: CLM-[0-9]{8}',
  ),
  action: z
    .enum(['allow', 'mask', 'block'])
    .default('mask')
    .describe('What to do with a match: mask it, block the call, or allow it. Default: mask. Example: mask'),
});

const competitorsSchema = z.strictObject({
  names: z
    .array(text(100).describe('A competitor’s name. Example: Contoso Insurance'))
    .min(1)
    .max(500)
    .describe('Names of competitors, matched like words. Required. Example: [Contoso Insurance]'),
  action: z
    .enum(['flag', 'mask', 'block'])
    .default('flag')
    .describe('What to do where one is named: flag it in the record, mask it, or block. Default: flag. Example: mask'),
});

/** Source of the limits: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateGuardrail.html */
export const guardrailSchema = z.strictObject({
  identifier: guardrailIdentifier
    .optional()
    .describe(
      'Id or ARN of a Bedrock guardrail that exists already. Default: the hub deploys one from this section. Example: gr1a2b3c4d5e',
    ),
  version: whole(1, 99_999_999)
    .optional()
    .describe(
      'Number of its published version, given with identifier. DRAFT is not accepted, because it can change under a record. Default: the version that the hub deploys. Example: 3',
    ),
  bedrock: bedrockGuardrailSchema
    .optional()
    .describe(
      'What the service judges besides words, topics and patterns, for a guardrail that the hub deploys. Default: nothing more. Example: { contentFilters: { HATE: {} } }',
    ),
  blockedInputMessage: text(500)
    .default('This request was stopped by your organization’s rules.')
    .describe(
      'What the caller reads when a prompt is blocked. Default: This request was stopped by your organization’s rules. Example: Please remove card numbers and try again.',
    ),
  blockedOutputMessage: text(500)
    .default('This answer was withheld by your organization’s rules.')
    .describe(
      'What the caller reads when an answer is blocked. Default: This answer was withheld by your organization’s rules. Example: This answer cannot be shown.',
    ),
  words: z
    .array(text(100).describe('One word or phrase. Example: project nightingale'))
    .max(10_000)
    .default([])
    .describe(
      'Denied words and phrases, matched at word boundaries whatever the case, with their inflections and look-alike letters. Default: none. Example: [project nightingale]',
    ),
  competitors: competitorsSchema
    .optional()
    .describe('Competitors that are not to be named. Default: none. Example: { names: [Contoso Insurance] }'),
  topics: z
    .array(topicSchema.describe('One denied topic. Example: see the fields'))
    .max(30)
    .default([])
    .describe('Denied topics, at most 30. Default: none. Example: see the fields'),
  regexes: z
    .array(regexSchema.describe('One pattern of your own. Example: see the fields'))
    .max(50)
    .default([])
    .describe('Patterns of your own, at most 50. Default: none. Example: see the fields'),
});
