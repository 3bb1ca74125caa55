import { randomUUID } from 'node:crypto';
import {
  constants,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { isRefusal, type Refusal, refuse } from '../../shared/contract/refusals.ts';
import { bodyTooLarge } from '../gateway/body-too-large.ts';
import { errorResponse } from '../gateway/error-response.ts';
import type { OutboundResponse } from '../gateway/http.ts';
import { readHeaders } from '../gateway/request-headers.ts';
import { collectBody } from './listener-body.ts';
import { Presence, type Reply } from './listener-exchange.ts';
import { type Door, sendInternalError, untilWritable } from './listener-http1.ts';
import { describeError, type ListenerLog } from './listener-log.ts';

export interface Http2Options {
  readonly maxStreamsPerConnection: number;
  /** Until the first request of a connection. */
  readonly headersTimeoutMs: number;
  /** After which a connection without requests is closed. */
  readonly idleTimeoutMs: number;
}

/** Room for a few whole requests in flight, so that a 6 MB body need not wait for window updates at each 64 KB. */
const connectionWindow = 8 * 1024 * 1024;
const streamWindow = 1024 * 1024;

/** HTTP/2 without TLS and without a port of its own: connections are handed to it by `emit('connection')`. */
export class Http2Door {
  readonly #server: Http2Server;
  readonly #sessions = new Map<ServerHttp2Session, { open: number }>();
  readonly #door: Door;
  readonly #options: Http2Options;
  readonly #log: ListenerLog;

  constructor(door: Door, options: Http2Options, log: ListenerLog) {
    this.#door = door;
    this.#options = options;
    this.#log = log;
    const settings = {
      maxConcurrentStreams: options.maxStreamsPerConnection,
      maxHeaderListSize: 16_384,
      initialWindowSize: streamWindow,
    };
    this.#server = createServer({ settings });
    this.#server.on('session', (session) => this.#watch(session));
    this.#server.on('stream', (stream, headers, _flags, rawHeaders) => this.#accept(stream, headers, rawHeaders));
    this.#server.on('sessionError', (error) => log(describeError('connection_failed', error)));
  }

  /** Takes a connection whose first bytes (pushed back into it) are HTTP/2's preface. */
  adopt(socket: NodeJS.ReadWriteStream): void {
    this.#server.emit('connection', socket);
  }

  /** GOAWAY: streams under way finish, new ones are refused. */
  shutDown(): void {
    for (const session of this.#sessions.keys()) session.close();
  }

  #watch(session: ServerHttp2Session): void {
    const state = { open: 0 };
    this.#sessions.set(session, state);
    session.setLocalWindowSize(connectionWindow);
    const firstRequest = setTimeout(() => session.destroy(), this.#options.headersTimeoutMs);
    session.once('stream', () => clearTimeout(firstRequest));
    // A silent connection is idle only when no answer is being thought about.
    session.setTimeout(this.#options.idleTimeoutMs, () => {
      if (state.open === 0) session.close();
    });
    session.once('close', () => {
      clearTimeout(firstRequest);
      this.#sessions.delete(session);
    });
    if (this.#door.closing()) session.close();
  }

  #accept(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, rawHeaders: readonly string[]): void {
    const state = stream.session === undefined ? undefined : this.#sessions.get(stream.session as ServerHttp2Session);
    if (state !== undefined) state.open += 1;
    stream.once('close', () => {
      if (state !== undefined) state.open -= 1;
    });
    // A reset by the client is an error event; without a listener it would end the process. `close` follows and says all we need.
    stream.on('error', () => {});
    serveStream(stream, headers, rawHeaders, this.#door).catch((error: unknown) => {
      this.#log(describeError('answer_broken', error));
      stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    });
  }
}

async function serveStream(
  stream: ServerHttp2Stream,
  pseudo: IncomingHttpHeaders,
  rawHeaders: readonly string[],
  door: Door,
): Promise<void> {
  const receivedAtMs = Date.now();
  const reply = new Http2Reply(stream);
  const path = pseudo[':path'] ?? '';
  const headers = readHead(path, rawHeaders, door);
  if (isRefusal(headers)) return refuseStream(headers, stream);
  const body = await collectBody(stream, { maxBytes: door.maxBodyBytes, timeoutMs: door.requestTimeoutMs });
  if (body === undefined) return;
  if (isRefusal(body)) return refuseStream(body, stream);
  const { presence } = reply;
  await door.serve(
    {
      method: pseudo[':method'] ?? '',
      path,
      headers,
      body,
      remoteAddress: stream.session?.socket.remoteAddress ?? '',
      receivedAtMs,
      http: '2',
      get disconnected() {
        return presence.signal;
      },
    },
    reply,
  );
}

function readHead(path: string, rawHeaders: readonly string[], door: Door): Record<string, string> | Refusal {
  if (door.closing()) return refuse('shutting_down', 'The gateway is shutting down. Try again.', 1);
  const headers = readHeaders(rawHeaders);
  if (isRefusal(headers)) return headers;
  if (!path.startsWith('/')) return refuse('request_malformed', 'The request target must be a path.');
  if (headers.host === undefined) return refuse('request_malformed', 'The request names no authority (host).');
  if (Number(headers['content-length'] ?? 0) > door.maxBodyBytes) return bodyTooLarge(door.maxBodyBytes);
  return headers;
}

/** A whole answer, then RST_STREAM with NO_ERROR, which asks the client to stop sending (RFC 9113, 8.1). */
function refuseStream(refusal: Refusal, stream: ServerHttp2Stream): void {
  if (stream.destroyed || stream.headersSent) return;
  const response: OutboundResponse = errorResponse(refusal, randomUUID());
  stream.once('finish', () => stream.close(constants.NGHTTP2_NO_ERROR));
  stream.respond({ ':status': response.status, ...response.headers });
  stream.end(response.body);
}

class Http2Reply implements Reply {
  readonly presence = new Presence();
  readonly #stream: ServerHttp2Stream;

  constructor(stream: ServerHttp2Stream) {
    this.#stream = stream;
    // `aborted`: reset before we ended. After that only the reset's code tells: NO_ERROR is how complete streams close.
    stream.once('aborted', () => this.presence.leave());
    stream.once('close', () => {
      if (!stream.headersSent || stream.rstCode !== constants.NGHTTP2_NO_ERROR) this.presence.leave();
    });
  }

  send(status: number, headers: Readonly<Record<string, string>>, body: Uint8Array): void {
    if (this.#gone()) return;
    this.#stream.respond({ ':status': status, ...headers, 'content-length': body.byteLength });
    // Node has ended the writing half of a HEAD request already.
    if (!this.#stream.writableEnded) this.#stream.end(body);
  }

  begin(status: number, headers: Readonly<Record<string, string>>): void {
    if (!this.#gone()) this.#stream.respond({ ':status': status, ...headers });
  }

  write(chunk: Uint8Array): boolean {
    return this.#gone() || this.#stream.writableEnded || this.#stream.write(chunk);
  }

  writable(): Promise<void> {
    return untilWritable(this.#stream, this.presence);
  }

  end(): void {
    if (!this.#gone() && !this.#stream.writableEnded) this.#stream.end();
  }

  breakOff(): void {
    if (this.#gone()) return;
    if (this.#stream.headersSent) this.#stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    else sendInternalError(this);
  }

  /** A reset stream is destroyed at once, and its `close` event comes only later. */
  #gone(): boolean {
    return this.presence.gone || this.#stream.destroyed;
  }
}
