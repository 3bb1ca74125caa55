import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longerThan } from '../../../hub/edge/firewall/content-length.ts';

describe('a regular expression for lengths above a limit', () => {
  it('matches exactly the numbers that are larger, however many zeros stand in front', () => {
    const bytes = fc.integer({ min: 1, max: 99_999_999 });
    fc.assert(
      fc.property(bytes, bytes, fc.stringMatching(/^0{0,3}$/), (most, length, zeros) => {
        expect(new RegExp(longerThan(most)).test(`${zeros}${length}`)).toBe(length > most);
      }),
      { numRuns: 2000 },
    );
  });

  it('is right at the limit and beside it, for every limit that the configuration takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1024, max: 10_000_000 }), (most) => {
        const matches = new RegExp(longerThan(most));
        expect([most - 1, most, most + 1].map((length) => matches.test(String(length)))).toEqual([false, false, true]);
      }),
    );
  });

  it.each(['', '-1', '1e9', '12 ', '0x10', '99999999999999999999999'])(
    'matches what is no length to be trusted: %j',
    (header) => {
      // A missing header is not matched by the firewall at all.
      expect(new RegExp(longerThan(6_000_000)).test(header)).toBe(header !== '');
    },
  );

  it('is no longer than the firewall takes', () => {
    expect(longerThan(10_000_000).length).toBeLessThanOrEqual(512);
    expect(longerThan(1_111_111).length).toBeLessThanOrEqual(512);
  });
});
