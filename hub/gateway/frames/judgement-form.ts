import * as z from 'zod/mini';
import type { Confidence, ReasonCode } from '../../response-filter/confidence/score-confidence.ts';
import type { AnswerJudgement } from '../../response-filter/judgement/judge-answer.ts';
import type { NotChecked, SchemaCheck } from '../../response-filter/schema/check-answer.ts';
import type { SchemaError } from '../../response-filter/schema/schema-errors.ts';
import { oneOf } from './fixed-words.ts';

const error: z.ZodMiniType<SchemaError> = z.strictObject({
  path: z.string(),
  rule: z.string(),
  missing: z.exactOptional(z.string()),
});

const notChecked = oneOf<NotChecked>({
  no_schema: true,
  tool_call: true,
  refusal: true,
  too_costly: true,
  schema_not_json: true,
  schema_too_large: true,
  schema_too_deep: true,
  schema_too_many_patterns: true,
  schema_invalid: true,
  schema_reference_unresolved: true,
  schema_pattern_unsupported: true,
  schema_keyword_unsupported: true,
});

const schemaCheck: z.ZodMiniType<SchemaCheck> = z.discriminatedUnion('result', [
  z.strictObject({ result: z.literal('passed') }),
  z.strictObject({ result: z.literal('failed'), errors: z.array(error), hints: z.array(error) }),
  z.strictObject({
    result: z.literal('not_checked'),
    reason: notChecked,
    origin: z.exactOptional(z.enum(['application', 'request'])),
  }),
]);

const reason = oneOf<ReasonCode>({
  unsupported_figures: true,
  unsupported_names: true,
  unsupported_dates: true,
  unsupported_quotations: true,
  unsupported_citations: true,
  refusal: true,
  truncated: true,
  schema_failed: true,
  grounding: true,
  relevance: true,
  self_agreement: true,
  schema_repairs: true,
});

const confidence: z.ZodMiniType<Confidence> = z.strictObject({
  score: z.number(),
  reasons: z.array(z.strictObject({ code: reason, count: z.number(), factor: z.number() })),
});

export const judgementForm: z.ZodMiniType<AnswerJudgement> = z.strictObject({
  schema: schemaCheck,
  confidence: z.nullable(confidence),
  decision: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['pass', 'flag', 'annotate', 'withhold', 'refuse']) }),
    z.strictObject({ kind: z.literal('repair'), instruction: z.string() }),
  ]),
});
