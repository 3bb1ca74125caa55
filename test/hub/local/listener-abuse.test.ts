import { once } from 'node:events';
import { constants } from 'node:http2';
import { describe, expect, it } from 'vitest';
import { cleanups, dial, echo, http1, http2, listen, preface, raw, session, text } from './listener.fixture.ts';

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
