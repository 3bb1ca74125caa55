import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, type FrameType, frameTypes, largestFrameBytes } from '../../../../hub/gateway/frames/frame.ts';
import { readFrames } from '../../../../hub/gateway/frames/read-frames.ts';
import { expectFault } from '../faults.ts';
import { framesIn, inPieces, written } from './frame-bytes.ts';

const inner = fc.constantFrom(
  ...Object.keys(frameTypes).filter((type) => type !== 'end' && type !== 'fault'),
) as fc.Arbitrary<FrameType>;
const frames = fc.array(fc.tuple(inner, fc.uint8Array({ maxLength: 300 })), { maxLength: 12 });
const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 });

function encoded(parts: readonly (readonly [FrameType, Uint8Array])[]): Buffer {
  return Buffer.concat(parts.map(([type, payload]) => encodeFrame(type, payload)));
}

describe('frames', () => {
  it('come out as they went in, wherever the bytes were cut', async () => {
    await fc.assert(
      fc.asyncProperty(frames, sizes, async (parts, cuts) => {
        const bytes = Buffer.concat([encoded(parts), encodeFrame('end')]);
        const read = await Array.fromAsync(framesIn(bytes, cuts));
        expect(read.map(({ type }) => type)).toEqual([...parts.map(([type]) => type), 'end']);
        expect(Buffer.concat(read.map(({ payload }) => payload))).toEqual(
          Buffer.concat(parts.map(([, payload]) => payload)),
        );
      }),
    );
  });

  it('are a fault where the stream stops anywhere before its last byte', async () => {
    await fc.assert(
      fc.asyncProperty(frames, sizes, fc.nat(), async (parts, cuts, at) => {
        const bytes = Buffer.concat([encoded(parts), encodeFrame('end')]);
        const cut = bytes.subarray(0, at % bytes.length);
        await expectFault(Array.fromAsync(framesIn(cut, cuts)), 'function_unavailable');
      }),
    );
  });

  it('of arbitrary bytes end in frames or in a fault, and never in another error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 200 }), sizes, async (bytes, cuts) => {
        const read = Array.fromAsync(framesIn(bytes, cuts));
        await read.then(
          (all) => expect(['end', 'fault']).toContain(all.at(-1)?.type),
          () => expectFault(read, 'function_unavailable'),
        );
      }),
    );
  });

  it('are read as they arrive: none waits for the next', async () => {
    const bytes = written(['released', 'one'], ['released', 'two'], ['end']);
    let taken = 0;
    const counting = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of inPieces(bytes, [8])) {
        taken += piece.length;
        yield piece;
      }
    };

    const first = await readFrames(counting()).next();
    expect(first.value?.payload.toString()).toBe('one');
    expect(taken).toBe(8);
  });

  it.each([
    ['a type that nobody knows', Buffer.from([99, 0, 0, 0, 0])],
    ['more bytes than a frame may have', lengthClaimed(largestFrameBytes + 1)],
    ['bytes after the end', Buffer.concat([written(['end']), Buffer.of(0)])],
    ['frames after the end', written(['end'], ['released', 'more'])],
    ['frames after a fault', written(['fault', '{}'], ['released', 'more'])],
  ])('are a fault where there are %s', async (_, bytes) => {
    for (const cuts of [[1], [3], [1000]]) {
      await expectFault(Array.fromAsync(framesIn(bytes, cuts)), 'function_unavailable');
    }
  });

  it('refuse to be written longer than they would be read', async () => {
    await expectFault(() => encodeFrame('released', new Uint8Array(largestFrameBytes + 1)), 'function_unavailable');
  });

  it('close their stream where they are read no further', async () => {
    let closed = false;
    const stream = async function* (): AsyncGenerator<Uint8Array> {
      try {
        yield written(['released', 'one']);
        yield written(['end']);
      } finally {
        closed = true;
      }
    };

    const reading = readFrames(stream());
    await reading.next();
    await reading.return(undefined);
    expect(closed).toBe(true);
  });
});

function lengthClaimed(length: number): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(frameTypes.released, 0);
  head.writeUInt32BE(length, 1);
  return head;
}
