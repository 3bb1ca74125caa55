import { digitsOf, luhn } from '../checksums.ts';
import { chars, either, repeat, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';

/** Issuer identification numbers by first six digits, and the lengths of their cards. Source: ISO/IEC 7812 registrants' published ranges. */
const issuers: readonly { readonly from: number; readonly to: number; readonly lengths: readonly number[] }[] = [
  { from: 400000, to: 499999, lengths: [19, 16, 13] }, // Visa
  { from: 510000, to: 559999, lengths: [16] }, // Mastercard
  { from: 222100, to: 272099, lengths: [16] }, // Mastercard, series 2
  { from: 340000, to: 349999, lengths: [15] }, // American Express
  { from: 370000, to: 379999, lengths: [15] }, // American Express
  { from: 300000, to: 305999, lengths: [16, 14] }, // Diners Club
  { from: 360000, to: 369999, lengths: [16, 14] }, // Diners Club
  { from: 380000, to: 399999, lengths: [16, 14] }, // Diners Club
  { from: 350000, to: 359999, lengths: [19, 16] }, // JCB (3528 to 3589, and what test data take for it)
  { from: 180000, to: 180099, lengths: [15] }, // JCB, older
  { from: 213100, to: 213199, lengths: [15] }, // JCB, older
  { from: 601100, to: 601199, lengths: [19, 16] }, // Discover
  { from: 644000, to: 659999, lengths: [19, 16] }, // Discover
  { from: 620000, to: 629999, lengths: [19, 18, 17, 16] }, // UnionPay
  { from: 810000, to: 817199, lengths: [19, 16] }, // UnionPay, RuPay
  { from: 500000, to: 509999, lengths: [19, 18, 17, 16, 15, 14, 13, 12] }, // Maestro
  { from: 560000, to: 589999, lengths: [19, 18, 17, 16, 15, 14, 13, 12] }, // Maestro
  { from: 670000, to: 679999, lengths: [19, 18, 17, 16, 15, 14, 13, 12] }, // Maestro
  { from: 220000, to: 220499, lengths: [19, 18, 17, 16] }, // Mir
  { from: 122000, to: 122099, lengths: [15] }, // UATP
];

/** Payment card numbers (ISO/IEC 7812): issuer range, length and Luhn, with spaces, dots or dashes between digits or not. */
export const paymentCard = patternDetector({
  name: 'payment-card',
  type: 'CREDIT_DEBIT_CARD_NUMBER',
  // One digit more than the longest card, so that whether a digit follows the nineteenth is always known.
  pattern: seq(
    either(start('34568', '0-9'), seq(start('1', '0-9'), chars('28')), seq(start('2', '0-9'), chars('1237'))),
    repeat(seq(chars(' .\\-', 0, 1), chars('0-9')), 10, 19),
  ),
  check: cardAt,
});

function cardAt(text: string, start: number, end: number): Span | undefined {
  const prefix = firstDigits(text, start, end);
  const issuer = issuers.find((range) => prefix >= range.from && prefix <= range.to);
  if (issuer === undefined) return undefined;
  const digits = digitsOf(text, start, end);
  for (const length of issuer.lengths) {
    if (length > digits.length || !luhn(digits, length)) continue;
    const cardEnd = endOfDigit(text, start, length);
    if (cardEnd === end || !isDigit(text, cardEnd))
      return isRepeated(digits, length) ? undefined : { start, end: cardEnd };
  }
  return undefined;
}

/** The issuer identification number: six digits. */
function firstDigits(text: string, start: number, end: number): number {
  let prefix = 0;
  for (let at = start, seen = 0; at < end && seen < 6; at += 1) {
    if (!isDigit(text, at)) continue;
    prefix = prefix * 10 + text.charCodeAt(at) - 48;
    seen += 1;
  }
  return prefix;
}

/** Offset right after the n-th digit. */
function endOfDigit(text: string, start: number, n: number): number {
  let at = start;
  for (let seen = 0; seen < n; at += 1) if (isDigit(text, at)) seen += 1;
  return at;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function isRepeated(digits: readonly number[], length: number): boolean {
  for (let at = 1; at < length; at += 1) if (digits[at] !== digits[0]) return false;
  return true;
}
