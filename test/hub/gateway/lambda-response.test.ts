import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeAll, writeResponse } from '../../../hub/gateway/lambda-response.ts';
import { lambdaRuntime } from '../../functions/lambda-streaming.ts';

beforeEach(() => vi.stubGlobal('awslambda', lambdaRuntime));
afterEach(() => vi.unstubAllGlobals());

const head = { status: 200, headers: { 'content-type': 'application/json', 'x-gatehouse-record': 'r1' } };

/** What went over the wire, taken apart as API Gateway does. */
function takenApart(wire: Buffer): { head: unknown; body: string } {
  const end = wire.indexOf(Buffer.alloc(8));
  return { head: JSON.parse(wire.subarray(0, end).toString()), body: wire.subarray(end + 8).toString() };
}

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) {
    await new Promise(setImmediate);
    yield Buffer.from(text);
  }
}

describe('writeResponse', () => {
  it.each([
    ['a document', Buffer.from('{"a":1}'), '{"a":1}'],
    ['a stream', pieces('one ', 'two'), 'one two'],
    ['an empty document', Buffer.alloc(0), ''],
    ['an empty stream', pieces(), ''],
  ])('writes status and headers, eight null bytes and the body of %s', async (_what, body, text) => {
    const stream = new PassThrough();
    const wire = buffer(stream);
    await writeResponse({ ...head, body }, stream);
    expect(takenApart(await wire)).toEqual({
      head: { statusCode: 200, headers: head.headers },
      body: text,
    });
  });

  it('leaves the stream without an end where the body breaks off, and says so', async () => {
    const stream = new PassThrough();
    const broken = async function* () {
      yield Buffer.from('begun');
      throw new Error('broken');
    };
    await expect(writeResponse({ ...head, body: broken() }, stream)).rejects.toThrow('broken');
    expect(stream.writableEnded).toBe(false);
  });
});

describe('writeAll', () => {
  it('takes no further piece while the reader is not ready for it', async () => {
    let taken = 0;
    const counted = async function* () {
      for (const text of ['aaaa', 'bbbb', 'cccc']) {
        taken += 1;
        yield Buffer.from(text);
      }
    };
    const release: (() => void)[] = [];
    const slow = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => void release.push(done) });
    const written = writeAll(counted(), slow);
    await new Promise(setImmediate);
    expect(taken).toBe(1);
    for (let piece = 0; piece < 3; piece++) {
      release.shift()?.();
      await new Promise(setImmediate);
    }
    await written;
    expect([taken, slow.writableFinished]).toEqual([3, true]);
  });

  it.each([
    ['has gone', (stream: Writable) => stream.destroy()],
    ['breaks', (stream: Writable) => stream.destroy(new Error('reset'))],
  ])('reads the body to its end where the reader %s', async (_what, leave) => {
    const stream = new PassThrough({ highWaterMark: 1 });
    let read = 0;
    const counted = async function* () {
      for (let piece = 0; piece < 5; piece++) {
        if (piece === 2) leave(stream);
        read += 1;
        yield Buffer.from('piece');
      }
    };
    stream.resume();
    await writeAll(counted(), stream);
    expect(read).toBe(5);
  });
});
