import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBundle, encodeEntry } from '../../../../hub/audit/log/entry-bundle.ts';

const entries = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 });

it('a bundle gives back the entries that went in', () => {
  fc.assert(
    fc.property(entries, (some) => {
      const decoded = decodeBundle(Buffer.concat(some.map(encodeEntry)), some.length);
      expect(decoded?.map((entry) => [...entry])).toEqual(some.map((entry) => [...entry]));
    }),
  );
});

it('a bundle is one in whole, and with its own width, or not at all', () => {
  fc.assert(
    fc.property(entries, fc.nat(), (some, cut) => {
      const bundle = Buffer.concat(some.map(encodeEntry));
      expect(decodeBundle(bundle.subarray(0, cut % bundle.length), some.length)).toBeUndefined();
      expect(decodeBundle(Buffer.concat([bundle, Buffer.of(0)]), some.length)).toBeUndefined();
      expect(decodeBundle(bundle, some.length + 1)).toBeUndefined();
      if (some.length > 1) expect(decodeBundle(bundle, some.length - 1)).toBeUndefined();
    }),
  );
});

it('no bytes make it fail', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 256 }), (bytes, width) => {
      const decoded = decodeBundle(bytes, width);
      if (decoded !== undefined) expect(Buffer.concat(decoded.map(encodeEntry)).equals(bytes)).toBe(true);
    }),
  );
});

it('an entry of 65,535 bytes is the longest', () => {
  const longest = Buffer.alloc(65_535, 1);
  expect(decodeBundle(encodeEntry(longest), 1)?.[0]?.length).toBe(65_535);
});
