import { isAlphanumeric, isLetter, unitAt } from '../ascii-class.ts';
import { digitsOf, luhn, phnCheckDigit } from '../checksums.ts';
import { contextLength, precededBy, shortestWord } from '../context.ts';
import { chars, notBefore, optional, repeat, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits, lengthsBetween } from '../runs.ts';
import { atDigits, beforeDigits } from '../starts.ts';

const gap = chars(' \\-', 0, 1);
const fewestDigits = 8;
const contextWords =
  /\b(?:ohip|phn|hcn|ramq|msp|mcp|ahcip|personal health|health[ -](?:card|care card|insurance number)|services card|provincial health|care card|carte soleil|(?:assurance|carte d'assurance)[ -]maladie)\b[^\n0-9]{0,26}$/i;
/** Four letters of a name: then the number is Quebec's, right or wrong. */
const nameBefore = /(?<![A-Za-z])(?!OHIP|RAMQ)[A-Z]{4}[ -]?$/;

/**
 * Canadian health numbers after words such as "health card" or "OHIP". Ontario: ten digits, Luhn, and two letters of version or none. British Columbia: ten
 * digits from 9, modulus 11. Other provinces (8, 9 or 12 digits) publish no check digit. Source: the provinces' health ministries.
 */
export const caHealthNumber = patternDetector({
  name: 'ca-health-number',
  type: 'CA_HEALTH_NUMBER',
  starts: atDigits({
    lengths: lengthsBetween(fewestDigits, 12),
    notAfter: '0-9.,\\-',
    room: shortestWord,
    or: [{ lengths: lengthsBetween(1, fewestDigits - 1), next: ' \\-', second: '0-9' }],
  }),
  pattern: seq(
    start('0-9', '0-9.,\\-'),
    repeat(seq(gap, chars('0-9')), 7, 11),
    optional(seq(gap, chars('A-Z', 2))),
    notBefore('A-Za-z0-9'),
  ),
  check(text, start, end) {
    if (!precededBy(text, start, contextWords) || precededBy(text, start, nameBefore)) return undefined;
    const digits = digitsOf(text, start, end);
    const version = /[A-Z]/.test(text[end - 1] ?? '');
    const valid =
      digits.length === 10 ? luhn(digits) || phnCheckDigit(digits) : !version && [8, 9, 12].includes(digits.length);
    return valid ? { start, end } : undefined;
  },
  lookBehind: contextLength,
});

/** Quebec's health insurance numbers: four letters of the name, date of birth (month + 50 for women), two digits. Source: RAMQ. Needs the same words. */
export const caHealthNumberQuebec = patternDetector({
  name: 'ca-health-number-quebec',
  type: 'CA_HEALTH_NUMBER',
  starts: beforeDigits({ lengths: lengthBits(4, 8), after: 'A-Za-z \\-', room: 4, lead: 5, begin: fourLetters }),
  pattern: seq(
    start('A-Za-z', 'A-Za-z0-9'),
    chars('A-Za-z', 3),
    gap,
    chars('0-9', 4),
    gap,
    chars('0-9', 4),
    notBefore('A-Za-z0-9'),
  ),
  check: (text, start, end) =>
    isBirthDate(digitsOf(text, start, end)) && precededBy(text, start, contextWords) ? { start, end } : undefined,
  lookBehind: contextLength,
});

function fourLetters(text: string, start: number, _end: number, from: number): number {
  const first = start - (isLetter(unitAt(text, start - 1)) ? 4 : 5);
  if (first < from || isAlphanumeric(unitAt(text, first - 1))) return -1;
  return isLetter(unitAt(text, first)) ? first : -1;
}

function isBirthDate(digits: readonly number[]): boolean {
  const month = ((digits[2] ?? 0) * 10 + (digits[3] ?? 0)) % 50;
  const day = (digits[4] ?? 0) * 10 + (digits[5] ?? 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
