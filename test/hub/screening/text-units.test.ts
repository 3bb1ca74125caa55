import { describe, expect, it } from 'vitest';
import { withUnits } from '../../../hub/screening/text-units.ts';

function read(text: string): { text: string; behind: number | undefined } {
  let seen = { text: '', behind: undefined as number | undefined };
  withUnits(text, (units, length) => {
    seen = { text: String.fromCharCode(...units.subarray(0, length)), behind: units[length] };
  });
  return seen;
}

describe('withUnits', () => {
  it.each(['', 'plain', 'ünï — 漢字 😀', 'half \ud83d'])(
    'hands out the units of %j, and a zero behind them',
    (text) => {
      expect(read(text)).toEqual({ text, behind: 0 });
    },
  );

  it('reads a text of any length, one within another', () => {
    const long = 'é'.repeat(40_000);
    withUnits('outer', (units, length) => {
      expect(read('inner').text).toBe('inner');
      withUnits(long, (all, count) => expect([count, all[count - 1], all[count]]).toEqual([40_000, 0xe9, 0]));
      expect(String.fromCharCode(...units.subarray(0, length))).toBe('outer');
    });
  });

  it('keeps nothing of a text, also where reading it fails', () => {
    let kept: Uint16Array | undefined;
    expect(() =>
      withUnits('content', (units) => {
        kept = units;
        throw new Error('broken');
      }),
    ).toThrow('broken');
    expect(kept?.subarray(0, 8).every((unit) => unit === 0)).toBe(true);
    expect(read('next').text).toBe('next');
  });
});
