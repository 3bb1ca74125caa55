import type { BodyFormat } from '../../shared/config/bundle.ts';
import type { PathAction } from '../../shared/contract/operations.ts';
import { frame } from '../hub/gateway/scripted-models.ts';
import type { ExactObject } from './exact-json.ts';
import { formatOfBody } from './invoke-body-format.ts';

/** The least that is a valid answer to the operation; `text` is what it says. */
export function minimalAnswer(action: PathAction, request: ExactObject, text = 'ok'): Uint8Array {
  switch (action) {
    case 'converse':
      return whole({ output: { message: assistant([{ text }]) }, stopReason: 'end_turn', usage, metrics });
    case 'converse-stream':
      return Buffer.concat(converseFrames(text));
    case 'invoke':
      return whole(invokeAnswers(text)[formatOfBody(request)]);
    case 'invoke-with-response-stream':
      return Buffer.concat(streamedEvents(formatOfBody(request), text).map(chunk));
    case 'count-tokens':
      return whole({ inputTokens: 1 });
  }
}

function streamedEvents(format: BodyFormat, text: string): readonly object[] {
  if (format === 'openai-chat') return chatEvents(text);
  return format === 'anthropic-messages' ? anthropicEvents(text) : novaEvents(text);
}

const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };
const metrics = { latencyMs: 1 };

const converseFrames = (text: string) => [
  frame('messageStart', { role: 'assistant' }),
  frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } }),
  frame('contentBlockStop', { contentBlockIndex: 0 }),
  frame('messageStop', { stopReason: 'end_turn' }),
  frame('metadata', { usage, metrics }),
];

const anthropicUsage = { input_tokens: 1, output_tokens: 1 };
const anthropicMessage = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude',
  stop_sequence: null,
  usage: anthropicUsage,
};

/** https://docs.anthropic.com/en/api/messages-streaming */
const anthropicEvents = (text: string) => [
  { type: 'message_start', message: { ...anthropicMessage, content: [], stop_reason: null } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 1 } },
  { type: 'message_stop' },
];

/** https://docs.aws.amazon.com/nova/latest/userguide/using-invoke-api.html */
const novaEvents = (text: string) => [
  { messageStart: { role: 'assistant' } },
  { contentBlockDelta: { contentBlockIndex: 0, delta: { text } } },
  { contentBlockStop: { contentBlockIndex: 0 } },
  { messageStop: { stopReason: 'end_turn' } },
  { metadata: { usage, metrics } },
];

const chatEnvelope = { id: 'chatcmpl-1', created: 1, model: 'gpt-oss' };
const chatUsage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
const chatAnswer = (content: string) => ({
  ...chatEnvelope,
  object: 'chat.completion',
  choices: [
    { index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop', logprobs: null },
  ],
  usage: chatUsage,
});

/** https://platform.openai.com/docs/api-reference/chat-streaming */
const chatEvents = (text: string) =>
  [
    { choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] },
    { choices: [{ index: 0, delta: { content: text }, finish_reason: null }] },
    { choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
    { choices: [], usage: chatUsage },
  ].map((event) => ({ ...chatEnvelope, object: 'chat.completion.chunk', ...event }));

/** The least that is a valid answer to a Chat Completions body, whole or as frames of a stream. */
export function minimalChatCompletion(streams: boolean): Uint8Array {
  return streams ? Buffer.concat(chatEvents('ok').map(chunk)) : whole(chatAnswer('ok'));
}

const invokeAnswers = (text: string): Readonly<Record<BodyFormat, object>> => ({
  'anthropic-messages': { ...anthropicMessage, content: [{ type: 'text', text }], stop_reason: 'end_turn' },
  'nova-messages': { output: { message: assistant([{ text }]) }, stopReason: 'end_turn', usage },
  'openai-chat': chatAnswer(text),
  'titan-embeddings': { embedding: [0.5], inputTextTokenCount: 1 },
  'cohere-embeddings': { id: 'e1', response_type: 'embeddings_floats', embeddings: [[0.5]], texts: ['ok'] },
  'nova-embeddings': { embeddings: [{ embeddingType: 'TEXT', embedding: [0.5] }] },
  none: {},
});

function assistant(content: readonly object[]): object {
  return { role: 'assistant', content };
}

function chunk(event: object): Uint8Array {
  return frame('chunk', { bytes: Buffer.from(JSON.stringify(event)).toString('base64') });
}

function whole(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
