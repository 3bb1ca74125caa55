import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { luhn } from '../../../../hub/screening/checksums.ts';
import { type Detector, findAll } from '../../../../hub/screening/detector.ts';
import { caSocialInsuranceNumber } from '../../../../hub/screening/detectors/ca-social-insurance-number.ts';
import { iban } from '../../../../hub/screening/detectors/iban.ts';
import { paymentCard } from '../../../../hub/screening/detectors/payment-card.ts';
import { usSsn } from '../../../../hub/screening/detectors/us-ssn.ts';

// Detectors work on runs of digits and their sums. What they find in dense texts is what a plain reading of each place finds.

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const cardLike = fc
  .tuple(fc.constantFrom('4', '51', '37', '6011'), digits(15))
  .map((parts) => parts.join('').slice(0, 16));
const separator = fc.constantFrom(' ', '-', '.', '', '  ', '\n', 'x');
const text = fc
  .array(
    fc.oneof(
      digits(1),
      digits(3),
      digits(4),
      separator,
      cardLike,
      fc.constantFrom(
        '4111 1111 1111 1111',
        '046-454-286',
        '219-09-9999',
        'GB33BUKB20201555555555',
        'de89 3704 0044 0532 0130 00',
      ),
      fc.tuple(digits(3), separator, digits(3), separator, digits(3)).map((parts) => parts.join('')),
      fc.tuple(digits(3), separator, digits(2), separator, digits(4)).map((parts) => parts.join('')),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

/** The first match at each place in turn, past the one before. */
function plainReading(whole: string, expression: RegExp, isValid: (found: string) => boolean): string[] {
  const found: string[] = [];
  for (let at = 0; at < whole.length; ) {
    const sticky = new RegExp(expression, 'iy');
    sticky.lastIndex = at;
    const hit = sticky.exec(whole)?.[0];
    const isFound = hit !== undefined && isValid(hit);
    if (isFound) found.push(`${at} ${hit}`);
    at += isFound ? hit.length : 1;
  }
  return found;
}

function spansIn(detector: Detector, whole: string): string[] {
  return findAll(detector, whole).map(({ start, end }) => `${start} ${whole.slice(start, end)}`);
}

const digitsOf = (written: string) => Array.from(written.replace(/\D/g, ''), Number);

describe('in a text full of digits', () => {
  it('Social Security numbers in groups are those of a plain reading', () => {
    const form = /(?<![0-9.-])(?!000|666)[0-8]\d\d([-. ])(?!00)\d\d\1(?!0000)\d{4}(?!\d)/;
    fc.assert(
      fc.property(text, (whole) => {
        const grouped = spansIn(usSsn, whole).filter((span) => /[-. ]/.test(span.slice(span.indexOf(' ') + 1)));
        expect(grouped).toEqual(plainReading(whole, form, () => true));
      }),
      { numRuns: 2000 },
    );
  });

  it('Social Insurance numbers with dashes are those of a plain reading', () => {
    const form = /(?<![0-9.,-])[1-79]\d\d-\d{3}-\d{3}(?![\d-])/;
    fc.assert(
      fc.property(text, (whole) => {
        const dashed = spansIn(caSocialInsuranceNumber, whole).filter((span) => span.includes('-'));
        expect(dashed).toEqual(plainReading(whole, form, (found) => luhn(digitsOf(found))));
      }),
      { numRuns: 2000 },
    );
  });

  it('a card of sixteen digits is found wherever Luhn holds', () => {
    const form = /(?<!\d)5[ .-]?[1-5](?:[ .-]?\d){14}(?!\d)/;
    const isCard = (found: string) => luhn(digitsOf(found)) && new Set(digitsOf(found)).size > 1;
    fc.assert(
      fc.property(text, (whole) => {
        const mastercards = spansIn(paymentCard, whole).filter((span) => /^\d+ 5[ .-]?[1-5]/.test(span));
        const covered = plainReading(whole, form, isCard).filter((span) => !mastercards.includes(span));
        // What is not found stands in another card.
        for (const span of covered) expect(isInside(span, findAll(paymentCard, whole))).toBe(true);
        for (const span of mastercards) expect(isCard(span.slice(span.indexOf(' ') + 1))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('account numbers are those whose long division leaves 1', () => {
    const form = /(?<![A-Z0-9])(?:GB|DE)\d\d(?:[ -]?[A-Z0-9]){18}(?![A-Z0-9])/;
    const isAccount = (found: string) => {
      const plain = found.replace(/[ -]/g, '').toUpperCase();
      const number = Array.from(plain.slice(4) + plain.slice(0, 4), (sign) => Number.parseInt(sign, 36)).join('');
      return BigInt(number) % 97n === 1n && !(/[a-z]/.test(found) && /[A-Z]/.test(found));
    };
    fc.assert(
      fc.property(text, (whole) => {
        expect(spansIn(iban, whole)).toEqual(plainReading(whole, form, isAccount));
      }),
      { numRuns: 2000 },
    );
  });
});

function isInside(span: string, found: readonly { readonly start: number; readonly end: number }[]): boolean {
  const start = Number.parseInt(span, 10);
  return found.some((card) => card.start <= start && start < card.end);
}
