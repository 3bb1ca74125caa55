/** One request and its answer, whatever protocol carries them. */
import { randomUUID } from 'node:crypto';
import { internalErrorResponse } from '../gateway/error-response.ts';
import type { InboundRequest, OutboundResponse } from '../gateway/http.ts';
import { describeError, type ListenerLog } from './listener-log.ts';

export type Handler = (request: InboundRequest) => Promise<OutboundResponse>;

/** The way back to the client. Writing after it left is allowed and does nothing. */
export interface Reply {
  /** Status, headers and a whole body. */
  send(status: number, headers: Readonly<Record<string, string>>, body: Uint8Array): void;
  /** Status and headers; the body follows piece by piece. */
  begin(status: number, headers: Readonly<Record<string, string>>): void;
  /** False: wait for `writable` before the next piece. */
  write(chunk: Uint8Array): boolean;
  /** Resolves when more can be written, or when the client has left. */
  writable(): Promise<void>;
  end(): void;
  /** Breaks a begun answer off such that the client cannot take it for complete. */
  breakOff(): void;
  readonly presence: Presence;
}

/** Whether the client is still there. The signal is made only if somebody asks for it. */
export class Presence {
  #gone = false;
  #controller: AbortController | undefined;

  get gone(): boolean {
    return this.#gone;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#gone) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  leave(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#controller?.abort();
  }
}

/** Exchanges that have begun and whose bodies are not drained yet; `close` waits for them. */
export class InFlight {
  #count = 0;
  #waiting: (() => void)[] = [];

  get count(): number {
    return this.#count;
  }

  begin(): void {
    this.#count += 1;
  }

  end(): void {
    this.#count -= 1;
    if (this.#count > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Resolves once none is left. */
  async none(): Promise<void> {
    if (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

/** Asks the handler and sends what it answers. Never rejects. */
export async function exchange(
  request: InboundRequest,
  reply: Reply,
  handler: Handler,
  log: ListenerLog,
): Promise<void> {
  let response: OutboundResponse;
  try {
    response = await handler(request);
  } catch (error) {
    log(describeError('handler_failed', error));
    response = internalErrorResponse(randomUUID());
  }
  await answer(response, reply, log);
}

async function answer(response: OutboundResponse, reply: Reply, log: ListenerLog): Promise<void> {
  const { status, headers, body } = response;
  try {
    if (body instanceof Uint8Array) reply.send(status, headers, body);
    else await stream(status, headers, body, reply);
  } catch (error) {
    log(describeError('answer_broken', error));
    reply.breakOff();
  }
}

/**
 * Writes as fast as the client reads, and not faster. When the client leaves, the body is read to its end all the same, at full speed: the
 * model has been asked and will be paid for, and its completion is written by whoever produces the body.
 */
async function stream(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: AsyncIterable<Uint8Array>,
  reply: Reply,
): Promise<void> {
  let begun = false;
  for await (const chunk of body) {
    if (reply.presence.gone || chunk.byteLength === 0) continue;
    if (!begun) reply.begin(status, headers);
    begun = true;
    if (!reply.write(chunk)) await reply.writable();
  }
  if (!begun) reply.send(status, headers, new Uint8Array());
  else reply.end();
}
