import { beforeDigits } from '../before-digits.ts';
import { chars, notBefore, optional, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const space = chars(' ', 0, 1);
/** A short surname is filled up with 9s, which join the digits of the date. */
const surname = beforeDigits({ digits: 6, letters: { members: /[A-Za-z9]/, min: 1, max: 5 } });
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Driving licence numbers of Great Britain: five letters of the surname filled up with 9s; decade, month (+ 50 for women), day and year of birth; two initials (9 for
 * none), a digit that tells namesakes apart, two check letters; two digits of issue or not. Source: DVLA, "Driver number format".
 */
export const driverIdUk = patternDetector({
  name: 'driver-id-uk',
  type: 'DRIVER_ID',
  ignoreCase: true,
  starts: surname,
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
