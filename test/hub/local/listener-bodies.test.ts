import { describe, expect, it } from 'vitest';
import type { Listener } from '../../../hub/local/listener.ts';
import { http1, http2, listen, session, text } from './listener.fixture.ts';

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
});
