import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { luhn } from '../../../hub/screening/checksums.ts';
import { Landmarks } from '../../../hub/screening/landmarks.ts';
import { lengthBits, lengthsBetween } from '../../../hub/screening/runs.ts';

const dense = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 9999 }).map(String), fc.constantFrom(' ', '-', '.', '  ', 'a', 'é')), {
    maxLength: 60,
  })
  .map((pieces) => pieces.join(''));

/** Each number read digit by digit, as one would on paper. */
function longestByHand(text: string, start: number, lengths: readonly number[]): number {
  const digits: number[] = [];
  let longest = 0;
  for (let at = start; at < text.length && digits.length < 19; at += 1) {
    if (/[0-9]/.test(text.charAt(at))) digits.push(Number(text.charAt(at)));
    else if (!/[ .-]/.test(text.charAt(at)) || !/[0-9]/.test(text.charAt(at + 1))) break;
    else continue;
    const endsRun = !/[0-9]/.test(text.charAt(at + 1));
    if (endsRun && lengths.includes(digits.length) && luhn(digits)) longest = digits.length;
  }
  return longest;
}

describe('the sums of a text', () => {
  it.each([
    ['4111 1111 1111 1111', 16],
    ['4.1.1.1.1.1.1.1.1.1.1.1.1.1.1.1', 16],
    ['4111 1111 1111 1112', 0],
    ['4111 1111  1111 1111', 0],
    ['41111111111111111', 0],
  ])('say how long the number is that begins %j', (text, length) => {
    const { digits, luhn: sums } = new Landmarks(text);
    expect(sums.longestAt(digits.from(0), lengthBits(13, 16, 19))).toBe(length);
  });

  it('count an odd or an even number of digits before it, all the same', () => {
    for (const before of ['x ', '7 x ', '77 x ', '777 8 x ']) {
      const text = `${before}4111 1111 1111 1111`;
      const { digits, luhn: sums } = new Landmarks(text);
      expect(sums.longestAt(digits.from(before.length), lengthBits(16))).toBe(16);
    }
  });

  it('say of every number what reading its digits says', () => {
    const lengths = [2, 3, 5, 8, 13, 16, 19];
    fc.assert(
      fc.property(dense, (text) => {
        const { digits, luhn: sums } = new Landmarks(text);
        for (let at = 0; at < digits.size; at += 2) {
          const start = digits.bounds[at] ?? 0;
          expect(sums.longestAt(at, lengthBits(...lengths))).toBe(longestByHand(text, start, lengths));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('find none where there are fewer digits than asked for', () => {
    const { luhn: sums } = new Landmarks('18');
    expect(sums.longestAt(0, lengthsBetween(3, 19))).toBe(0);
    expect(sums.longestAt(0, lengthsBetween(2, 19))).toBe(2);
  });
});
