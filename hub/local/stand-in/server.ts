/** The sockets: HTTP/1.1 and HTTP/2 without TLS on one port, told apart by the first bytes of a connection. */
import { randomUUID } from 'node:crypto';
import { createServer as createHttp1, type IncomingMessage } from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest } from 'node:http2';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { GatehouseFault } from '../../../shared/errors.ts';
import { deliver, type Response } from './delivery.ts';
import { errorReply, type Reply, ServiceError } from './reply.ts';
import { route } from './router.ts';
import type { StandInState } from './state.ts';

/** Bedrock takes 25 MB: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html */
const largestBody = 25_000_000;

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function serve(state: StandInState, port: number): Promise<RunningServer> {
  const onRequest = (request: IncomingMessage | Http2ServerRequest, response: Response): void => {
    answer(request, response, state).catch(() => response.destroy());
  };
  const http1 = createHttp1({ keepAliveTimeout: 65_000, noDelay: true }, onRequest);
  const http2 = createHttp2(onRequest);
  const sockets = new Set<Socket>();
  const listener = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client may vanish at any moment; the request that it sent ends with it.
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      // RFC 9113 section 3.4: an HTTP/2 connection begins with `PRI * HTTP/2.0`; no HTTP/1.1 method does.
      (first.subarray(0, 3).toString('latin1') === 'PRI' ? http2 : http1).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  await listening(listener, port);
  return {
    url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function listening(listener: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', (cause) => {
      const remedy = 'Choose another port, or 0 for any that is free.';
      reject(new GatehouseFault('port_in_use', `The stand-in cannot listen on port ${port}.`, remedy, { cause }));
    });
    listener.listen(port, '127.0.0.1', () => resolve());
  });
}

async function answer(request: IncomingMessage | Http2ServerRequest, response: Response, state: StandInState) {
  const body = await collect(request);
  const reply = body === undefined ? tooLarge() : route(inbound(request, body), state);
  await deliver(reply, response, randomUUID(), state.settings);
}

function inbound(request: IncomingMessage | Http2ServerRequest, body: Uint8Array) {
  const headers = request.headers as Readonly<Record<string, string>>;
  return { method: request.method ?? '', path: request.url ?? '', headers, body };
}

/** Undefined when the body is too large; the rest is read and dropped then. */
function collect(request: IncomingMessage | Http2ServerRequest): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestBody) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.on('end', () => {
      const whole = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      resolve(size <= largestBody ? whole : undefined);
    });
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('The client went away.')));
  });
}

function tooLarge(): Reply {
  return errorReply(new ServiceError('RequestEntityTooLargeException', 413, 'The request is larger than 25 MB.'));
}
