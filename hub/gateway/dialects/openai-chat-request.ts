import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { isRefusal, type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import type { ParsedRequest } from './dialect.ts';
import { guardrailHeaders } from './invoke-guardrail.ts';
import { serializeJson } from './json.ts';
import { isJsonObject, ownNumber, ownString, ownValue } from './json-tree.ts';
import { refuseStreamedLogprobs } from './openai-chat-logprobs.ts';
import { openAiChatRequest } from './openai-chat-shape.ts';
import { outputFormatOf } from './output-format.ts';
import { appendRepairTurn } from './repair-turn.ts';
import { declaredIn, recordParameters, stopSequenceCount, walkRequest } from './request-walk.ts';
import { capsIn, largestCap, setCaps } from './token-caps.ts';
import { untrustedOpenAiChat } from './untrusted-openai-chat.ts';

/**
 * Parses a Chat Completions body; `prefix` is the pointer of its root where it travels inside another body.
 * Its cap counts the tokens of one choice, the gateway's those of the whole call: `n` choices may write `n` times the body's cap, so figures are multiplied on
 * their way in and divided on their way out. Several choices must therefore name a cap.
 */
export function parseOpenAiChatRequest(body: JsonObject, streaming: boolean, prefix = ''): ParsedRequest | Refusal {
  const walked = walkRequest(body, openAiChatRequest, prefix);
  if (isRefusal(walked)) return walked;
  const choices = ownNumber(body, 'n') ?? 1;
  if (!Number.isSafeInteger(choices) || choices < 1) {
    return refuse('body_invalid', 'The number of choices (n) is a whole number from 1.');
  }
  const refused = streaming ? refuseStreamedLogprobs(body) : undefined;
  if (refused !== undefined) return refused;
  const perChoice = largestCap(capsIn(body));
  // The application's cap, divided by any n, could come to 0, which a model may take for no cap at all.
  if (choices > 1 && !(Number.isSafeInteger(perChoice) && Number(perChoice) >= 1)) {
    return refuse(
      'body_invalid',
      'Several choices (n) need a cap of their own: give max_completion_tokens, a whole number from 1.',
    );
  }
  return {
    parts: walked.parts,
    unknownFields: walked.unknownFields,
    declared: declaredIn(body, { user: 'user' }),
    parameters: parameters(body, perChoice),
    generates: true,
    requestedMaxTokens: perChoice === undefined ? undefined : perChoice * choices,
    serviceTier: ownString(body, 'service_tier'),
    system: systemOf(body),
    tools: toolsOf(body),
    setMaxTokens: (tokens) => setMaxTokens(body, Math.floor(tokens / choices)),
    untrusted: () => untrustedOpenAiChat(body),
    addSystemRules: (rules) => prependRules(body, rules),
    attachGuardrail: (identifier, version) => guardrailHeaders(body, identifier, version),
    outputFormat: () => outputFormatOf(body, 'openai-chat'),
    appendRepair: (turn) => appendRepairTurn(body, 'openai-chat', turn),
    serialize: () => serializeJson(body),
  };
}

function parameters(body: JsonObject, perChoice: number | undefined): ParsedRequest['parameters'] {
  const stop = ownValue(body, 'stop');
  return recordParameters([
    ['gen_ai.request.max_tokens', perChoice],
    ['gen_ai.request.choice.count', ownValue(body, 'n')],
    ['gen_ai.request.temperature', ownValue(body, 'temperature')],
    ['gen_ai.request.top_p', ownValue(body, 'top_p')],
    ['gen_ai.request.seed', ownValue(body, 'seed')],
    ['gen_ai.request.presence_penalty', ownValue(body, 'presence_penalty')],
    ['gen_ai.request.frequency_penalty', ownValue(body, 'frequency_penalty')],
    ['gatehouse.request.stop_sequences', typeof stop === 'string' ? 1 : stopSequenceCount(stop)],
  ]);
}

/** Under the name or names that the caller used: OpenAI has renamed the cap, and models differ in which they know. */
function setMaxTokens(body: JsonObject, tokens: number): void {
  if (capsIn(body).length === 0) body.max_completion_tokens = tokens;
  setCaps(capsIn(body), tokens);
}

const systemRoles: ReadonlySet<string> = new Set(['system', 'developer']);

/** The messages that are the system prompt, wherever they stand. */
function systemOf(body: JsonObject): Json {
  const system = listIn(body, 'messages').filter(
    (message) => isJsonObject(message) && systemRoles.has(ownString(message, 'role') ?? ''),
  );
  return system.length === 0 ? null : system;
}

/** Tools, and functions as they were called before tools. */
function toolsOf(body: JsonObject): Json {
  const tools = [...listIn(body, 'tools'), ...listIn(body, 'functions')];
  return tools.length === 0 ? null : tools;
}

function prependRules(body: JsonObject, rules: readonly string[]): void {
  if (rules.length === 0) return;
  body.messages = [...rules.map((content) => ({ role: 'system', content })), ...listIn(body, 'messages')];
}

function listIn(body: JsonObject, key: string): readonly Json[] {
  const list = ownValue(body, key);
  return Array.isArray(list) ? list : [];
}
