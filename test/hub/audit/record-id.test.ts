import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRecordId } from '../../../hub/audit/record-id.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
// 48 bits: until the year 10889.
const milliseconds = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('newRecordId', () => {
  it('is 26 characters of Crockford’s base 32', () => {
    expect(newRecordId(Date.now())).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('holds its time in the first ten characters', () => {
    fc.assert(
      fc.property(milliseconds, (nowMs) => {
        const time = [...newRecordId(nowMs).slice(0, 10)];
        expect(time.reduce((value, digit) => value * 32 + alphabet.indexOf(digit), 0)).toBe(nowMs);
      }),
    );
  });

  it('sorts by time', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, (a, b) => {
        fc.pre(a < b);
        expect(newRecordId(a) < newRecordId(b)).toBe(true);
      }),
    );
  });

  it('never repeats, 100,000 times within one millisecond', () => {
    const ids = new Set(Array.from({ length: 100_000 }, () => newRecordId(1_760_000_000_000)));
    expect(ids.size).toBe(100_000);
  });

  it('uses every character in every random place', () => {
    const seen = Array.from({ length: 16 }, () => new Set<string>());
    for (let index = 0; index < 2_000; index++) {
      for (const [place, character] of [...newRecordId(0).slice(10)].entries()) seen[place]?.add(character);
    }
    expect(seen.map((characters) => characters.size)).toEqual(seen.map(() => 32));
  });
});
