import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { FrameReader } from '../event-stream.ts';
import { walkAnswer } from './answer-walk.ts';
import { AnthropicEvents } from './anthropic-events.ts';
import { parseAnthropicRequest } from './anthropic-request.ts';
import { anthropicAnswer } from './anthropic-shape.ts';
import { anthropicFacts, anthropicTokens } from './anthropic-usage.ts';
import type { Dialect } from './dialect.ts';
import { frameStream } from './frame-stream.ts';
import { serializeJson } from './json.ts';
import { openBlocks } from './stream-channels.ts';
import { ChunkSource, chunkFrame, exceptionFrame } from './stream-source.ts';

/** Claude through InvokeModel and InvokeModelWithResponseStream. */
export function anthropicDialect(
  operation: Extract<Operation, 'InvokeModel' | 'InvokeModelWithResponseStream'>,
): Dialect {
  return {
    operation,
    format: 'anthropic-messages',
    parseRequest: (body) => parseAnthropicRequest(body),
    parseAnswer: (body) => walkAnswer(body, anthropicAnswer, anthropicFacts(body, anthropicTokens(body))),
    readStream() {
      const events = new AnthropicEvents();
      return frameStream(new FrameReader(), (frame) => events.read(new ChunkSource(frame)));
    },
    blockedAnswer: (message) =>
      serializeJson({ ...blockedMessage([{ type: 'text', text: message }]), stop_reason: stopReason, ...intervened }),
    blockedStream: (message, open) => blockedEvents(message, open).map(chunkFrame),
    exceptionFrame,
  };
}

const stopReason = 'guardrail_intervened';

/** The field by which Bedrock says, in bodies of InvokeModel, that a guardrail stopped the call. */
const intervened = { 'amazon-bedrock-guardrailAction': 'INTERVENED' } as const;

const noUsage = { input_tokens: 0, output_tokens: 0 } as const;

function blockedMessage(content: JsonObject[]): JsonObject {
  return {
    id: 'msg_gatehouse_blocked',
    type: 'message',
    role: 'assistant',
    model: 'gatehouse',
    content,
    stop_reason: null,
    stop_sequence: null,
    usage: noUsage,
  };
}

/** As Converse's: into the open text block, else a new block after the open ones, else (none open, so no place known) the end alone. */
function blockedEvents(message: string, open: { readonly channels: readonly string[] } | undefined): JsonObject[] {
  const end: JsonObject[] = [
    { type: 'message_delta', delta: { stop_reason: stopReason, stop_sequence: null }, usage: { output_tokens: 0 } },
    { type: 'message_stop', ...intervened },
  ];
  if (open === undefined) {
    return [{ type: 'message_start', message: blockedMessage([]) }, ...newBlock(message, 0), ...end];
  }
  const { indices, text } = openBlocks(open.channels);
  if (text !== undefined) return [textDelta(message, text), ...indices.map(stop), ...end];
  const last = indices.at(-1);
  return last === undefined ? end : [...indices.map(stop), ...newBlock(message, last + 1), ...end];
}

function newBlock(message: string, index: number): JsonObject[] {
  const start = { type: 'content_block_start', index, content_block: { type: 'text', text: '' } };
  return [start, textDelta(message, index), stop(index)];
}

function textDelta(text: string, index: number): JsonObject {
  return { type: 'content_block_delta', index, delta: { type: 'text_delta', text } };
}

function stop(index: number): JsonObject {
  return { type: 'content_block_stop', index };
}
