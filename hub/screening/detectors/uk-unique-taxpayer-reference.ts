import { digitsOf, utrCheckDigit } from '../checksums.ts';
import { contextLength, precededBy, shortestWord } from '../context.ts';
import { chars, notBefore, optional, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { atDigits } from '../starts.ts';

const contextWords =
  /\b(?:utr|u\.t\.r\.?|unique tax(?:payer)?|tax(?:payer)?(?:'s)? reference|self[ -]assessment)\b[^\n0-9]{0,24}$/i;

/** Unique Taxpayer References: ten digits, the first a check digit, with a K after them or not, after words such as "UTR". Source: HMRC. */
export const ukUniqueTaxpayerReference = patternDetector({
  name: 'uk-unique-taxpayer-reference',
  type: 'UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER',
  starts: atDigits({
    lengths: lengthBits(10),
    notAfter: '0-9.,\\-',
    room: shortestWord,
    or: [{ lengths: lengthBits(5), next: ' \\-' }],
  }),
  pattern: seq(
    start('0-9', '0-9.,\\-'),
    chars('0-9', 4),
    chars(' \\-', 0, 1),
    chars('0-9', 5),
    optional(chars('Kk')),
    notBefore('A-Za-z0-9'),
  ),
  check: (text, start, end) =>
    utrCheckDigit(digitsOf(text, start, end)) && precededBy(text, start, contextWords) ? { start, end } : undefined,
  lookBehind: contextLength,
});
