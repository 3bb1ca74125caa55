import { EventStreamCodec } from '@smithy/eventstream-codec';
import type { ModelAnswer, ModelCall, ModelRuntime } from '../../../hub/gateway/ports.ts';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

/** A frame as Bedrock encodes it: https://docs.aws.amazon.com/transcribe/latest/dg/streaming-setting-up.html#streaming-event-stream */
export function frame(event: string, payload: unknown): Uint8Array {
  return encode({ ':event-type': event, ':content-type': 'application/json', ':message-type': 'event' }, payload);
}

export function exceptionFrame(type: string, message: string): Uint8Array {
  return encode(
    { ':exception-type': type, ':content-type': 'application/json', ':message-type': 'exception' },
    { message },
  );
}

function encode(headers: Record<string, string>, payload: unknown): Uint8Array {
  const typed = Object.entries(headers).map(([name, value]) => [name, { type: 'string', value }] as const);
  return codec.encode({ headers: Object.fromEntries(typed), body: Buffer.from(JSON.stringify(payload)) });
}

export interface DecodedFrame {
  readonly event: string;
  readonly exception: string;
  readonly payload: Record<string, unknown>;
}

export function decodeFrames(bytes: Uint8Array): DecodedFrame[] {
  const frames: DecodedFrame[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let offset = 0; offset < bytes.length; ) {
    const length = view.getUint32(offset);
    const { headers, body } = codec.decode(bytes.subarray(offset, offset + length));
    const header = (name: string) => String(headers[name]?.value ?? '');
    frames.push({
      event: header(':event-type'),
      exception: header(':exception-type'),
      payload: JSON.parse(Buffer.from(body).toString()),
    });
    offset += length;
  }
  return frames;
}

/** Answers what the test says, and keeps what it was sent. A call that the test did not foresee fails. */
export class ScriptedModels implements ModelRuntime {
  readonly calls: ModelCall[] = [];
  #next: (() => Promise<ModelAnswer>) | undefined;

  async invoke(call: ModelCall): Promise<ModelAnswer> {
    this.calls.push(call);
    const next = this.#next;
    if (next === undefined) throw new Error('the test did not expect a model to be invoked');
    return next();
  }

  answers(body: unknown, status = 200, headers: Record<string, string> = {}): void {
    this.#next = async () => ({
      status,
      headers,
      requestId: 'bedrock-1',
      body: chunks([Buffer.from(JSON.stringify(body))]),
    });
  }

  streams(frames: readonly Uint8Array[], failure?: Error): void {
    this.#next = async () => ({ status: 200, headers: {}, requestId: 'bedrock-1', body: chunks(frames, failure) });
  }

  /** One answer after the other, whole or as a stream; an error where the model cannot be asked. */
  inTurn(...steps: readonly (object | readonly Uint8Array[] | Error)[]): void {
    const left = [...steps];
    this.#next = async () => {
      const step = left.shift();
      if (step === undefined) throw new Error('the test did not expect a model to be asked so often');
      if (step instanceof Error) throw step;
      const pieces = Array.isArray(step) ? step : [Buffer.from(JSON.stringify(step))];
      return { status: 200, headers: {}, requestId: `bedrock-${steps.length - left.length}`, body: chunks(pieces) };
    };
  }

  fails(error: Error): void {
    this.#next = () => Promise.reject(error);
  }

  sentBody(): Record<string, unknown> {
    return JSON.parse(Buffer.from(this.calls.at(-1)?.body ?? []).toString());
  }
}

async function* chunks(pieces: readonly Uint8Array[], failure?: Error): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    await new Promise(setImmediate);
    yield piece;
  }
  if (failure !== undefined) throw failure;
}

export function converseAnswer(text: string, usage = { inputTokens: 10, outputTokens: 20, totalTokens: 30 }): object {
  return {
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
    usage,
    metrics: { latencyMs: 5 },
  };
}

export function converseStream(texts: readonly string[]): Uint8Array[] {
  return [
    frame('messageStart', { role: 'assistant' }),
    ...texts.map((text) => frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text } })),
    frame('contentBlockStop', { contentBlockIndex: 0 }),
    frame('messageStop', { stopReason: 'end_turn' }),
    frame('metadata', { usage: { inputTokens: 10, outputTokens: 20, totalTokens: 30 }, metrics: { latencyMs: 5 } }),
  ];
}
