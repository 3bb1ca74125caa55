import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { isRefusal, type Refusal } from '../../../shared/contract/refusals.ts';
import type { Part } from '../../screening/parts.ts';
import { anthropicRequest } from './anthropic-shape.ts';
import type { ParsedRequest } from './dialect.ts';
import { guardrailHeaders } from './invoke-guardrail.ts';
import { serializeJson } from './json.ts';
import { ownObject, ownValue } from './json-tree.ts';
import { outputFormatOf } from './output-format.ts';
import { TreeText } from './part-text.ts';
import { appendRepairTurn } from './repair-turn.ts';
import { declaredIn, recordParameters, stopSequenceCount, walkRequest } from './request-walk.ts';
import { capsIn, largestCap, setCaps } from './token-caps.ts';
import { untrustedAnthropic } from './untrusted-anthropic.ts';

/** Parses an Anthropic Messages body; `prefix` is the pointer of its root where it travels inside another body. */
export function parseAnthropicRequest(body: JsonObject, prefix = ''): ParsedRequest | Refusal {
  const walked = walkRequest(body, anthropicRequest, prefix);
  if (isRefusal(walked)) return walked;
  return {
    parts: walked.parts,
    unknownFields: walked.unknownFields,
    declared: declaredIn(ownObject(body, 'metadata'), { user: 'user_id' }),
    parameters: parameters(body),
    generates: true,
    requestedMaxTokens: largestCap(capsIn(body)),
    // Bedrock takes the tier of InvokeModel in a header.
    serviceTier: undefined,
    system: ownValue(body, 'system') ?? null,
    tools: ownValue(body, 'tools') ?? null,
    setMaxTokens(tokens) {
      body.max_tokens ??= tokens;
      setCaps(capsIn(body), tokens);
    },
    untrusted: () => untrustedAnthropic(body),
    addSystemRules: (rules) => prependRules(body, rules, walked.parts),
    attachGuardrail: (identifier, version) => guardrailHeaders(body, identifier, version),
    outputFormat: () => outputFormatOf(body, 'anthropic-messages'),
    appendRepair: (turn) => appendRepairTurn(body, 'anthropic-messages', turn),
    serialize: () => serializeJson(body),
  };
}

function parameters(body: JsonObject): ParsedRequest['parameters'] {
  return recordParameters([
    ['gen_ai.request.max_tokens', ownValue(body, 'max_tokens')],
    ['gen_ai.request.temperature', ownValue(body, 'temperature')],
    ['gen_ai.request.top_p', ownValue(body, 'top_p')],
    ['gen_ai.request.top_k', ownValue(body, 'top_k')],
    ['gatehouse.request.stop_sequences', stopSequenceCount(ownValue(body, 'stop_sequences'))],
  ]);
}

/** Each rule as a text block before the caller's; a system prompt that is a string becomes a block of its own. */
function prependRules(body: JsonObject, rules: readonly string[], parts: readonly Part[]): void {
  if (rules.length === 0) return;
  const blocks: Json[] = rules.map((text) => ({ type: 'text', text }));
  const system = ownValue(body, 'system');
  if (Array.isArray(system)) blocks.push(...system);
  else if (typeof system === 'string' && system !== '') blocks.push(asBlock(body, system, parts));
  body.system = blocks;
}

/** The caller's string as a block. Screening may still mask it, so its part's text moves along. */
function asBlock(body: JsonObject, system: string, parts: readonly Part[]): JsonObject {
  const block: JsonObject = { type: 'text', text: system };
  for (const { texts } of parts) {
    for (const text of texts) {
      if (text instanceof TreeText && text.standsAt(body, 'system')) text.moveTo(block, 'text');
    }
  }
  return block;
}
