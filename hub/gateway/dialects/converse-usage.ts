import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { AnswerFacts, TokenUsage } from './dialect.ts';
import { groundingFacts } from './grounding.ts';
import { ownNumber, ownObject, ownString, ownValue } from './json-tree.ts';

/** Token figures as Converse and Nova write them; undefined where the object has none. Source: API_runtime_TokenUsage. */
function converseUsage(holder: JsonObject): TokenUsage | undefined {
  const usage = ownObject(holder, 'usage');
  if (usage === undefined) return undefined;
  const input = ownNumber(usage, 'inputTokens');
  const output = ownNumber(usage, 'outputTokens');
  if (input === undefined && output === undefined) return undefined;
  return {
    input: input ?? 0,
    output: output ?? 0,
    cacheRead: ownNumber(usage, 'cacheReadInputTokens') ?? ownNumber(usage, 'cacheReadInputTokenCount') ?? 0,
    cacheWrite: ownNumber(usage, 'cacheWriteInputTokens') ?? ownNumber(usage, 'cacheWriteInputTokenCount') ?? 0,
  };
}

/** Facts of a whole Converse answer, or of the `messageStop` and `metadata` events of a stream. */
export function converseFacts(body: JsonObject): Partial<AnswerFacts> {
  const usage = converseUsage(body);
  const stopReason = ownString(body, 'stopReason');
  const guardrailAction = actionOf(body, stopReason);
  return {
    ...(stopReason !== undefined && { finishReasons: [stopReason] }),
    ...(usage !== undefined && { usage }),
    ...(guardrailAction !== undefined && { guardrailAction }),
    ...groundingFacts(body),
  };
}

/** Converse says INTERVENED by its stop reason; without one, a trace says that a guardrail looked. InvokeModel has a field of its own. */
function actionOf(body: JsonObject, stopReason: string | undefined): string | undefined {
  const stated = ownString(body, 'amazon-bedrock-guardrailAction');
  if (stated !== undefined) return stated;
  if (stopReason === 'guardrail_intervened') return 'INTERVENED';
  const trace = ownObject(body, 'trace');
  if (trace === undefined || ownValue(trace, 'guardrail') === undefined) return undefined;
  return stopReason === undefined ? undefined : 'NONE';
}
