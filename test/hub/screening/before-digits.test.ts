import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beforeDigits } from '../../../hub/screening/before-digits.ts';

function all(starts: (text: string, from: number) => number, text: string): number[] {
  const offsets: number[] = [];
  for (let at = starts(text, 0); at >= 0; at = starts(text, at + 1)) offsets.push(at);
  return offsets;
}

describe('beforeDigits', () => {
  const letters = beforeDigits({ digits: 2, letters: { members: /[A-Z]/, min: 1, max: 3 } });

  it('offers each letter before a run of digits, and no other place', () => {
    expect(all(letters, 'xAB12 and C-34, 56, D7')).toEqual([1, 2, 10]);
  });

  it('goes back no further than it may', () => {
    expect(all(letters, 'ABCDE12')).toEqual([2, 3, 4]);
  });

  it('offers the run itself where letters may be missing', () => {
    const optional = beforeDigits({ digits: 2, letters: { members: /[A-Z]/, min: 0, max: 1 } });
    expect(all(optional, '12 A34 5')).toEqual([0, 3, 4]);
  });

  it('finds every place at which a code begins, from wherever the search goes on', () => {
    const text = fc.string({ unit: fc.constantFrom('A', 'b', '1', '2', ' ', '-', '.'), maxLength: 40 });
    fc.assert(
      fc.property(text, fc.nat(40), (whole, from) => {
        const first = whole.slice(from).search(/(?<![0-9])[A-Z]{1,3}[ -]?(?=[0-9]{2})/);
        const offered = letters(whole, from);
        if (first >= 0) expect(offered).toBeLessThanOrEqual(from + first);
        if (first >= 0) expect(offered).toBeGreaterThanOrEqual(from);
      }),
      { numRuns: 2000 },
    );
  });
});
