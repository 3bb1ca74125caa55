import { asciiClass, isIn, isLetter, unitAt } from '../ascii-class.ts';
import { chars, either, notBefore, optional, seq, start, word } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits, lengthsBetween } from '../runs.ts';
import { atDigits, beforeDigits } from '../starts.ts';
import { isDate } from './calendar.ts';
import { isAmbiguousMonth, monthOf } from './month-names.ts';

const letters = 'A-Za-zÀ-ÿ';
const year = seq(chars('0-9', 2, 4), notBefore('0-9'));
const ordinal = either(word('st', 'nd', 'rd', 'th'), chars('.º'));
const particle = word('of ', 'de ', 'du ', 'di ');
const leapYear = 2000;
const reachBack = 8;
const longestMonth = 10;

const dayFirstShape = /^(\d{1,2})(?:st|nd|rd|th|[.º])?([ /-]{0,2})(?:(?:of|de|du|di) )?([A-Za-zÀ-ÿ]+)(.*)$/;

/** A day and the name of a month: 9-Apr, 9th of April 2031, 9 de abril de 2031, 24. Dezember. */
export const dayFirstDate = patternDetector({
  name: 'day-first-date',
  type: 'DATE_TIME',
  starts: atDigits({
    lengths: lengthsBetween(1, 2),
    notAfter: 'A-Za-z0-9_.,/\\-',
    // A letter, of an ordinal or of a month, or what divides the two.
    next: 'A-Za-z',
    or: [{ next: ' ./\\-', second: 'A-Za-z ./\\-' }],
    holds: (text, _start, end) => hasLetterSoon(text, end),
  }),
  pattern: seq(
    start('0-9', 'A-Za-z0-9_.,/\\-'),
    chars('0-9', 0, 1),
    optional(ordinal),
    chars(' /\\-', 0, 2),
    optional(particle),
    chars(letters, 3, 10),
    notBefore(letters),
    optional(seq(chars(' ,./\\-', 1, 2), optional(particle), year)),
    notBefore('0-9A-Za-z_'),
  ),
  check(text, start, end) {
    const [, day = '', between = '', name = '', rest = ''] = dayFirstShape.exec(text.slice(start, end)) ?? [];
    const month = monthOf(name);
    if (month === undefined || !isDate(leapYear, month, Number(day))) return undefined;
    return isAmbiguousMonth(name) && between === ' ' && rest === '' ? undefined : { start, end };
  },
});

const monthFirstShape = /^([A-Za-zÀ-ÿ]+)\.?([ -])(\d+)/;

/** The name of a month and a day or a year: April 9th, 2031, Dec. 24, Januar 2024. */
export const monthFirstDate = patternDetector({
  name: 'month-first-date',
  type: 'DATE_TIME',
  starts: beforeDigits({
    lengths: lengthBits(1, 2, 4),
    after: ' \\-',
    room: 4,
    lead: longestMonth + 2,
    begin: monthBefore,
  }),
  pattern: seq(
    start('ADEFGJLMNOS', 'A-Za-z0-9_'),
    chars(letters, 2, 9),
    chars('.', 0, 1),
    chars(' \\-'),
    either(
      seq(chars('0-9', 4), notBefore('0-9')),
      seq(
        chars('0-9', 1, 2),
        notBefore('0-9'),
        optional(word('st', 'nd', 'rd', 'th')),
        optional(seq(chars(' ,', 1, 2), chars('0-9', 4), notBefore('0-9'))),
      ),
    ),
    notBefore('0-9A-Za-z_'),
  ),
  check(text, start, end) {
    // The day before the month makes it the other form.
    if (/\d(?:st|nd|rd|th|\.)?[ /-](?:of )?$/.test(text.slice(Math.max(0, start - reachBack), start))) return undefined;
    const [, name = '', hyphen, number = ''] = monthFirstShape.exec(text.slice(start, end)) ?? [];
    const month = monthOf(name);
    if (month === undefined) return undefined;
    const fits =
      number.length === 4
        ? /^(?:1[6-9]|2[01])/.test(number)
        : isDate(leapYear, month, Number(number)) || hyphen === '-';
    return fits ? { start, end } : undefined;
  },
  lookBehind: reachBack,
});

const [space, hyphen, dot] = [32, 45, 46];
const dividers = asciiClass(' ./\\-');
const initials = asciiClass('ADEFGJLMNOS');
const wordMembers = asciiClass('A-Za-z0-9_');

/** Where the name of a month can begin, with a blank or a hyphen between it and the digits, and a dot or none before that. */
function monthBefore(text: string, start: number, _end: number, from: number): number {
  const divider = unitAt(text, start - 1);
  if (divider !== space && divider !== hyphen) return -1;
  const end = unitAt(text, start - 2) === dot ? start - 2 : start - 1;
  const least = Math.max(from, end - longestMonth);
  let found = -1;
  for (let at = end - 1; at >= least && isMonthLetter(unitAt(text, at)); at -= 1) {
    if (isIn(initials, unitAt(text, at)) && !isIn(wordMembers, unitAt(text, at - 1))) found = at;
  }
  return found;
}

/** Behind the dot of an ordinal and two characters that divide, what comes is a letter, or a sign that is none of ASCII. */
function hasLetterSoon(text: string, end: number): boolean {
  let at = end;
  while (at - end < 3 && isIn(dividers, unitAt(text, at))) at += 1;
  const unit = unitAt(text, at);
  return isLetter(unit) || unit > 127;
}

function isMonthLetter(unit: number): boolean {
  return isLetter(unit) || (unit >= 0xc0 && unit <= 0xff);
}
