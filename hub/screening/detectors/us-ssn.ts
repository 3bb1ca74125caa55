import { contextLength, precededBy, shortestWord } from '../context.ts';
import { chars, either, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { atDigits } from '../starts.ts';

const grouped = (separator: string) =>
  seq(chars('0-9', 2), chars(separator), chars('0-9', 2), chars(separator), chars('0-9', 4));

const plainLength = 9;
const contextWords = /\b(?:ssn|ss#|social[ -]security)\b[^\n0-9]{0,24}$/i;

/**
 * Social Security numbers: area not 000, 666 or 9xx, group not 00, serial not 0000 (20 CFR 422.103; SSA, "Social Security Number Randomization").
 * Nine digits without separators only after words such as "SSN".
 */
export const usSsn = patternDetector({
  name: 'us-ssn',
  type: 'US_SOCIAL_SECURITY_NUMBER',
  starts: atDigits({
    lengths: lengthBits(plainLength),
    room: shortestWord,
    notAfter: '0-9.\\-',
    first: '0-8',
    or: [{ lengths: lengthBits(3), room: 0, next: ' .\\-' }],
    holds: (_text, start, end, { digits }, at) => end - start === plainLength || digits.goesOn(at, [2, 4]),
  }),
  pattern: seq(
    start('0-8', '0-9.\\-'),
    either(grouped('\\-'), grouped(' '), grouped('.'), chars('0-9', 8)),
    notBefore('0-9'),
  ),
  check(text, start, end) {
    const digits = text.slice(start, end).replace(/\D/g, '');
    if (/^(?:000|666)|^...00|0000$/.test(digits)) return undefined;
    const plain = end - start === plainLength;
    return plain && !precededBy(text, start, contextWords) ? undefined : { start, end };
  },
  lookBehind: contextLength,
});
