/** A chat completion → Converse's answer. https://platform.openai.com/docs/api-reference/chat/object */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { fingerprint } from '../stand-in/compose.ts';
import { numberAt, objectAt, objectOf, objectsAt, stringAt } from '../stand-in/json-access.ts';
import { modelError } from './model-server.ts';

export function chatAnswer(completion: JsonObject): JsonObject {
  const choice = objectsAt(completion, 'choices')[0];
  const message = objectAt(choice, 'message');
  if (message === undefined) throw modelError();
  const calls = objectsAt(message, 'tool_calls').map(toolUse);
  const text = stringAt(message, 'content') ?? '';
  const thoughts = reasoningOf(message);
  const content = [
    ...(thoughts === '' ? [] : [{ reasoningContent: { reasoningText: { text: thoughts } } }]),
    ...(text === '' ? [] : [{ text }]),
    ...calls,
  ];
  return {
    output: { message: { role: 'assistant', content } },
    stopReason: stopReason(stringAt(choice, 'finish_reason'), calls.length > 0),
    ...usageMember(objectAt(completion, 'usage')),
    metrics: { latencyMs: 0 },
  };
}

/** Servers differ in the name; Ollama and newer vLLM say `reasoning`, others `reasoning_content`. */
export function reasoningOf(message: JsonObject | undefined): string {
  return stringAt(message, 'reasoning_content') ?? stringAt(message, 'reasoning') ?? '';
}

/** Some servers end a message that calls tools with `stop`. */
export function stopReason(finish: string | undefined, callsTools: boolean): string {
  if (callsTools || finish === 'tool_calls') return 'tool_use';
  if (finish === 'length') return 'max_tokens';
  return finish === 'content_filter' ? 'content_filtered' : 'end_turn';
}

/** Left out where the server gives none: the gateway then charges what it reserved. Bedrock's input excludes what was read from a cache. */
export function usageMember(usage: JsonObject | undefined): JsonObject {
  const [prompt, output] = [numberAt(usage, 'prompt_tokens'), numberAt(usage, 'completion_tokens')];
  if (prompt === undefined || output === undefined) return {};
  const cached = Math.min(numberAt(objectAt(usage, 'prompt_tokens_details'), 'cached_tokens') ?? 0, prompt);
  return {
    usage: {
      inputTokens: prompt - cached,
      outputTokens: output,
      totalTokens: prompt + output,
      cacheReadInputTokens: cached,
      cacheWriteInputTokens: 0,
    },
  };
}

export function callId(call: JsonObject): string {
  return stringAt(call, 'id') ?? `tooluse_${fingerprint(JSON.stringify(call), 22)}`;
}

function toolUse(call: JsonObject): JsonObject {
  const called = objectAt(call, 'function');
  const input = parsedArguments(stringAt(called, 'arguments') ?? '{}');
  return { toolUse: { toolUseId: callId(call), name: stringAt(called, 'name') ?? '', input } };
}

function parsedArguments(text: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(text === '' ? '{}' : text) as Json;
  } catch {
    throw modelError();
  }
  const object = objectOf(value);
  if (object === undefined) throw modelError();
  return object;
}
