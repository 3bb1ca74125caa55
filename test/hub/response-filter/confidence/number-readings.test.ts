import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readingsOf, scaled } from '../../../../hub/response-filter/confidence/number-readings.ts';

describe('a written number', () => {
  it.each([
    ['7', ['7']],
    ['007', ['7']],
    ['1,234.50', ['1234.5']],
    ['1.234,50', ['1234.5']],
    ["1'234.5", ['1234.5']],
    ['1 234 567,8', ['1234567.8']],
    ['12,34,567', ['1234567']],
    ['1,234', ['1234', '1.234']],
    ['1.234.567', ['1234567']],
    ['0.50', ['0.5']],
    ['3.0', ['3']],
    ['4.2.1', []],
    ['12,34,56', []],
    ['1,234,56', []],
  ])('%s can mean %j', (written, readings) => {
    expect(readingsOf(written)).toEqual(readings);
  });

  it('means what was meant, in every style', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), fc.integer({ min: 1, max: 99 }), (whole, cents) => {
        const meant = String(Number(`${whole}.${String(cents).padStart(2, '0')}`));
        for (const locale of ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN', 'pt-BR']) {
          const written = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(Number(meant));
          expect(readingsOf(written)).toContain(meant);
        }
      }),
    );
  });

  it.each([
    ['1.2345', 6, '1234500'],
    ['5', 3, '5000'],
    ['0.5', 0, '0.5'],
    ['4.25', -2, '0.0425'],
    ['250', -2, '2.5'],
    ['0', -2, '0'],
  ])('%s × 10^%i is %s', (value, power, result) => {
    expect(scaled(value, power)).toBe(result);
  });
});
