import { chars, either, notBefore, optional, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthsBetween } from '../runs.ts';
import { atDigits } from '../starts.ts';
import { minutes, offset } from './clock.ts';

const half = seq(chars(' ', 0, 1), chars('AaPp'), chars('.', 0, 1), chars('Mm'), notBefore('A-Za-z'));
const hours = /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?/;
const hoursOfHalf = /^(?:0?[1-9]|1[0-2])(?::[0-5]\d)?(?::[0-5]\d)? ?[ap]/i;

/** Times of day: 14:30, 09:15:30.5+01:00, 2:30 pm, 3 p.m. An hour in one digit counts with seconds or a half of the day alone (`John 3:16`). */
export const timeOfDay = patternDetector({
  name: 'time-of-day',
  type: 'DATE_TIME',
  starts: atDigits({
    lengths: lengthsBetween(1, 2),
    notAfter: 'A-Za-z0-9_.,:/+\\-',
    next: ':aApP',
    or: [{ next: ' ', second: 'aApP' }],
  }),
  pattern: seq(
    start('0-9', 'A-Za-z0-9_.,:/+\\-'),
    chars('0-9', 0, 1),
    either(seq(minutes, optional(either(half, offset))), half),
    notBefore('0-9A-Za-z_:'),
  ),
  check(text, start, end) {
    const written = text.slice(start, end);
    if (hoursOfHalf.test(written)) return { start, end };
    return hours.test(written) && /^(?:\d\d:|\d:\d\d:)/.test(written) ? { start, end } : undefined;
  },
});
