import { z } from 'zod';
import { entityTypes } from '../entity-types.ts';
import { accountId, label, roleArn, text, whole } from './fields.ts';
import { limitsSchema } from './limits.ts';
import { workloadsSchema } from './workloads.ts';

const operationNames = [
  'Converse',
  'ConverseStream',
  'InvokeModel',
  'InvokeModelWithResponseStream',
  'CountTokens',
] as const;

const entityActions = z
  .partialRecord(
    z.enum(entityTypes),
    z
      .enum(['allow', 'mask', 'pseudonymize', 'block'])
      .describe(
        'What to do with such text: allow it, mask it ({EMAIL}), pseudonymize it ({EMAIL_1}, put back in the answer to the caller), or block the call. Example: mask',
      ),
  )
  .describe(
    'Action for each sensitive-information type, by its Amazon Bedrock Guardrails name, or one of Gatehouse’s own for secrets and national identifiers; a type that is not named is allowed. Required; {} allows all. Example: { EMAIL: mask, US_SOCIAL_SECURITY_NUMBER: block }',
  );

const screeningSchema = z.strictObject({
  input: entityActions,
  output: entityActions,
  promptAttack: z
    .enum(['block', 'flag', 'off'])
    .default('block')
    .describe(
      'What to do with a likely prompt attack: block it, flag it in the record, or do not look. Default: block. Example: flag',
    ),
  promptAttackThreshold: z
    .number()
    .min(0.05)
    .max(1)
    .default(0.5)
    .describe(
      'Score from which a text counts as a prompt attack, between 0.05 (suspicious) and 1 (certain). Measure yours with gatehouse evaluate. Default: 0.5. Example: 0.7',
    ),
  untrusted: z
    .enum(['delimit', 'as-is'])
    .default('delimit')
    .describe(
      'Whether text that tools, documents and searches bring is put between marks that tell the model it is data (spotlighting), or sent as it is. Default: delimit. Example: as-is',
    ),
  unreadable: z
    .enum(['refuse', 'allow-unscreened'])
    .default('refuse')
    .describe(
      'What to do with a part that text screening cannot read (an image, say): refuse the call, or let it pass with a note in the record. Default: refuse. Example: refuse',
    ),
});

const confidenceSchema = z.strictObject({
  threshold: z
    .number()
    .min(0)
    .max(1)
    .describe('Confidence, between 0 and 1, below which something happens. Required. Example: 0.6'),
  below: z
    .enum(['flag', 'annotate', 'withhold'])
    .default('flag')
    .describe(
      'What happens to an answer below the threshold: flag it for review, annotate it with the reasons, or withhold it. Default: flag. Example: withhold',
    ),
});

const answersSchema = z.strictObject({
  repairRounds: z
    .union([z.literal(0), z.literal(1)])
    .default(0)
    .describe(
      'How often a model is asked again when its answer does not satisfy the schema (the application’s outputSchema, or what the request asks for); the cost is reserved beforehand. Default: 0. Example: 1',
    ),
  confidence: confidenceSchema
    .optional()
    .describe(
      'What happens to answers of low confidence; the score is recorded and sent as x-gatehouse-confidence. Default: no score is worked out. Example: { threshold: 0.6 }',
    ),
  selfAgreementSamples: whole(0, 5)
    .default(0)
    .describe(
      'How many more answers are asked for, to see whether they agree; their cost is reserved beforehand. Not for streams. Default: 0. Example: 2',
    ),
});

export const applicationSchema = z.strictObject({
  description: text(500).describe(
    'What the application does, for people. Required. Example: Drafts letters to claimants.',
  ),
  owner: text(200).describe('Who answers for the application. Required. Example: claims-platform@example.com'),
  account: accountId.describe(
    'Account id (12 digits, in quotes) of the spoke account that the application lives in. Required. Example: "111122223333"',
  ),
  callers: z
    .array(roleArn.describe('One IAM role of that account. Example: arn:aws:iam::111122223333:role/claims-service'))
    .min(1)
    .max(100)
    .optional()
    .describe(
      'IAM roles of that account that may call as this application. Default: the role that workloads has made, and no other; one of the two is needed. Example: [arn:aws:iam::111122223333:role/claims-service]',
    ),
  workloads: workloadsSchema
    .optional()
    .describe(
      'Has a role made for the application in its account, gatehouse-app-NAME, which can do nothing but call the hub as this application. Default: none is made. Example: { services: [lambda.amazonaws.com] }',
    ),
  purposes: z
    .array(label.describe('One purpose. Example: claims-letter'))
    .min(1)
    .max(50)
    .describe('What callers may declare as the purpose of a call. Required. Example: [claims-triage, claims-letter]'),
  defaultPurpose: z
    .string()
    .optional()
    .describe(
      'Purpose of a call that declares none; recorded as defaulted. Default: the first of purposes. Example: claims-triage',
    ),
  models: z
    .array(z.string().describe('Name of a model in the models section. Example: claude-sonnet'))
    .min(1)
    .describe(
      'Models that the application may call, by their names in the models section. Required. Example: [claude-sonnet]',
    ),
  operations: z
    .array(z.enum(operationNames).describe('One Bedrock Runtime operation. Example: Converse'))
    .min(1)
    .default([...operationNames])
    .describe(
      'Bedrock Runtime operations that the application may use. Default: all five. Example: [Converse, ConverseStream]',
    ),
  guardrail: z
    .string()
    .describe(
      'Name of the guardrail, in the guardrails section, that every call runs under. Required. Example: customer-data',
    ),
  limits: limitsSchema.describe('Caps on tokens, calls and money. Required. Example: see the fields'),
  systemRules: z
    .array(text(4000).describe('One rule. Example: Never state that a claim is approved.'))
    .max(50)
    .default([])
    .describe(
      'Rules put before the caller’s own system prompt, after the platform rules. Default: none. Example: [Never state that a claim is approved.]',
    ),
  outputSchema: z
    .record(z.string(), z.unknown().describe('Any JSON Schema keyword. Example: { type: object }'))
    .optional()
    .describe(
      'JSON Schema (a map) that answers must satisfy, where the application wants structured output. Default: none. Example: { type: object, required: [summary] }',
    ),
  answers: answersSchema
    .prefault({})
    .describe('What is asked of answers beyond screening. Default: see the fields. Example: { repairRounds: 1 }'),
  screening: screeningSchema.describe(
    'What happens to sensitive text and to prompt attacks. Required. Example: see the fields',
  ),
  unknownFields: z
    .enum(['lenient', 'strict'])
    .default('lenient')
    .describe(
      'Request fields that this version does not know: lenient screens and records them, strict refuses the call. Default: lenient. Example: strict',
    ),
  retentionDays: whole(1, 36_500).describe(
    'Days for which the evidence of a call is kept; not below audit.minimumRetentionDays. Required. Example: 2555',
  ),
});
