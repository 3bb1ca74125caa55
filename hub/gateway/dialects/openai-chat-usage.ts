import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { AnswerFacts, TokenUsage } from './dialect.ts';
import { isJsonObject, ownNumber, ownObject, ownString, ownValue } from './json-tree.ts';

/** The choices of an answer or of a chunk; what is no object among them is none. */
export function choicesOf(body: JsonObject): readonly JsonObject[] {
  const choices = ownValue(body, 'choices');
  return Array.isArray(choices) ? choices.filter(isJsonObject) : [];
}

/** Facts of a whole chat completion, or of one of its chunks. */
export function openAiChatFacts(body: JsonObject): Partial<AnswerFacts> {
  const finishReasons = choicesOf(body).flatMap((choice) => ownString(choice, 'finish_reason') ?? []);
  const model = ownString(body, 'model');
  const usage = usageOf(body);
  const guardrailAction = ownString(body, 'amazon-bedrock-guardrailAction');
  return {
    ...(finishReasons.length > 0 && { finishReasons }),
    ...(model !== undefined && { model }),
    ...(usage !== undefined && { usage }),
    ...(guardrailAction !== undefined && { guardrailAction }),
  };
}

/** OpenAI's figures, else Bedrock's own: a stream has the former only where `stream_options.include_usage` asks for them. */
function usageOf(body: JsonObject): TokenUsage | undefined {
  const usage = ownObject(body, 'usage');
  const metrics = ownObject(body, 'amazon-bedrock-invocationMetrics');
  return (usage && openAiUsage(usage)) ?? (metrics && metricsUsage(metrics));
}

/** OpenAI counts what was read from the cache among the prompt's tokens, Bedrock beside them. */
function openAiUsage(usage: JsonObject): TokenUsage | undefined {
  const prompt = ownNumber(usage, 'prompt_tokens');
  const output = ownNumber(usage, 'completion_tokens');
  if (prompt === undefined && output === undefined) return undefined;
  const cacheRead = ownNumber(ownObject(usage, 'prompt_tokens_details') ?? {}, 'cached_tokens') ?? 0;
  return { input: Math.max(0, (prompt ?? 0) - cacheRead), output: output ?? 0, cacheRead, cacheWrite: 0 };
}

function metricsUsage(metrics: JsonObject): TokenUsage | undefined {
  const input = ownNumber(metrics, 'inputTokenCount');
  const output = ownNumber(metrics, 'outputTokenCount');
  if (input === undefined || output === undefined) return undefined;
  return {
    input,
    output,
    cacheRead: ownNumber(metrics, 'cacheReadInputTokenCount') ?? 0,
    cacheWrite: ownNumber(metrics, 'cacheWriteInputTokenCount') ?? 0,
  };
}
