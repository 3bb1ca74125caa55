import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import type { InboundRequest, OutboundResponse } from '../../../hub/gateway/http.ts';
import { createListener, type Listener, type ListenerOptions } from '../../../hub/local/listener.ts';
import type { ListenerEvent } from '../../../hub/local/listener-log.ts';

export const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export async function listen(
  handler: ListenerOptions['handler'],
  changes: Partial<ListenerOptions> = {},
): Promise<Listener & { events: ListenerEvent[] }> {
  const events: ListenerEvent[] = [];
  const log = (event: ListenerEvent) => events.push(event);
  const listener = await createListener({ host: '127.0.0.1', port: 0, maxBodyBytes: 1_000, log, handler, ...changes });
  cleanups.push(() => listener.close({ graceMs: 0 }));
  return { ...listener, events };
}

export const text = (body: string, status = 200): OutboundResponse => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(body),
});
const describeRequest = ({ method, path, http, body, headers }: InboundRequest) =>
  text(JSON.stringify({ method, path, http, body: Buffer.from(body).toString(), headers }));
export const echo = async (request: InboundRequest) => describeRequest(request);

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

export async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

export async function http1(
  { port }: Listener,
  path = '/',
  body?: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const request = httpRequest({ port, host: '127.0.0.1', path, method: body === undefined ? 'GET' : 'POST', headers });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await readAll(response) };
}

export function session({ origin }: Listener): ClientHttp2Session {
  const client = connectHttp2(origin);
  client.on('error', () => {});
  cleanups.push(() => client.destroy());
  return client;
}

export async function http2(
  client: ClientHttp2Session,
  path = '/',
  body?: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const stream = client.request({ ':path': path, ':method': body === undefined ? 'GET' : 'POST', ...headers });
  stream.end(body);
  const closed = once(stream, 'close').then(() => Promise.reject(new Error('closed without an answer')));
  const [answer] = await Promise.race([once(stream, 'response'), closed]);
  closed.catch(() => {});
  return { status: answer[':status'], headers: answer, body: await readAll(stream) };
}

/** Sends bytes and answers everything that comes back until the connection ends. */
export async function raw({ port }: Listener, ...pieces: (string | Uint8Array)[]): Promise<string> {
  const socket = dial(port);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
  });
  for (const piece of pieces) {
    socket.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  if (!socket.closed) await once(socket, 'close');
  return answer;
}

export function dial(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  cleanups.push(() => socket.destroy());
  return socket;
}

export const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Waits until a figure stops changing. */
export async function settled(figure: () => number): Promise<void> {
  let before = Number.NaN;
  while (figure() !== before) {
    before = figure();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
