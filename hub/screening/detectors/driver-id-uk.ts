import { isAlphanumeric, isLetter, unitAt } from '../ascii-class.ts';
import { chars, notBefore, optional, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthsBetween } from '../runs.ts';
import { beforeDigits } from '../starts.ts';

const space = chars(' ', 0, 1);
const surnameLength = 5;
const dateLength = 6;
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Driving licence numbers of Great Britain: five letters of the surname filled up with 9s; decade, month (+ 50 for women), day and year of birth; two initials (9 for
 * none), a digit that tells namesakes apart, two check letters; two digits of issue or not. Source: DVLA, "Driver number format".
 */
export const driverIdUk = patternDetector({
  name: 'driver-id-uk',
  type: 'DRIVER_ID',
  ignoreCase: true,
  starts: beforeDigits({
    lengths: lengthsBetween(dateLength, surnameLength - 1 + dateLength),
    after: 'A-Za-z ',
    next: 'A-Za-z ',
    or: [{ lengths: lengthsBetween(1, surnameLength - 1), first: '9', next: ' ' }],
    lead: surnameLength + 1,
    begin: surname,
  }),
  pattern: seq(
    start('A-Z', 'A-Z0-9'),
    chars('A-Z9', 4),
    space,
    chars('0-9'),
    chars('0156'),
    chars('0-9'),
    chars('0-3'),
    chars('0-9', 2),
    space,
    chars('A-Z'),
    chars('A-Z9'),
    chars('A-Z0-9'),
    chars('A-Z', 2),
    optional(seq(space, chars('0-9', 2))),
    notBefore('A-Z0-9'),
  ),
  check(text, start, end) {
    const number = text.slice(start, end).replaceAll(' ', '');
    const month = Number(number.slice(6, 8)) % 50;
    const day = Number(number.slice(8, 10));
    const filled = /^[A-Z]+9*$/i.test(number.slice(0, 5));
    return filled && day >= 1 && day <= (daysInMonth[month - 1] ?? 0) ? { start, end } : undefined;
  },
});

/** The first digits are those of the date, the 9s that fill up a short surname, or both in one run. */
function surname(text: string, start: number, end: number, from: number): number {
  const length = end - start;
  let first = start - surnameLength + (length < dateLength ? length : length - dateLength);
  if (length === dateLength && text[start - 1] === ' ') first -= 1;
  if (first < from || isAlphanumeric(unitAt(text, first - 1))) return -1;
  return isLetter(unitAt(text, first)) ? first : -1;
}
