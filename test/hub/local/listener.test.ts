import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { errorResponse } from '../../../hub/gateway/error-response.ts';
import { refuse } from '../../../shared/contract/refusals.ts';
import { dial, echo, http1, http2, listen, preface, raw, session } from './listener.fixture.ts';

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
