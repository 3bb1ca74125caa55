import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { isRefusal, type Refusal, refuse } from '../../shared/contract/refusals.ts';
import { bodyTooLarge } from '../gateway/body-too-large.ts';
import { errorResponse, internalErrorResponse } from '../gateway/error-response.ts';
import type { InboundRequest, OutboundResponse } from '../gateway/http.ts';
import { readHeaders } from '../gateway/request-headers.ts';
import { collectBody, discardRest } from './listener-body.ts';
import { Presence, type Reply } from './listener-exchange.ts';

/** What both protocols need from the listener. */
export interface Door {
  readonly maxBodyBytes: number;
  readonly requestTimeoutMs: number;
  /** True once the hub shuts down. */
  closing(): boolean;
  serve(request: InboundRequest, reply: Reply): Promise<void>;
}

export async function serveHttp1(message: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
  const receivedAtMs = Date.now();
  const reply = new Http1Reply(response, door);
  const headers = readHead(message, door);
  if (isRefusal(headers)) return refuseAndClose(headers, message, response);
  if (headers.expect !== undefined) response.writeContinue();
  const body = await collectBody(message, { maxBytes: door.maxBodyBytes });
  if (body === undefined) return;
  if (isRefusal(body)) return refuseAndClose(body, message, response);
  const { presence } = reply;
  countAnswer(message.socket, response);
  await door.serve(
    {
      method: message.method ?? '',
      path: message.url ?? '',
      headers,
      body,
      remoteAddress: message.socket.remoteAddress ?? '',
      receivedAtMs,
      http: '1.1',
      get disconnected() {
        return presence.signal;
      },
    },
    reply,
  );
}

function readHead(message: IncomingMessage, door: Door): Record<string, string> | Refusal {
  if (door.closing()) return refuse('shutting_down', 'The gateway is shutting down. Try again.', 1);
  const headers = readHeaders(message.rawHeaders);
  if (isRefusal(headers)) return headers;
  // Absolute and asterisk forms are for proxies and servers at large; the signature covers a path.
  if (!message.url?.startsWith('/')) return refuse('request_malformed', 'The request target must be a path.');
  if (headers.host === undefined) return refuse('request_malformed', 'The request names no host.');
  // RFC 9110, 10.1.1, knows no other.
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== '100-continue') {
    return refuse('request_malformed', 'The only expectation that the gateway can meet is 100-continue.');
  }
  // Node has refused a length that is no number, and one beside chunked encoding.
  if (Number(headers['content-length'] ?? 0) > door.maxBodyBytes) return bodyTooLarge(door.maxBodyBytes);
  return headers;
}

/** Answers before the body is complete. The whole answer goes out first; the connection ends once the client has stopped sending. */
async function refuseAndClose(refusal: Refusal, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = errorResponse(refusal, randomUUID());
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  countAnswer(message.socket, response);
  response.writeHead(status, { ...headers, 'content-length': bytes.byteLength, connection: 'close' });
  response.write(bytes);
  await discardRest(message);
  response.end();
}

class Http1Reply implements Reply {
  readonly presence = new Presence();
  readonly #response: ServerResponse;
  readonly #door: Door;

  constructor(response: ServerResponse, door: Door) {
    this.#response = response;
    this.#door = door;
    // A write between the end of the socket and its `close` event is an error event; without a listener it would end the process.
    response.on('error', () => {});
    response.once('close', () => {
      if (!response.writableFinished) this.presence.leave();
    });
  }

  send(status: number, headers: Readonly<Record<string, string>>, body: Uint8Array): void {
    if (this.presence.gone) return;
    this.#response.writeHead(status, { ...headers, 'content-length': body.byteLength, ...this.#closing() });
    this.#response.end(body);
  }

  begin(status: number, headers: Readonly<Record<string, string>>): void {
    if (!this.presence.gone) this.#response.writeHead(status, { ...headers, ...this.#closing() });
  }

  write(chunk: Uint8Array): boolean {
    return this.presence.gone || this.#response.write(chunk);
  }

  writable(): Promise<void> {
    return untilWritable(this.#response, this.presence);
  }

  end(): void {
    if (!this.presence.gone) this.#response.end();
  }

  breakOff(): void {
    if (this.presence.gone) return;
    // Nothing sent yet: there is still room to say so. Otherwise the missing last chunk tells the client that the answer is incomplete.
    if (this.#response.headersSent) this.#response.destroy();
    else sendInternalError(this);
  }

  #closing(): { connection?: string } {
    return this.#door.closing() ? { connection: 'close' } : {};
  }
}

export function sendInternalError(reply: Pick<Reply, 'send'>): void {
  const { status, headers, body } = internalErrorResponse(randomUUID());
  if (body instanceof Uint8Array) reply.send(status, headers, body);
}

interface Drainable {
  once(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

/** Until the buffer has drained, or the client has left. */
export function untilWritable(stream: Drainable, presence: Presence): Promise<void> {
  if (presence.gone) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const done = (): void => {
    stream.off('drain', done);
    stream.off('close', done);
    resolve();
  };
  stream.once('drain', done);
  stream.once('close', done);
  return promise;
}

/** Answers under way by connection; pipelining makes them several. */
const answers = new WeakMap<Socket, number>();

function countAnswer(socket: Socket, response: ServerResponse): void {
  answers.set(socket, (answers.get(socket) ?? 0) + 1);
  response.once('close', () => answers.set(socket, (answers.get(socket) ?? 1) - 1));
}

/**
 * The last words on a connection whose bytes are not HTTP, or not in time. None where an answer is under way: the client would take bytes of ours
 * for part of it.
 */
export function rejectConnection(socket: Socket, error: Error): void {
  if (!socket.writable || (answers.get(socket) ?? 0) > 0) {
    socket.destroy();
    return;
  }
  const late = (error as NodeJS.ErrnoException).code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const refusal = refuse('request_malformed', late ? 'The request did not arrive in time.' : 'This is not valid HTTP.');
  socket.end(renderHttp1(errorResponse(refusal, randomUUID())));
  // Whatever else arrives is read and dropped for a moment, so that no reset overtakes the answer.
  socket.resume();
  setTimeout(() => socket.destroy(), 500).unref();
}

function renderHttp1({ status, headers, body }: OutboundResponse): Buffer {
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  const all = { ...headers, 'content-length': String(bytes.byteLength), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Bad Request\r\n${lines.join('')}\r\n`, 'latin1'), bytes]);
}
