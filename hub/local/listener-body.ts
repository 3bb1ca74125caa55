import type { Readable } from 'node:stream';
import { type Refusal, refuse } from '../../shared/contract/refusals.ts';
import { bodyTooLarge } from '../gateway/body-too-large.ts';

export interface BodyLimits {
  /** Largest body in bytes. */
  readonly maxBytes: number;
  /** Milliseconds within which the body must be complete; absent where the server watches over that itself. */
  readonly timeoutMs?: number;
}

/** The whole body, a refusal, or undefined when the client left before the end. Holds at most `maxBytes`, whatever is sent. */
export function collectBody(stream: Readable, limits: BodyLimits): Promise<Uint8Array | Refusal | undefined> {
  const { promise, resolve } = Promise.withResolvers<Uint8Array | Refusal | undefined>();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const finish = (outcome: Uint8Array | Refusal | undefined): void => {
    clearTimeout(timer);
    stream.off('data', take).off('end', complete).off('close', left);
    resolve(outcome);
  };
  const take = (chunk: Uint8Array): void => {
    bytes += chunk.byteLength;
    if (bytes > limits.maxBytes) finish(bodyTooLarge(limits.maxBytes));
    else chunks.push(chunk);
  };
  const complete = (): void => finish(joined(chunks, bytes));
  const left = (): void => finish(undefined);
  const timer = limits.timeoutMs === undefined ? undefined : setTimeout(() => finish(tooSlow()), limits.timeoutMs);
  stream.on('data', take).on('end', complete).on('close', left);
  return promise;
}

function tooSlow(): Refusal {
  return refuse('request_malformed', 'The request body did not arrive in time.');
}

/** Small bodies arrive in one chunk, which is passed on as it is. */
function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const [first] = chunks;
  return chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, bytes);
}

const discardBytes = 16 * 1024 * 1024;
const discardMs = 2_000;

/**
 * Reads on and throws away, within bounds. Closing a connection on which bytes still arrive makes TCP reset it, and a reset often destroys
 * the answer before the client has read why it was refused.
 */
export function discardRest(stream: Readable): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let bytes = 0;
  const finish = (): void => {
    clearTimeout(timer);
    stream.off('data', take).off('end', finish).off('close', finish).pause();
    resolve();
  };
  const take = (chunk: Uint8Array): void => {
    bytes += chunk.byteLength;
    if (bytes > discardBytes) finish();
  };
  const timer = setTimeout(finish, discardMs);
  if (stream.readableEnded || stream.destroyed) finish();
  else stream.on('data', take).on('end', finish).on('close', finish).resume();
  return promise;
}
