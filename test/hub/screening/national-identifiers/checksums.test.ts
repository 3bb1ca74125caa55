import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBirthDate, isDate } from '../../../../hub/screening/national-identifiers/calendar.ts';
import {
  crossSum,
  icaoCheckDigit,
  isLuhn,
  isMod11Mod10,
  isVerhoeff,
  weightedSum,
} from '../../../../hub/screening/national-identifiers/checksums.ts';

const digitString = fc.stringMatching(/^[0-9]{1,14}$/);
const digits = [...'0123456789'];

describe('check digits', () => {
  it('hold for the published examples', () => {
    expect(isVerhoeff('2363')).toBe(true);
    expect(isLuhn('79927398713')).toBe(true);
    expect(isMod11Mod10('86095742719')).toBe(true);
    expect(icaoCheckDigit('L898902C3')).toBe('6');
    expect(icaoCheckDigit('L01X00T47')).toBe('1');
  });

  for (const [name, holds] of [
    ['Verhoeff', isVerhoeff],
    ['Luhn', isLuhn],
    ['MOD 11,10', isMod11Mod10],
  ] as const) {
    it(`${name}: exactly one last digit fits`, () => {
      fc.assert(
        fc.property(digitString, (value) => {
          expect(digits.filter((digit) => holds(value + digit))).toHaveLength(1);
        }),
      );
    });

    it(`${name}: no change of one digit goes unseen`, () => {
      fc.assert(
        fc.property(digitString, fc.nat(), fc.integer({ min: 1, max: 9 }), (value, place, by) => {
          const valid = value + (digits.find((digit) => holds(value + digit)) ?? '');
          const at = place % valid.length;
          const changed = valid.slice(0, at) + ((Number(valid[at]) + by) % 10) + valid.slice(at + 1);
          expect(holds(changed)).toBe(false);
        }),
      );
    });
  }

  it('Verhoeff sees two neighbours change places', () => {
    expect(isVerhoeff('3263')).toBe(false);
    expect(isVerhoeff('2336')).toBe(false);
  });

  it('sums weigh as many digits as there are weights', () => {
    expect(weightedSum('1239', [3, 2, 1])).toBe(10);
    expect(crossSum('59', [2, 2])).toBe(10);
  });
});

describe('the calendar', () => {
  it('has leap days in leap years alone', () => {
    expect(isDate(2024, 2, 29)).toBe(true);
    expect(isDate(2023, 2, 29)).toBe(false);
    expect(isDate(1900, 2, 29)).toBe(false);
    expect(isDate(2000, 2, 29)).toBe(true);
  });

  it('has no day 0, no day 31 in a short month, no month 0 or 13', () => {
    expect(isDate(2024, 1, 0)).toBe(false);
    expect(isDate(2024, 4, 31)).toBe(false);
    expect(isDate(2024, 0, 1)).toBe(false);
    expect(isDate(2024, 13, 1)).toBe(false);
  });

  it('reads a birthday in six digits, in whichever century it can be', () => {
    expect(isBirthDate('000229')).toBe(true);
    expect(isBirthDate('010229')).toBe(false);
    expect(isBirthDate('99880515', 2)).toBe(true);
  });
});
