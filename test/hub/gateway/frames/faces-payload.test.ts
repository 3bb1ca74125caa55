import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alike } from '../../../../hub/gateway/faces.ts';
import { encodeFaces, readFaces } from '../../../../hub/gateway/frames/faces-payload.ts';
import { expectFault } from '../faults.ts';

const bytes = fc.uint8Array({ maxLength: 50 });

describe('faces on their way', () => {
  it('stay one copy where both are the same', () => {
    fc.assert(
      fc.property(bytes, (one) => {
        const payload = Buffer.concat(encodeFaces(alike(one)));
        expect(payload).toHaveLength(one.length + 1);
        const { shown, kept } = readFaces(payload);
        expect(shown).toBe(kept);
        expect(Buffer.from(kept)).toEqual(Buffer.from(one));
      }),
    );
  });

  it('stay apart where they differ, empty ones included', () => {
    fc.assert(
      fc.property(bytes, bytes, (shown, kept) => {
        const read = readFaces(Buffer.concat(encodeFaces({ shown, kept })));
        expect(Buffer.from(read.shown)).toEqual(Buffer.from(shown));
        expect(Buffer.from(read.kept)).toEqual(Buffer.from(kept));
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['an unknown mark', '07aabb'],
    ['a length that is cut short', '010000'],
    ['a face that is longer than the frame', '0100000005aabb'],
  ])('are a fault where there is %s', async (_, hex) => {
    await expectFault(() => readFaces(Buffer.from(hex, 'hex')), 'function_unavailable');
  });
});
