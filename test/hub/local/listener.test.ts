import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { type ClientHttp2Session, connect as connectHttp2, constants } from 'node:http2';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { errorResponse } from '../../../hub/gateway/error-response.ts';
import type { InboundRequest, OutboundResponse } from '../../../hub/gateway/http.ts';
import { createListener, type Listener, type ListenerOptions } from '../../../hub/local/listener.ts';
import type { ListenerEvent } from '../../../hub/local/listener-log.ts';
import { refuse } from '../../../shared/contract/refusals.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function listen(
  handler: ListenerOptions['handler'],
  changes: Partial<ListenerOptions> = {},
): Promise<Listener & { events: ListenerEvent[] }> {
  const events: ListenerEvent[] = [];
  const log = (event: ListenerEvent) => events.push(event);
  const listener = await createListener({ host: '127.0.0.1', port: 0, maxBodyBytes: 1_000, log, handler, ...changes });
  cleanups.push(() => listener.close({ graceMs: 0 }));
  return { ...listener, events };
}

const text = (body: string, status = 200): OutboundResponse => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: Buffer.from(body),
});
const describeRequest = ({ method, path, http, body, headers }: InboundRequest) =>
  text(JSON.stringify({ method, path, http, body: Buffer.from(body).toString(), headers }));
const echo = async (request: InboundRequest) => describeRequest(request);

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function http1(
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

function session({ origin }: Listener): ClientHttp2Session {
  const client = connectHttp2(origin);
  client.on('error', () => {});
  cleanups.push(() => client.destroy());
  return client;
}

async function http2(
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
async function raw({ port }: Listener, ...pieces: (string | Uint8Array)[]): Promise<string> {
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

function dial(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  cleanups.push(() => socket.destroy());
  return socket;
}

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

describe('one port', () => {
  it('serves HTTP/1.1', async () => {
    const answer = await http1(await listen(echo), '/a%2Fb?c=%20d', 'hello', { 'X-Mixed': 'Case' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({
      method: 'POST',
      path: '/a%2Fb?c=%20d',
      http: '1.1',
      body: 'hello',
      headers: { 'x-mixed': 'Case' },
    });
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
  });

  it('serves HTTP/2, with the authority as host', async () => {
    const listener = await listen(echo);
    const answer = await http2(session(listener), '/a%2Fb?c=%20d', 'hello');
    expect(JSON.parse(answer.body)).toMatchObject({
      method: 'POST',
      path: '/a%2Fb?c=%20d',
      http: '2',
      body: 'hello',
      headers: { host: `127.0.0.1:${listener.port}` },
    });
  });

  it('recognizes either protocol however its first bytes are cut', async () => {
    const listener = await listen(echo);
    const request = 'PUT /x HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n';
    expect(await raw(listener, 'P', request.slice(1))).toContain('"http":"1.1"');
    const socket = dial(listener.port);
    for (const piece of ['P', 'RI', preface.slice(3), Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])]) {
      socket.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const [first] = await once(socket, 'data');
    expect(first[3]).toBe(4);
  });

  it('keeps a connection for the next request', async () => {
    const listener = await listen(echo);
    const one = 'GET /1 HTTP/1.1\r\nhost: h\r\n\r\n';
    const two = 'GET /2 HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n';
    const answer = await raw(listener, one, two);
    expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });

  it('that is taken is a fault whose remedy names GATEHOUSE_PORT', async () => {
    const { port } = await listen(echo);
    await expect(listen(echo, { port })).rejects.toMatchObject({
      code: 'port_in_use',
      remedy: expect.stringContaining('GATEHOUSE_PORT'),
    });
  });

  it('passes a refusal on in Bedrock form', async () => {
    const answer = await http1(await listen(async () => errorResponse(refuse('rate_exceeded', 'Slow down.', 3), 'id')));
    expect(answer).toMatchObject({
      status: 429,
      headers: { 'x-amzn-errortype': 'ThrottlingException', 'retry-after': '3' },
    });
  });
});

describe.each(['HTTP/1.1', 'HTTP/2'])('over %s', (protocol) => {
  const call = (listener: Listener, path?: string, body?: string, headers?: Record<string, string>) =>
    protocol === 'HTTP/2' ? http2(session(listener), path, body, headers) : http1(listener, path, body, headers);

  it('a body of exactly the limit passes, and one byte more is refused', async () => {
    const listener = await listen(async ({ body }) => text(String(body.byteLength)));
    expect((await call(listener, '/', 'x'.repeat(1_000))).body).toBe('1000');
    const refused = await call(listener, '/', 'x'.repeat(1_001));
    expect(refused).toMatchObject({
      status: 400,
      headers: { 'x-amzn-errortype': 'ValidationException', 'x-gatehouse-refusal': 'body_too_large' },
    });
    expect(JSON.parse(refused.body).message).toContain('1000 bytes');
  });

  it('a body in many chunks arrives whole', async () => {
    const listener = await listen(async ({ body }) => text(Buffer.from(body).toString()), { maxBodyBytes: 2_000_000 });
    const sent = Array.from({ length: 100_000 }, (_, index) => `${index},`).join('');
    expect((await call(listener, '/', sent)).body).toBe(sent);
  });

  it('a handler that fails is an internal error without details', async () => {
    const listener = await listen(async () => {
      throw new TypeError('planted secret');
    });
    const answer = await call(listener);
    expect(answer).toMatchObject({ status: 500, headers: { 'x-amzn-errortype': 'InternalServerException' } });
    expect(answer.body).not.toContain('planted');
    expect(listener.events).toMatchObject([{ event: 'handler_failed', errorName: 'TypeError' }]);
    expect(JSON.stringify(listener.events)).not.toContain('planted');
  });

  it('an answer with an impossible header is an internal error', async () => {
    const listener = await listen(async () => ({ ...text('x'), headers: { 'bad header': 'x\r\ny' } }));
    expect((await call(listener)).status).toBe(500);
  });

  it('a streamed answer comes whole', async () => {
    async function* body() {
      for (let count = 0; count < 1_000; count += 1) yield Buffer.from(`${count};`.repeat(100));
    }
    const listener = await listen(async () => ({ status: 200, headers: {}, body: body() }));
    expect((await call(listener)).body).toBe(
      Array.from({ length: 1_000 }, (_, count) => `${count};`.repeat(100)).join(''),
    );
  });

  it('an empty stream is an empty answer', async () => {
    async function* body(): AsyncGenerator<Uint8Array> {}
    const listener = await listen(async () => ({ status: 201, headers: {}, body: body() }));
    expect(await call(listener)).toMatchObject({ status: 201, body: '' });
  });

  it('a stream that fails before its first byte is an internal error', async () => {
    async function* body() {
      yield await Promise.reject<Uint8Array>(new Error('planted'));
    }
    const listener = await listen(async () => ({ status: 200, headers: {}, body: body() }));
    expect((await call(listener)).status).toBe(500);
  });

  it('a stream that fails in the middle cannot be taken for complete', async () => {
    async function* body() {
      yield Buffer.from('begun');
      throw new Error('planted');
    }
    const listener = await listen(async () => ({ status: 200, headers: {}, body: body() }));
    await expect(call(listener)).rejects.toThrow();
    expect(listener.events).toMatchObject([{ event: 'answer_broken' }]);
  });

  it('a repeated header that has one value is refused', async () => {
    const listener = await listen(echo);
    const repeated = { 'x-gatehouse-purpose': ['a', 'b'] } as unknown as Record<string, string>;
    expect(await call(listener, '/', undefined, repeated)).toMatchObject({
      status: 400,
      headers: { 'x-gatehouse-refusal': 'request_malformed' },
    });
  });

  it('a hundred and more headers are refused', async () => {
    const listener = await listen(echo);
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`x-h${index}`, 'v']));
    expect((await call(listener, '/', undefined, many)).status).toBe(400);
  });

  it('prototype names are ordinary headers', async () => {
    const answer = await call(
      await listen(async ({ headers }) => text(String(Object.getOwnPropertyDescriptor(headers, '__proto__')?.value))),
      '/',
      undefined,
      JSON.parse('{"__proto__":"x"}'),
    );
    expect(answer.body).toBe('x');
  });

  it('HEAD has headers and no body', async () => {
    const listener = await listen(async ({ method }) => text(method));
    if (protocol === 'HTTP/2') {
      const stream = session(listener).request({ ':method': 'HEAD' });
      const [headers] = await once(stream, 'response');
      expect([headers[':status'], await readAll(stream)]).toEqual([200, '']);
      return;
    }
    const answer = await raw(listener, 'HEAD / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\n\r\n$/);
  });

  it('a client that reads slowly holds the stream back', async () => {
    let produced = 0;
    async function* body() {
      for (; produced < 2_000; produced += 1) yield Buffer.alloc(64 * 1024);
    }
    const listener = await listen(async () => ({ status: 200, headers: {}, body: body() }));
    const stuck =
      protocol === 'HTTP/2' ? session(listener).request() : httpRequest({ port: listener.port, host: '127.0.0.1' });
    stuck.on('error', () => {}).end();
    await once(stuck, 'response');
    await settled(() => produced);
    expect(produced).toBeLessThan(1_900);
    stuck.destroy();
    await until(() => produced === 2_000);
  });

  it('a client that leaves is noticed, and the stream is drained to its end all the same', async () => {
    const gate = Promise.withResolvers<void>();
    let drained = 0;
    let signal: AbortSignal | undefined;
    async function* body() {
      yield Buffer.from('first');
      await gate.promise;
      for (; drained < 100; drained += 1) yield Buffer.alloc(10_000);
    }
    const listener = await listen(async ({ disconnected }) => {
      signal = disconnected;
      return { status: 200, headers: {}, body: body() };
    });
    const leaving =
      protocol === 'HTTP/2' ? session(listener).request() : httpRequest({ port: listener.port, host: '127.0.0.1' });
    leaving.on('error', () => {}).end();
    await once(leaving, 'response');
    expect(signal?.aborted).toBe(false);
    leaving.destroy();
    await until(() => signal?.aborted === true);
    gate.resolve();
    await until(() => drained === 100);
    expect(listener.events).toEqual([]);
  });

  it('a client that leaves before the handler answers is noticed, and the stream is drained', async () => {
    const gate = Promise.withResolvers<void>();
    let asked = false;
    let drained = false;
    let late: AbortSignal | undefined;
    async function* body() {
      yield Buffer.from('x');
      drained = true;
    }
    const listener = await listen(async (request) => {
      asked = true;
      await gate.promise;
      late = request.disconnected;
      return { status: 200, headers: {}, body: body() };
    });
    const leaving =
      protocol === 'HTTP/2' ? session(listener).request() : httpRequest({ port: listener.port, host: '127.0.0.1' });
    leaving.on('error', () => {}).end();
    await until(() => asked);
    leaving.destroy();
    await new Promise((resolve) => setTimeout(resolve, 30));
    gate.resolve();
    await until(() => drained);
    expect(late?.aborted).toBe(true);
  });

  it('a complete answer is no disconnection', async () => {
    let signal: AbortSignal | undefined;
    const listener = await listen(async ({ disconnected }) => {
      signal = disconnected;
      return text('done');
    });
    await call(listener);
    await listener.close({ graceMs: 500 });
    expect(signal?.aborted).toBe(false);
  });

  it('a body that does not arrive in time is refused or cut off', async () => {
    const listener = await listen(echo, { requestTimeoutMs: 50, headersTimeoutMs: 50 });
    if (protocol === 'HTTP/2') {
      const stream = session(listener).request({ ':method': 'POST' });
      stream.on('error', () => {}).write('half');
      const [headers] = await once(stream, 'response');
      expect(headers[':status']).toBe(400);
      return;
    }
    const answer = await raw(listener, 'POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\nhalf');
    expect(answer).toContain('did not arrive in time');
  });

  it('closing lets a call under way finish, and refuses what comes after', async () => {
    const gate = Promise.withResolvers<void>();
    let asked = false;
    const listener = await listen(async () => {
      asked = true;
      await gate.promise;
      return text('finished');
    });
    const answer = call(listener);
    await until(() => asked);
    const closed = listener.close({ graceMs: 5_000 });
    gate.resolve();
    expect((await answer).body).toBe('finished');
    await closed;
    await expect(http1(listener)).rejects.toThrow();
  });

  it('closing cuts what takes longer than the grace period', async () => {
    let asked = false;
    const listener = await listen(() => {
      asked = true;
      return new Promise(() => {});
    });
    const cut = expect(call(listener)).rejects.toThrow();
    await until(() => asked);
    await listener.close({ graceMs: 20 });
    await cut;
  });
});

describe('closing', () => {
  it('waits for the streams of clients that have left', async () => {
    const gate = Promise.withResolvers<void>();
    let completed = false;
    async function* body() {
      yield Buffer.from('x');
      await gate.promise;
      completed = true;
    }
    const listener = await listen(async () => ({ status: 200, headers: {}, body: body() }));
    const leaving = httpRequest({ port: listener.port, host: '127.0.0.1' });
    leaving.on('error', () => {}).end();
    await once(leaving, 'response');
    leaving.destroy();
    const closed = listener.close({ graceMs: 5_000 });
    setTimeout(gate.resolve, 30);
    await closed;
    expect(completed).toBe(true);
  });

  it('does not wait for connections that ask nothing', async () => {
    const listener = await listen(echo);
    const silent = dial(listener.port);
    await once(silent, 'connect');
    const idle = session(listener);
    await http2(idle);
    await listener.close({ graceMs: 60_000 });
    expect(idle.destroyed || idle.closed).toBe(true);
  });
});

describe('abuse of HTTP/1.1', () => {
  it.each([
    ['garbage', '\u0000\u0001\u0002 rubbish\r\n\r\n'],
    ['TLS', Buffer.from('16030100a50100', 'hex')],
    ['a bad header', 'GET / HTTP/1.1\r\nhost: h\r\nbad header: x\r\n\r\n'],
    ['a line folded with NUL', 'GET / HTTP/1.1\r\nhost: h\u0000\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx'],
    [
      'a length beside chunks',
      'POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a bad chunk', 'POST / HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['headers beyond 16 KB', `GET / HTTP/1.1\r\nhost: h\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`],
    ['an absolute target', 'GET http://h/ HTTP/1.1\r\nhost: h\r\n\r\n'],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nhost: h\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['two hosts', 'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n'],
  ])('%s is answered 400, and the connection closed', async (_, bytes) => {
    const listener = await listen(echo);
    expect(await raw(listener, bytes)).toMatch(/^HTTP\/1\.1 400 [\s\S]*connection: close/i);
    expect((await http1(listener)).status).toBe(200);
  });

  it('says what is wrong in Bedrock form, quoting nothing', async () => {
    const answer = await raw(await listen(echo), 'planted rubbish\r\n\r\n');
    expect(answer).toContain('x-amzn-errortype: ValidationException');
    expect(answer).not.toContain('planted');
  });

  it('half a head is cut off in time', async () => {
    const listener = await listen(echo, { headersTimeoutMs: 50, requestTimeoutMs: 100 });
    expect(await raw(listener, 'GET / HTTP/1.1\r\nhost:')).toContain('did not arrive in time');
  });

  it('silence is cut off in time', async () => {
    expect(await raw(await listen(echo, { headersTimeoutMs: 50 }))).toBe('');
    expect(await raw(await listen(echo, { headersTimeoutMs: 50 }), 'PR')).toBe('');
  });

  it('a declared length beyond the limit is refused before the body is sent', async () => {
    let asked = false;
    const listener = await listen(async () => {
      asked = true;
      return text('x');
    });
    const socket = dial(listener.port);
    socket.write('POST / HTTP/1.1\r\nhost: h\r\nexpect: 100-continue\r\ncontent-length: 99999999999\r\n\r\n');
    const [first] = await once(socket, 'data');
    expect(first.toString()).toMatch(/^HTTP\/1\.1 400 [\s\S]*body_too_large/);
    expect(asked).toBe(false);
  });

  it('an expected 100 is sent for a body that will be read', async () => {
    const listener = await listen(echo);
    const head = 'POST / HTTP/1.1\r\nhost: h\r\nexpect: 100-continue\r\ncontent-length: 2\r\nconnection: close\r\n\r\n';
    expect(await raw(listener, head, 'hi')).toMatch(/^HTTP\/1\.1 100 [\s\S]*HTTP\/1\.1 200 [\s\S]*"body":"hi"/);
  });

  it('a chunked body beyond the limit is refused although it never ends', async () => {
    const listener = await listen(echo);
    const socket = dial(listener.port);
    socket.write('POST / HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n');
    const chunk = `3e8\r\n${'x'.repeat(1_000)}\r\n`;
    const sending = setInterval(() => socket.write(chunk), 5);
    cleanups.push(() => clearInterval(sending));
    const [first] = await once(socket, 'data');
    expect(first.toString()).toContain('body_too_large');
  });

  it('a client that leaves in the middle of its body is not served', async () => {
    let asked = 0;
    const listener = await listen(async () => {
      asked += 1;
      return text('x');
    });
    const socket = dial(listener.port);
    socket.write('POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\nhalf');
    await new Promise((resolve) => setTimeout(resolve, 20));
    socket.destroy();
    expect((await http1(listener)).status).toBe(200);
    expect(asked).toBe(1);
  });

  it('connections beyond the cap are dropped', async () => {
    const listener = await listen(echo, { maxConnections: 1 });
    const first = dial(listener.port);
    await once(first, 'connect');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await raw(listener, 'GET / HTTP/1.1\r\nhost: h\r\n\r\n')).toBe('');
  });
});

describe('abuse of HTTP/2', () => {
  const frame = (length: number, type: number, flags: number, stream: number, payload = Buffer.alloc(0)) => {
    const head = Buffer.alloc(9);
    head.writeUIntBE(length, 0, 3);
    head[3] = type;
    head[4] = flags;
    head.writeUInt32BE(stream, 5);
    return Buffer.concat([head, payload]);
  };

  it.each([
    ['garbage', Buffer.from('garbage '.repeat(100))],
    ['an oversized frame', frame(16_777_215, 0, 0, 1)],
    ['data before settings', frame(4, 0, 0, 1, Buffer.from('data'))],
    [
      'broken header compression',
      Buffer.concat([frame(0, 4, 0, 0), frame(4, 1, 5, 1, Buffer.from('ffffffff', 'hex'))]),
    ],
    ['a push promise', Buffer.concat([frame(0, 4, 0, 0), frame(4, 5, 4, 1, Buffer.alloc(4))])],
  ])('%s after the preface ends the connection, and no other', async (_, bytes) => {
    const listener = await listen(echo);
    await raw(listener, preface, bytes);
    expect((await http2(session(listener))).status).toBe(200);
  });

  it('a preface with another ending is no HTTP/2', async () => {
    const listener = await listen(echo);
    await raw(listener, 'PRI * HTTP/9.9\r\n\r\nXX\r\n\r\n');
    expect((await http1(listener)).status).toBe(200);
  });

  it('a connection without a request is cut off in time', async () => {
    const listener = await listen(echo, { headersTimeoutMs: 50 });
    const client = session(listener);
    await once(client, 'close');
    expect(client.destroyed).toBe(true);
  });

  it('an idle connection is closed, and one that waits for an answer is not', async () => {
    const gate = Promise.withResolvers<void>();
    const listener = await listen(
      async ({ path }) => {
        if (path === '/slow') await gate.promise;
        return text('x');
      },
      { idleTimeoutMs: 40 },
    );
    const [idle, waiting] = [session(listener), session(listener)];
    const slow = http2(waiting, '/slow');
    await http2(idle);
    await once(idle, 'close');
    expect(waiting.closed).toBe(false);
    gate.resolve();
    expect((await slow).status).toBe(200);
  });

  it('no more streams are open at a time than the cap', async () => {
    let open = 0;
    let most = 0;
    const listener = await listen(
      async () => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open -= 1;
        return text('x');
      },
      { maxStreamsPerConnection: 4 },
    );
    const client = session(listener);
    await once(client, 'remoteSettings');
    const answers = await Promise.all(Array.from({ length: 40 }, () => http2(client)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('streams that are reset at once do no harm', async () => {
    const listener = await listen(echo);
    const client = session(listener);
    for (let count = 0; count < 200; count += 1) {
      const stream = client.request({ ':method': 'POST' });
      stream.on('error', () => {});
      stream.close(constants.NGHTTP2_CANCEL);
    }
    expect((await http2(session(listener))).status).toBe(200);
  });
});

/** Waits for a condition that other events bring about; vitest's own time limit is the only clock. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Waits until a figure stops changing. */
async function settled(figure: () => number): Promise<void> {
  let before = Number.NaN;
  while (figure() !== before) {
    before = figure();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
