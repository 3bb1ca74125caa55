import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { FrameReader } from '../event-stream.ts';
import { walkAnswer } from './answer-walk.ts';
import type { Dialect } from './dialect.ts';
import { frameStream } from './frame-stream.ts';
import { serializeJson } from './json.ts';
import { chunkChoice, OpenAiChatEvents } from './openai-chat-events.ts';
import { guardLogprobs } from './openai-chat-logprobs.ts';
import { parseOpenAiChatRequest } from './openai-chat-request.ts';
import { openAiChatAnswer } from './openai-chat-shape.ts';
import { openAiChatFacts } from './openai-chat-usage.ts';
import { ChunkSource, chunkFrame, exceptionFrame } from './stream-source.ts';

/** OpenAI's models through InvokeModel and InvokeModelWithResponseStream, with OpenAI's own Chat Completions bodies. */
export function openAiChatDialect(
  operation: Extract<Operation, 'InvokeModel' | 'InvokeModelWithResponseStream'>,
): Dialect {
  return {
    operation,
    format: 'openai-chat',
    parseRequest: (body) => parseOpenAiChatRequest(body, operation === 'InvokeModelWithResponseStream'),
    parseAnswer: (body) => guardLogprobs(body, walkAnswer(body, openAiChatAnswer, openAiChatFacts(body))),
    readStream() {
      const events = new OpenAiChatEvents();
      return frameStream(new FrameReader(), (frame) => events.read(new ChunkSource(frame)));
    },
    blockedAnswer: (message) => serializeJson(blockedCompletion(message)),
    blockedStream: (message, open) => blockedChunks(message, open).map(chunkFrame),
    exceptionFrame,
  };
}

/** The nearest that OpenAI's format has to a guardrail's intervention. */
const finishReason = 'content_filter';

const id = 'chatcmpl-gatehouse-blocked';
const model = 'gatehouse';

/** The field by which Bedrock says, in bodies of InvokeModel, that a guardrail stopped the call. */
const intervened = { 'amazon-bedrock-guardrailAction': 'INTERVENED' } as const;

function blockedCompletion(content: string): JsonObject {
  return {
    id,
    object: 'chat.completion',
    created: 0,
    model,
    choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: finishReason }],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    ...intervened,
  };
}

/** Every choice that is open ends; the message stands in the first of them. None open, though begun: no place is known, so the end alone. */
function blockedChunks(message: string, open: { readonly channels: readonly string[] } | undefined): JsonObject[] {
  const said = (index: number, delta: JsonObject) => chunk([chunkChoice(index, delta)]);
  const end = (indices: readonly number[]): JsonObject => ({
    ...chunk(indices.map((index) => chunkChoice(index, {}, finishReason))),
    ...intervened,
  });
  if (open === undefined) return [said(0, { role: 'assistant', content: message }), end([0])];
  const indices = openChoices(open.channels);
  const [first] = indices;
  return first === undefined ? [end([0])] : [said(first, { content: message }), end(indices)];
}

function chunk(choices: JsonObject[]): JsonObject {
  return { id, object: 'chat.completion.chunk', created: 0, model, choices };
}

/** The choices whose text the caller has seen begin, lowest first. */
function openChoices(channels: readonly string[]): readonly number[] {
  const indices = channels.flatMap((channel) => /^(\d{1,9})\//.exec(channel)?.[1] ?? []);
  return [...new Set(indices.map(Number))].sort((one, other) => one - other);
}
