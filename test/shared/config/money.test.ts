import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsd, usdToNanos } from '../../../shared/config/money.ts';

describe('usdToNanos', () => {
  it.each([
    [0.035, 35_000_000],
    [0.1, 100_000_000],
    [0.07, 70_000_000],
    [1.1, 1_100_000_000],
    [16.5, 16_500_000_000],
    [0, 0],
    [1e-9, 1],
    [1.5e-7, 150],
    [900, 900_000_000_000],
    [9_000_000, 9_000_000_000_000_000],
  ])('turns %d USD into exactly %d nanodollars', (usd, nanos) => {
    expect(usdToNanos(usd)).toBe(nanos);
  });

  it.each([1e-10, 0.0000000001, 3.0000000001, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e21, 1e300, 9_100_000])(
    'has no exact amount for %d USD',
    (usd) => {
      expect(usdToNanos(usd)).toBeUndefined();
    },
  );

  it('gives back every amount that can be written with nine decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), fc.integer({ min: 0, max: 999_999_999 }), (whole, fraction) => {
        const written = Number(`${whole}.${String(fraction).padStart(9, '0')}`);
        expect(usdToNanos(written)).toBe(whole * 1_000_000_000 + fraction);
      }),
    );
  });
});

describe('formatUsd', () => {
  it.each([
    [35_000_000, '$0.035'],
    [1_000_000_000, '$1.00'],
    [1_500_000_000, '$1.50'],
    [1, '$0.000000001'],
    [0, '$0.00'],
    [123_456_789_012, '$123.456789012'],
  ])('writes %d nanodollars as %s', (nanos, text) => {
    expect(formatUsd(nanos)).toBe(text);
  });
});
