import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { AnswerFacts } from './dialect.ts';
import { isJsonObject, ownNumber, ownObject, ownString, ownValue } from './json-tree.ts';

/** Where assessments stand below a trace: by the guardrail's id, in lists, in lists by output. */
const deepest = 6;

/**
 * What Bedrock's contextual grounding check made of an answer, where a trace came with it; of several scores the lowest.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_GuardrailContextualGroundingFilter.html
 */
export function groundingFacts(body: JsonObject): Pick<AnswerFacts, 'grounding' | 'relevance'> {
  const trace = ownObject(body, 'trace') ?? ownObject(body, 'amazon-bedrock-trace');
  const guardrail = trace && ownObject(trace, 'guardrail');
  if (guardrail === undefined) return {};
  const scores = { GROUNDING: Number.POSITIVE_INFINITY, RELEVANCE: Number.POSITIVE_INFINITY };
  collect(guardrail, scores, deepest);
  return {
    ...(Number.isFinite(scores.GROUNDING) && { grounding: scores.GROUNDING }),
    ...(Number.isFinite(scores.RELEVANCE) && { relevance: scores.RELEVANCE }),
  };
}

function collect(value: Json, scores: Record<'GROUNDING' | 'RELEVANCE', number>, depth: number): void {
  if (depth === 0) return;
  if (Array.isArray(value)) {
    for (const item of value) collect(item, scores, depth - 1);
    return;
  }
  if (!isJsonObject(value)) return;
  const policy = ownObject(value, 'contextualGroundingPolicy');
  const filters = policy && ownValue(policy, 'filters');
  for (const filter of Array.isArray(filters) ? filters.filter(isJsonObject) : []) {
    const type = ownString(filter, 'type');
    const score = ownNumber(filter, 'score');
    if ((type === 'GROUNDING' || type === 'RELEVANCE') && score !== undefined) {
      scores[type] = Math.min(scores[type], score);
    }
  }
  for (const member of Object.values(value)) collect(member, scores, depth - 1);
}
