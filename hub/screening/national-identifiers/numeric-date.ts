import { isDigit, unitAt } from '../ascii-class.ts';
import { contextLength, precededBy } from '../context.ts';
import { chars, notBefore, notFollowedBy, optional, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthsBetween } from '../runs.ts';
import { atDigits } from '../starts.ts';
import { isDate } from './calendar.ts';
import { minutes, offset } from './clock.ts';

const separator = chars('\\-/.');
const time = seq(chars('Tt'), chars('0-9', 2), minutes, optional(offset));
const shape = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)/;
/** Dots and a year in two digits are a version more often than a date, unless every part has two digits. */
const shortDotted = /^(?!\d\d\.\d\d\.)\d{1,2}\.\d{1,2}\.\d\d$/;
const dateWords =
  /\b(?:today|yesterday|tomorrow|dated?|day|on|am|vom|den|seit|bis|born|dob|geb(?:oren)?|until|since|from|due|datum|by)\.?(?: (?:is|was|of|am|on))?:? $/i;
const monthAndYear = /^(?:0?[1-9]|1[0-2])\/(?:19|20)\d\d$/;

/** Dates in numbers, of either order, with a time as ISO 8601 and RFC 3339 join it: 2031-04-09T08:15Z, 9.4.2031, 4/29/31; a month as 4/2031. */
export const numericDate = patternDetector({
  name: 'numeric-date',
  type: 'DATE_TIME',
  starts: atDigits({
    lengths: lengthsBetween(1, 4),
    // A number, a version or an address goes on before a date that is none, and an amount has its sign there.
    notAfter: 'A-Za-z0-9_.,/\\-+$',
    next: '\\-/.',
    holds: (text, _start, end) => isDigit(unitAt(text, end + 1)),
  }),
  pattern: seq(
    start('0-9', 'A-Za-z0-9_'),
    chars('0-9', 0, 3),
    separator,
    chars('0-9', 1, 4),
    optional(seq(separator, chars('0-9', 1, 4))),
    optional(time),
    notBefore('0-9A-Za-z_'),
    notFollowedBy(seq(chars('.,'), chars('0-9'))),
  ),
  check(text, start, end) {
    const before = text[start - 1] ?? ' ';
    // A version, an address or a telephone number goes on where a date ends.
    if ('€£'.includes(before) || '/-'.includes(text[end] ?? ' ')) return undefined;
    const written = text.slice(start, end);
    if (shortDotted.test(written) && !precededBy(text, start, dateWords)) return undefined;
    return isNumericDate(written) ? { start, end } : undefined;
  },
  lookBehind: contextLength,
});

function isNumericDate(written: string): boolean {
  const [, first = '', separator = '', middle = '', last = ''] = shape.exec(written) ?? [];
  if (first === '') return monthAndYear.test(written);
  const [a, b, c] = [Number(first), Number(middle), Number(last)];
  if (first.length === 4) return isYear(a) && separator !== '' && last.length < 3 && isDate(a, b, c);
  if (first.length === 3 || !(last.length === 4 ? isYear(c) : last.length === 2)) return false;
  return isDate(c, b, a) || isDate(c, a, b);
}

function isYear(year: number): boolean {
  return year >= 1600 && year < 2200;
}
