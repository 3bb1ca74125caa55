import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { AnswerFacts, TokenUsage } from './dialect.ts';
import { groundingFacts } from './grounding.ts';
import { ownNumber, ownObject, ownString } from './json-tree.ts';

const none: TokenUsage = { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };

/**
 * Token figures of an Anthropic `usage`, laid over what was known before: a stream gives the input with its first event, the output with its last.
 * Undefined where there are none at all.
 */
export function anthropicTokens(holder: JsonObject, known?: TokenUsage): TokenUsage | undefined {
  const usage = ownObject(holder, 'usage');
  if (usage === undefined) return known;
  const before = known ?? none;
  return {
    input: ownNumber(usage, 'input_tokens') ?? before.input,
    output: ownNumber(usage, 'output_tokens') ?? before.output,
    cacheRead: ownNumber(usage, 'cache_read_input_tokens') ?? before.cacheRead,
    cacheWrite: ownNumber(usage, 'cache_creation_input_tokens') ?? before.cacheWrite,
  };
}

/** Facts of a whole answer, of a `message_start`'s message, or of a `message_delta` with its `delta` merged in by the caller. */
export function anthropicFacts(body: JsonObject, usage: TokenUsage | undefined): Partial<AnswerFacts> {
  const stopReason = ownString(body, 'stop_reason');
  const model = ownString(body, 'model');
  const guardrailAction = ownString(body, 'amazon-bedrock-guardrailAction');
  return {
    ...(stopReason !== undefined && { finishReasons: [stopReason] }),
    ...(model !== undefined && { model }),
    ...(usage !== undefined && { usage }),
    ...(guardrailAction !== undefined && { guardrailAction }),
    ...groundingFacts(body),
  };
}
