/**
 * Guardrails as CreateGuardrail takes them: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateGuardrail.html
 * Word, sensitive-information and topic policies are judged here. Content filters and grounding need a trained model, which a stand-in has not:
 * their configuration is refused, so that nobody believes it was tested.
 */
import { RE2JS } from 're2js';
import { z } from 'zod';

const wordAction = z.enum(['BLOCK', 'NONE']);
const maskAction = z.enum(['BLOCK', 'ANONYMIZE', 'NONE']);
const enabled = { inputEnabled: z.boolean().default(true), outputEnabled: z.boolean().default(true) };

const blocking = { inputAction: wordAction.default('BLOCK'), outputAction: wordAction.default('BLOCK'), ...enabled };
const masking = {
  action: maskAction,
  inputAction: maskAction.optional(),
  outputAction: maskAction.optional(),
  ...enabled,
};

const wordPolicy = z.strictObject({
  wordsConfig: z.array(z.strictObject({ text: z.string().min(1).max(100), ...blocking })).default([]),
  managedWordListsConfig: z.array(z.strictObject({ type: z.literal('PROFANITY'), ...blocking })).default([]),
});

const sensitiveInformationPolicy = z.strictObject({
  piiEntitiesConfig: z.array(z.strictObject({ type: z.string(), ...masking })).default([]),
  regexesConfig: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        description: z.string().optional(),
        // RE2: linear time, whatever the pattern. Java-style syntax is what the service documents, without look-around.
        pattern: z.string().max(500).refine(compiles, 'not a regular expression that RE2 accepts'),
        ...masking,
      }),
    )
    .default([]),
});

const topicPolicy = z.strictObject({
  topicsConfig: z.array(
    z.strictObject({
      name: z.string().min(1).max(100),
      definition: z.string().min(1).max(1000),
      examples: z.array(z.string().max(1000)).default([]),
      type: z.literal('DENY').default('DENY'),
      ...blocking,
    }),
  ),
});

export const guardrailSchema = z.strictObject({
  /** Guardrail id; callers may name it by ARN. */
  identifier: z.string().min(1),
  version: z.string().regex(/^(DRAFT|[1-9][0-9]{0,7})$/),
  name: z.string().optional(),
  description: z.string().optional(),
  blockedInputMessaging: z.string().min(1),
  blockedOutputsMessaging: z.string().min(1),
  wordPolicyConfig: wordPolicy.optional(),
  sensitiveInformationPolicyConfig: sensitiveInformationPolicy.optional(),
  topicPolicyConfig: topicPolicy.optional(),
});

export type GuardrailInput = z.input<typeof guardrailSchema>;
export type Guardrail = z.output<typeof guardrailSchema>;
export type GuardrailSource = 'INPUT' | 'OUTPUT';

function compiles(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}
