import type { Writable } from 'node:stream';
import type { OutboundResponse } from './http.ts';
import { httpResponse } from './lambda-runtime.ts';

/**
 * Writes an answer to the stream of a function behind a REST API with `responseTransferMode: STREAM`: status and headers first, then the body as fast as it is taken.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 *
 * Rejects where the body breaks off; the stream is then left without its end, so that nobody takes what has left for the whole answer.
 */
export async function writeResponse({ status, headers, body }: OutboundResponse, stream: Writable): Promise<void> {
  const answer = httpResponse(stream, { statusCode: status, headers });
  if (body instanceof Uint8Array) await writeAll([body], answer);
  else await writeAll(body, answer);
}

/**
 * Writes pieces as they come and ends the stream. A reader that has gone stops nothing: the model has been asked and will be paid for, and the completion is written by whoever makes the
 * pieces, so they are taken to their end all the same.
 */
export async function writeAll(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  stream: Writable,
): Promise<void> {
  let gone = false;
  let empty = true;
  const leave = () => {
    gone = true;
  };
  stream.on('error', leave).on('close', leave);
  for await (const piece of pieces) {
    if (gone) continue;
    empty = false;
    if (!stream.write(piece)) await writable(stream);
  }
  // The head goes in front of the first piece: an answer without a body needs one all the same.
  if (empty && !gone) stream.write(new Uint8Array());
  if (!gone) await ended(stream);
}

/** Resolves when more can be written, or when nobody is there to read it. */
function writable(stream: Writable): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (stream.destroyed) return Promise.resolve();
  const go = () => {
    stream.off('drain', go).off('close', go).off('error', go);
    resolve();
  };
  stream.on('drain', go).on('close', go).on('error', go);
  return promise;
}

function ended(stream: Writable): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  stream.once('error', () => resolve()).once('close', () => resolve());
  stream.end(() => resolve());
  return promise;
}
