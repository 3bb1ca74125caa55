/** Reads the `data:` lines of a stream of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { objectOf } from '../stand-in/json-access.ts';

/** A line longer than this is no event of a chat; in UTF-16 units. */
const longestLine = 10_000_000;

/**
 * The JSON objects of the stream, up to `[DONE]`.
 * @throws GatehouseFault `model_stream_broken` when the stream ends without it, breaks, or holds something else.
 */
export async function* serverSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<JsonObject> {
  for await (const line of lines(body)) {
    if (!line.startsWith('data:')) continue;
    const data = line.slice(5).trim();
    if (data === '[DONE]') return;
    yield parsed(data);
  }
  throw broken();
}

async function* lines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  try {
    for await (const chunk of body) {
      const text = decoder.decode(chunk, { stream: true });
      rest += text;
      if (rest.length > longestLine) throw broken();
      // Without a line end in what came there is nothing to split, however long the line has grown.
      if (!text.includes('\n')) continue;
      const complete = rest.split('\n');
      rest = complete.pop() ?? '';
      yield* complete;
    }
  } catch (cause) {
    throw cause instanceof GatehouseFault ? cause : broken(cause);
  }
  yield rest;
}

function parsed(data: string): JsonObject {
  let value: Json;
  try {
    value = JSON.parse(data) as Json;
  } catch {
    throw broken();
  }
  const object = objectOf(value);
  if (object === undefined) throw broken();
  return object;
}

function broken(cause?: unknown): GatehouseFault {
  const remedy = 'Ask again; what was received so far is not a whole answer.';
  return new GatehouseFault('model_stream_broken', 'The stream of the model server broke off.', remedy, { cause });
}
