import type { JsonObject } from '../../../shared/canonical-json.ts';
import type { Operation } from '../../../shared/contract/operations.ts';
import { FrameReader } from '../event-stream.ts';
import { walkAnswer } from './answer-walk.ts';
import { ConverseEvents } from './converse-events.ts';
import { parseConverseRequest } from './converse-request.ts';
import { converseAnswer } from './converse-shape.ts';
import { converseFacts } from './converse-usage.ts';
import type { Dialect } from './dialect.ts';
import { frameStream } from './frame-stream.ts';
import { serializeJson } from './json.ts';
import { openBlocks } from './stream-channels.ts';
import { eventFrame, exceptionFrame, PlainSource } from './stream-source.ts';

/** Converse and ConverseStream, one shape for all models. */
export function converseDialect(operation: Extract<Operation, 'Converse' | 'ConverseStream'>): Dialect {
  return {
    operation,
    format: 'converse',
    parseRequest: (body) => parseConverseRequest(body, operation === 'ConverseStream'),
    parseAnswer: (body) => walkAnswer(body, converseAnswer, converseFacts(body)),
    readStream() {
      const events = new ConverseEvents();
      return frameStream(new FrameReader(), (frame) => {
        const source = new PlainSource(frame);
        return events.read(frame.headers.eventType, source.event, source);
      });
    },
    blockedAnswer: (message) => serializeJson(blockedConverse(message)),
    blockedStream: (message, open) => blockedEvents(message, open).map(({ type, event }) => eventFrame(type, event)),
    exceptionFrame,
  };
}

/** What Bedrock answers when a guardrail intervenes, with the trace that says by whom. No model has been paid for it: no tokens. */
function blockedConverse(message: string): JsonObject {
  return {
    output: { message: { role: 'assistant', content: [{ text: message }] } },
    stopReason: 'guardrail_intervened',
    ...blockedAccount(),
  };
}

function blockedAccount(): JsonObject {
  return {
    usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
    metrics: { latencyMs: 0 },
    trace: { guardrail: { actionReason: 'Blocked by Gatehouse screening.' } },
  };
}

interface NamedEvent {
  readonly type: string;
  readonly event: JsonObject;
}

/**
 * A blocked answer as events, also for Nova. In a message that has begun, the text goes into its open text block, else into a new block after the open ones;
 * where none is open the place of a new one is unknown, and the stop reason speaks alone.
 */
export function blockedEvents(
  message: string,
  open: { readonly channels: readonly string[] } | undefined,
): readonly NamedEvent[] {
  const end = [
    { type: 'messageStop', event: { stopReason: 'guardrail_intervened' } },
    { type: 'metadata', event: blockedAccount() },
  ];
  if (open === undefined) {
    return [{ type: 'messageStart', event: { role: 'assistant' } }, textDelta(message, 0), stop(0), ...end];
  }
  const { indices, text } = openBlocks(open.channels);
  if (text !== undefined) return [textDelta(message, text), ...indices.map(stop), ...end];
  const last = indices.at(-1);
  return last === undefined ? end : [...indices.map(stop), textDelta(message, last + 1), stop(last + 1), ...end];
}

function textDelta(text: string, contentBlockIndex: number): NamedEvent {
  return { type: 'contentBlockDelta', event: { contentBlockIndex, delta: { text } } };
}

function stop(contentBlockIndex: number): NamedEvent {
  return { type: 'contentBlockStop', event: { contentBlockIndex } };
}
