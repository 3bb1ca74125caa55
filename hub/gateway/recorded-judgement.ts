/** What a record holds of a judgement: fixed words, counts and places. */
import type { RecordedConfidence, RecordedSchemaCheck } from '../audit/record.ts';
import type { CallEnd } from './call-end.ts';

export function recordedSchemaCheck({ judgement, repairs = 0 }: CallEnd): RecordedSchemaCheck | null {
  const schema = judgement?.schema;
  if (schema === undefined) return null;
  if (schema.result === 'not_checked' && schema.reason === 'no_schema') return null;
  return {
    result: schema.result,
    reason: schema.result === 'not_checked' ? schema.reason : null,
    errors: schema.result === 'failed' ? schema.errors : [],
    repairs,
  };
}

export function recordedConfidence({ judgement }: CallEnd): RecordedConfidence | null {
  const confidence = judgement?.confidence;
  if (confidence === undefined || confidence === null) return null;
  const reasons = confidence.reasons.map(({ code, count, factor }) => ({ reason: code, count, factor }));
  return { score: confidence.score, reasons };
}
