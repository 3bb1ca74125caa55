import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Listener } from '../../../hub/local/listener.ts';
import { echo, http1, http2, listen, raw, readAll, session, settled, text, until } from './listener.fixture.ts';

describe.each(['HTTP/1.1', 'HTTP/2'])('over %s', (protocol) => {
  const call = (listener: Listener, path?: string, body?: string, headers?: Record<string, string>) =>
    protocol === 'HTTP/2' ? http2(session(listener), path, body, headers) : http1(listener, path, body, headers);

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
