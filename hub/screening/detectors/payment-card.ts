import { isDigit, unitAt } from '../ascii-class.ts';
import type { Landmarks } from '../landmarks.ts';
import { isSeparator } from '../luhn-sums.ts';
import { chars, either, repeat, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';
import { lengthBits, lengthsBetween } from '../runs.ts';
import { atDigits } from '../starts.ts';

/** Issuer identification numbers by their first four digits, and the lengths of their cards. Source: ISO/IEC 7812 registrants' published ranges. */
const issuers: readonly { readonly from: number; readonly to: number; readonly lengths: readonly number[] }[] = [
  { from: 4000, to: 4999, lengths: [19, 16, 13] }, // Visa
  { from: 5100, to: 5599, lengths: [16] }, // Mastercard
  { from: 2221, to: 2720, lengths: [16] }, // Mastercard, series 2
  { from: 3400, to: 3499, lengths: [15] }, // American Express
  { from: 3700, to: 3799, lengths: [15] }, // American Express
  { from: 3000, to: 3059, lengths: [16, 14] }, // Diners Club
  { from: 3600, to: 3699, lengths: [16, 14] }, // Diners Club
  { from: 3800, to: 3999, lengths: [16, 14] }, // Diners Club
  { from: 3500, to: 3599, lengths: [19, 16] }, // JCB (3528 to 3589, and what test data take for it)
  { from: 1800, to: 1800, lengths: [15] }, // JCB, older
  { from: 2131, to: 2131, lengths: [15] }, // JCB, older
  { from: 6011, to: 6011, lengths: [19, 16] }, // Discover
  { from: 6440, to: 6599, lengths: [19, 16] }, // Discover
  { from: 6200, to: 6299, lengths: [19, 18, 17, 16] }, // UnionPay
  { from: 8100, to: 8171, lengths: [19, 16] }, // UnionPay, RuPay
  { from: 5000, to: 5099, lengths: [19, 18, 17, 16, 15, 14, 13, 12] }, // Maestro
  { from: 5600, to: 5899, lengths: [19, 18, 17, 16, 15, 14, 13, 12] }, // Maestro
  { from: 6700, to: 6799, lengths: [19, 18, 17, 16, 15, 14, 13, 12] }, // Maestro
  { from: 2200, to: 2204, lengths: [19, 18, 17, 16] }, // Mir
  { from: 1220, to: 1220, lengths: [15] }, // UATP
];
const zero = 48;
const issuerDigits = 4;
const [shortest, longest] = [12, 19];
/**
 * How many digits the cards have whose numbers begin so, as bits. The beginnings are numbers with a 1 before them, so that 1, 12 and 122 are three: most numbers are told apart by
 * their second or third digit.
 */
const beginnings = new Uint32Array(2 * 10 ** issuerDigits);
for (const { from, to, lengths } of issuers) {
  const bits = lengthBits(...lengths);
  for (let begin = 10 ** issuerDigits + from; begin <= 10 ** issuerDigits + to; begin += 1) {
    for (let part = begin; part > 1; part = Math.floor(part / 10)) beginnings[part] = (beginnings[part] ?? 0) | bits;
  }
}

/** Payment card numbers (ISO/IEC 7812): issuer range, length and Luhn, with spaces, dots or dashes between digits or not. */
export const paymentCard = patternDetector({
  name: 'payment-card',
  type: 'CREDIT_DEBIT_CARD_NUMBER',
  starts: atDigits({
    lengths: lengthsBetween(shortest, longest),
    notAfter: '0-9',
    first: '1-68',
    or: [{ lengths: lengthsBetween(1, longest), next: ' .\\-', second: '0-9' }],
    holds: (text, start, _end, landmarks, at) => {
      const lengths = issuedLengths(text, start);
      return lengths !== 0 && landmarks.luhn.longestAt(at, lengths) !== 0;
    },
  }),
  // One digit more than the longest card, so that whether a digit follows the nineteenth is always known.
  pattern: seq(
    either(start('34568', '0-9'), seq(start('1', '0-9'), chars('28')), seq(start('2', '0-9'), chars('1-7'))),
    repeat(seq(chars(' .\\-', 0, 1), chars('0-9')), 10, longest),
  ),
  matchAt: cardAt,
});

function cardAt(text: string, start: number, { digits, luhn }: Landmarks): Span | undefined {
  const length = luhn.longestAt(digits.from(start), issuedLengths(text, start));
  return length === 0 ? undefined : spanOf(text, start, length);
}

/** How many digits the cards of the issuer have, as bits; 0: nobody issues such numbers. */
function issuedLengths(text: string, start: number): number {
  let begin = 1;
  let at = start;
  for (let count = 0; count < issuerDigits; count += 1) {
    // Of a number that begins with 1 or 2 the second digit follows at once.
    if (count > 0 && begin !== 11 && begin !== 12 && isSeparator(unitAt(text, at))) at += 1;
    const digit = unitAt(text, at) - zero;
    if (digit < 0 || digit > 9) return 0;
    begin = begin * 10 + digit;
    if (beginnings[begin] === 0) return 0;
    at += 1;
  }
  return beginnings[begin] as number;
}

/** A number of one digit repeated is nobody's. */
function spanOf(text: string, start: number, length: number): Span | undefined {
  const first = text.charCodeAt(start);
  let isRepeated = true;
  let end = start;
  for (let seen = 0; seen < length; end += 1) {
    const unit = text.charCodeAt(end);
    if (!isDigit(unit)) continue;
    seen += 1;
    if (unit !== first) isRepeated = false;
  }
  return isRepeated ? undefined : { start, end };
}
