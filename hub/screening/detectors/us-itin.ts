import { contextLength, precededBy, shortestWord } from '../context.ts';
import { chars, either, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { atDigits } from '../starts.ts';

const grouped = (separator: string) =>
  seq(chars('0-9', 2), chars(separator), chars('5-9'), chars('0-9'), chars(separator), chars('0-9', 4));

const plainLength = 9;
const contextWords = /\b(?:itin|tin|taxpayer|tax[ -]?(?:id|identification))\b[^\n0-9]{0,24}$/i;
const middle = /^9\d\d(?:5\d|6[0-5]|7\d|8[0-8]|9[0-2]|9[4-9])/;

/** Individual Taxpayer Identification Numbers: 9xx, with 50-65, 70-88, 90-92 or 94-99 in the middle. Source: IRS Internal Revenue Manual 3.21.263.1. */
export const usItin = patternDetector({
  name: 'us-itin',
  type: 'US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER',
  starts: atDigits({
    lengths: lengthBits(plainLength),
    room: shortestWord,
    notAfter: '0-9.\\-',
    first: '9',
    or: [{ lengths: lengthBits(3), room: 0, next: ' \\-' }],
    holds: (_text, start, end, { digits }, at) => end - start === plainLength || digits.goesOn(at, [2, 4]),
  }),
  pattern: seq(start('9', '0-9.\\-'), either(grouped('\\-'), grouped(' '), chars('0-9', 8)), notBefore('0-9')),
  check(text, start, end) {
    if (!middle.test(text.slice(start, end).replace(/\D/g, ''))) return undefined;
    const plain = end - start === plainLength;
    return plain && !precededBy(text, start, contextWords) ? undefined : { start, end };
  },
  lookBehind: contextLength,
});
