/**
 * The local hub's front door: one TCP port that speaks HTTP/1.1 and HTTP/2 without TLS, because the JavaScript BedrockRuntimeClient insists
 * on HTTP/2 and everybody else comes with HTTP/1.1. For this machine only; in AWS, CloudFront and API Gateway stand here.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { GatehouseFault } from '../../shared/errors.ts';
import { exchange, type Handler, InFlight } from './listener-exchange.ts';
import { type Door, rejectConnection, serveHttp1 } from './listener-http1.ts';
import { Http2Door } from './listener-http2.ts';
import { describeError, type ListenerLog } from './listener-log.ts';
import { detectProtocol } from './listener-protocol.ts';

export interface ListenerOptions {
  /** Such as `127.0.0.1`. The port is not encrypted: do not open it to a network. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly handler: Handler;
  /** Larger request bodies are refused, in bytes. */
  readonly maxBodyBytes: number;
  readonly log: ListenerLog;
  /** Counts the calls in flight, for whoever wants to know. @default one of its own */
  readonly inFlight?: InFlight;
  /** @default 1024 */
  readonly maxConnections?: number;
  /** @default 256 */
  readonly maxStreamsPerConnection?: number;
  /** Until the head of a request is complete. @default 10000 */
  readonly headersTimeoutMs?: number;
  /** Until a whole request has arrived. @default 60000 */
  readonly requestTimeoutMs?: number;
  /** After which a connection without requests is closed. @default 75000 */
  readonly idleTimeoutMs?: number;
}

export interface Listener {
  readonly port: number;
  /** Such as `http://127.0.0.1:8787`. */
  readonly origin: string;
  /** Accepts nothing more, lets calls under way finish for up to `graceMs`, then cuts what is left. Resolves when every connection is closed. */
  close(options: { readonly graceMs: number }): Promise<void>;
}

/** Listens when it resolves. Faults with `port_in_use`. */
export async function createListener(options: ListenerOptions): Promise<Listener> {
  const state = { closing: false };
  const inFlight = options.inFlight ?? new InFlight();
  const door: Door = {
    maxBodyBytes: options.maxBodyBytes,
    requestTimeoutMs: options.requestTimeoutMs ?? 60_000,
    closing: () => state.closing,
    async serve(request, reply) {
      inFlight.begin();
      try {
        await exchange(request, reply, options.handler, options.log);
      } finally {
        inFlight.end();
      }
    },
  };
  const server = http1Server(options, door);
  const http2 = http2Door(options, door);
  const sockets = routeConnections(server, http2, options);
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const origin = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  const close = async ({ graceMs }: { readonly graceMs: number }): Promise<void> => {
    state.closing = true;
    await shutDown(server, http2, sockets, inFlight, graceMs);
  };
  return { port, origin, close };
}

function http1Server(options: ListenerOptions, door: Door): Server {
  const { log } = options;
  const server = createServer({
    noDelay: true,
    maxHeaderSize: 16_384,
    // A missing Host is refused with the rest of the head, in the form that every refusal has.
    requireHostHeader: false,
    headersTimeout: options.headersTimeoutMs ?? 10_000,
    requestTimeout: door.requestTimeoutMs,
    keepAliveTimeout: options.idleTimeoutMs ?? 75_000,
    connectionsCheckingInterval: Math.min(1_000, options.headersTimeoutMs ?? 10_000),
  });
  // Node would silently drop the headers beyond its own limit; readHeaders counts them and refuses.
  server.maxHeadersCount = 0;
  const onRequest = (message: IncomingMessage, response: ServerResponse): void => {
    serveHttp1(message, response, door).catch((error: unknown) => {
      log(describeError('answer_broken', error));
      message.socket.destroy();
    });
  };
  // `checkContinue`: the body of an oversized request is refused before the client has sent it.
  server.on('request', onRequest).on('checkContinue', onRequest);
  // Any other expectation; without a listener Node answers a bare 417.
  server.on('checkExpectation', onRequest);
  server.on('clientError', (error, socket) => {
    log(describeError('request_malformed', error));
    rejectConnection(socket as Socket, error);
  });
  return server;
}

function http2Door(options: ListenerOptions, door: Door): Http2Door {
  const limits = {
    maxStreamsPerConnection: options.maxStreamsPerConnection ?? 256,
    headersTimeoutMs: options.headersTimeoutMs ?? 10_000,
    idleTimeoutMs: options.idleTimeoutMs ?? 75_000,
  };
  return new Http2Door(door, limits, options.log);
}

/**
 * Puts the protocol detection in front of Node's own HTTP/1.1 connection listener. The HTTP/1.1 server is the one that listens, rather than a
 * bare net.Server that feeds it, because only a listening http.Server enforces its header and request timeouts.
 */
function routeConnections(server: Server, http2: Http2Door, options: ListenerOptions): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  const serveAsHttp1 = server.listeners('connection');
  server.removeAllListeners('connection');
  server.maxConnections = options.maxConnections ?? 1_024;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    detectProtocol(socket, options.headersTimeoutMs ?? 10_000, (protocol) => {
      if (protocol === 'http2') http2.adopt(socket);
      else for (const listener of serveAsHttp1) Reflect.apply(listener, server, [socket]);
    });
  });
  return sockets;
}

function listen(server: Server, { host, port }: ListenerOptions): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') return reject(error);
    const remedy = 'Stop the program that has it, or set GATEHOUSE_PORT to another port.';
    return reject(new GatehouseFault('port_in_use', `Port ${port} on ${host} is taken.`, remedy, { cause: error }));
  });
  server.listen(port, host, resolve);
  return promise;
}

async function shutDown(
  server: Server,
  http2: Http2Door,
  sockets: ReadonlySet<Socket>,
  inFlight: InFlight,
  graceMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  http2.shutDown();
  const graceOver = Promise.withResolvers<void>();
  const cut = setTimeout(() => {
    destroyAll(sockets);
    graceOver.resolve();
  }, graceMs);
  // Not only until the connections are closed: bodies of clients that have left are still being drained.
  await Promise.race([inFlight.none(), graceOver.promise]);
  server.closeIdleConnections();
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  await closed;
  clearTimeout(cut);
}

function destroyAll(sockets: ReadonlySet<Socket>): void {
  for (const socket of sockets) socket.destroy();
}
