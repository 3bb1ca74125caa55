import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { AnswerFacts, ParsedAnswer } from './dialect.ts';
import { serializeJson } from './json.ts';
import type { ObjectShape } from './shape.ts';
import { walk } from './walk.ts';

/**
 * Walks an answer. An answer that contradicts its shape is not refused (the model has been paid for, and Bedrock may be ahead of us): every string that the
 * shape does not account for is screened as an unknown field.
 */
export function walkAnswer(body: JsonObject, shape: ObjectShape, facts: Partial<AnswerFacts>): ParsedAnswer {
  const { parts } = walk(body, shape, { prefix: '', kind: 'unknown-field', role: 'assistant' });
  return { finishReasons: [], ...facts, parts, serialize: () => serializeJson(body) };
}
