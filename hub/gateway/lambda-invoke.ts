import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCompleteEvent,
  type InvokeWithResponseStreamResponseEvent,
  LambdaClient,
  LambdaServiceException,
} from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { GatehouseFault } from '../../shared/errors.ts';
import { defaultProvider } from '../../shared/runtime/environment-credentials.ts';
import type { HandlerTransport } from './frames/transport.ts';

export interface LambdaTransportOptions {
  readonly region: string;
  /** ARN, with the alias where there is one. */
  readonly functionArn: string;
  /** Silence after which a call counts as lost, in milliseconds. @default 300000, as API Gateway in front of the hub */
  readonly idleMs?: number;
}

const connectMs = 2_000;
const apiGatewayIdleMs = 300_000;

/**
 * Asks another function of the hub and reads what it answers, piece by piece.
 *
 * Nothing is tried twice: an invocation that broke off may have asked a model, and would ask and pay again. A throttle is for the caller's SDK to try again, which has the budget for it.
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
export class LambdaTransport implements HandlerTransport {
  readonly #client: LambdaClient;
  readonly #functionArn: string;
  readonly #connections = new FreshConnections();

  constructor({ region, functionArn, idleMs = apiGatewayIdleMs }: LambdaTransportOptions) {
    const { httpAgent, httpsAgent } = this.#connections;
    this.#functionArn = functionArn;
    this.#client = new LambdaClient({
      region,
      credentials: defaultProvider(),
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler({
        connectionTimeout: connectMs,
        socketTimeout: idleMs,
        httpAgent,
        httpsAgent,
      }),
    });
  }

  /**
   * @param payload JSON.
   * @returns what the function writes. Reading it faults with `function_unavailable` where the function failed or the connection broke: what was read until then is no whole answer.
   * @throws GatehouseFault `function_throttled` or `function_unavailable`, where the function was certainly not run. Where it may have been, it is the reading that faults: a model may have been asked, and the
   * call is charged.
   */
  async invoke(payload: Uint8Array): Promise<AsyncIterable<Uint8Array>> {
    this.#connections.dropStale(Date.now());
    const command = new InvokeWithResponseStreamCommand({ FunctionName: this.#functionArn, Payload: payload });
    try {
      const { EventStream } = await this.#client.send(command);
      return EventStream === undefined ? brokenOff() : payloadsOf(EventStream);
    } catch (cause) {
      if (wasNotRun(cause)) throw notInvoked(cause);
      return brokenOff(cause);
    }
  }
}

/** Lambda says at the end whether the function came to its own: an end without that word is a broken connection. What follows the word is read, too, or the connection could not be used again. */
async function* payloadsOf(events: AsyncIterable<InvokeWithResponseStreamResponseEvent>): AsyncGenerator<Uint8Array> {
  let complete = false;
  try {
    for await (const { PayloadChunk, InvokeComplete } of events) {
      if (PayloadChunk?.Payload !== undefined) yield PayloadChunk.Payload;
      if (InvokeComplete === undefined) continue;
      requireSuccess(InvokeComplete);
      complete = true;
    }
  } catch (cause) {
    throw cause instanceof GatehouseFault
      ? cause
      : unavailable('The answer of a function of the hub broke off.', cause);
  }
  if (!complete) throw unavailable('The answer of a function of the hub ended early.');
}

/** The error's details may quote what the function was working on. */
function requireSuccess({ ErrorCode = '' }: InvokeWithResponseStreamCompleteEvent): void {
  if (ErrorCode !== '') throw unavailable(`A function of the hub ended with ${wordOf(ErrorCode)}.`);
}

function wordOf(code: string): string {
  return /^[A-Za-z0-9.:_-]{1,80}$/.test(code) ? code : 'an error';
}

/** Errors of Node before a byte has left. */
const noConnection: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Lambda's own refusals, and a connection or credentials that were not to be had. A 5xx, a reset or silence may come after the function began. */
function wasNotRun(cause: unknown): boolean {
  if (cause instanceof LambdaServiceException) return (cause.$metadata.httpStatusCode ?? 500) < 500;
  if (!(cause instanceof Error)) return false;
  return noConnection.has((cause as NodeJS.ErrnoException).code) || cause.name === 'CredentialsProviderError';
}

/** Of all that Lambda answers, only too many calls is a state that passes by waiting. */
function notInvoked(cause: unknown): GatehouseFault {
  if (!(cause instanceof LambdaServiceException) || cause.$metadata.httpStatusCode !== 429)
    return unavailable('A function of the hub could not be invoked.', cause);
  return new GatehouseFault(
    'function_throttled',
    'A function of the hub is at its limit of concurrent calls.',
    'Raise hub.functions.concurrentCalls in governance.yaml, and the concurrency of the account where that is used up.',
    { cause },
  );
}

/** An answer that breaks off before its first byte. */
function brokenOff(cause?: unknown): AsyncIterable<Uint8Array> {
  const fault = unavailable('A function of the hub may have run, and did not answer.', cause);
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(fault) }) };
}

function unavailable(message: string, cause?: unknown): GatehouseFault {
  const remedy =
    'Look at its log and its alarms; check lambda:InvokeFunction, the endpoint for Lambda and its policy, then ask again.';
  return new GatehouseFault('function_unavailable', message, remedy, { cause });
}

const staleMs = 5_000;

/**
 * Connections that are kept for the next call, but not over a pause: a function is frozen between calls, and does not see its idle connections being closed. Elsewhere a call over such a
 * connection would be tried again, which an invocation must not be.
 */
class FreshConnections {
  readonly httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 256 });
  readonly httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 256 });
  #usedAt = 0;

  dropStale(nowMs: number): void {
    const stale = nowMs - this.#usedAt > staleMs;
    this.#usedAt = nowMs;
    if (!stale) return;
    for (const agent of [this.httpAgent, this.httpsAgent])
      for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
  }
}
