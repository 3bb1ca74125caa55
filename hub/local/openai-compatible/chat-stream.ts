/** Chat completion chunks → ConverseStream's frames. */
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { eventFrame, exceptionFrame } from '../stand-in/frames.ts';
import { numberAt, objectAt, objectsAt, stringAt } from '../stand-in/json-access.ts';
import { callId, reasoningOf, stopReason, usageMember } from './chat-answer.ts';

/**
 * Ends with messageStop and metadata; or, where the server reports an error or never says why it stopped, with modelStreamErrorException.
 * A connection that breaks off throws `model_stream_broken` (from `chunks`).
 */
export async function* chatStream(chunks: AsyncIterable<JsonObject>): AsyncGenerator<Uint8Array> {
  const message = new StreamedMessage();
  yield eventFrame('messageStart', { role: 'assistant' });
  for await (const chunk of chunks) {
    if (Object.hasOwn(chunk, 'error')) {
      yield exceptionFrame('modelStreamErrorException', 'The model server reported an error.');
      return;
    }
    yield* message.take(chunk);
  }
  yield* message.finish();
}

/** Keeps the one block that is open: chat chunks do not say where a block begins or ends. */
class StreamedMessage {
  #index = -1;
  #open: string | undefined;
  #calledTools = false;
  #finish: string | undefined;
  #usage: JsonObject | undefined;

  *take(chunk: JsonObject): Generator<Uint8Array> {
    this.#usage = objectAt(chunk, 'usage') ?? this.#usage;
    const choice = objectsAt(chunk, 'choices')[0];
    this.#finish = stringAt(choice, 'finish_reason') ?? this.#finish;
    const delta = objectAt(choice, 'delta');
    const thoughts = reasoningOf(delta);
    if (thoughts !== '') yield* this.#say('reasoning', { reasoningContent: { text: thoughts } });
    const text = stringAt(delta, 'content') ?? '';
    if (text !== '') yield* this.#say('text', { text });
    for (const call of objectsAt(delta, 'tool_calls')) yield* this.#call(call);
  }

  *finish(): Generator<Uint8Array> {
    if (this.#finish === undefined) {
      yield exceptionFrame('modelStreamErrorException', 'The model server ended the stream without a reason.');
      return;
    }
    yield* this.#close();
    yield eventFrame('messageStop', { stopReason: stopReason(this.#finish, this.#calledTools) });
    yield eventFrame('metadata', { ...usageMember(this.#usage), metrics: { latencyMs: 0 } });
  }

  /** A call's first chunk has its name; the others carry more of its arguments under the same index. */
  *#call(call: JsonObject): Generator<Uint8Array> {
    const called = objectAt(call, 'function');
    const name = stringAt(called, 'name');
    const block = `tool ${numberAt(call, 'index') ?? 0}`;
    const fresh = this.#open !== block || (name !== undefined && stringAt(call, 'id') !== undefined);
    if (fresh) {
      yield* this.#begin(block);
      this.#calledTools = true;
      const start = { toolUse: { toolUseId: callId(call), name: name ?? '' } };
      yield eventFrame('contentBlockStart', { start, contentBlockIndex: this.#index });
    }
    const input = stringAt(called, 'arguments') ?? '';
    if (input !== '') yield* this.#say(block, { toolUse: { input } });
  }

  *#say(block: string, delta: JsonObject): Generator<Uint8Array> {
    if (this.#open !== block) yield* this.#begin(block);
    yield eventFrame('contentBlockDelta', { delta, contentBlockIndex: this.#index });
  }

  *#begin(block: string): Generator<Uint8Array> {
    yield* this.#close();
    this.#index++;
    this.#open = block;
  }

  *#close(): Generator<Uint8Array> {
    if (this.#open === undefined) return;
    this.#open = undefined;
    yield eventFrame('contentBlockStop', { contentBlockIndex: this.#index });
  }
}
