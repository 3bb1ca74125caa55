import { digitsOf, luhn } from '../checksums.ts';
import { contextLength, mayBeTold, precededBy, shortestWord, standsAlone } from '../context.ts';
import { chars, either, notBefore, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { atDigits } from '../starts.ts';

const grouped = (separator: string) =>
  seq(chars('0-9', 2), chars(separator), chars('0-9', 3), chars(separator), chars('0-9', 3));
const plainLength = 9;
const threes = [3, 3];
const contextWords = /\b(?:sin|s\.i\.n\.?|social insurance|nas|n\.a\.s\.?|assurance[ -]sociale)\b[^\n0-9]{0,24}$/i;

/**
 * Canadian Social Insurance Numbers: nine digits, first not 0 or 8, Luhn (Service Canada, "SIN Code of Practice"). Dashes between groups of three tell them from
 * other numbers; spaces, as in any large number, and none at all need words such as "SIN", or a number that stands alone.
 */
export const caSocialInsuranceNumber = patternDetector({
  name: 'ca-social-insurance-number',
  type: 'CA_SOCIAL_INSURANCE_NUMBER',
  starts: atDigits({
    lengths: lengthBits(plainLength),
    room: shortestWord,
    notAfter: '0-9.,\\-',
    first: '1-79',
    or: [{ lengths: lengthBits(3), room: 0, next: ' \\-' }],
    holds: (text, start, end, { digits }, at) =>
      end - start === plainLength ||
      ((text[end] === '-' || mayBeTold(text, start, digits.endBefore(at))) && digits.goesOn(at, threes)),
  }),
  pattern: seq(start('1-79', '0-9.,\\-'), either(grouped('\\-'), grouped(' '), chars('0-9', 8)), notBefore('0-9\\-')),
  check: insuranceNumberAt,
  lookBehind: contextLength,
});

function insuranceNumberAt(text: string, start: number, end: number): Span | undefined {
  if (!luhn(digitsOf(text, start, end))) return undefined;
  const separator = text[start + 3];
  const told =
    separator === '-' || precededBy(text, start, contextWords) || (separator === ' ' && standsAlone(text, start, end));
  return told ? { start, end } : undefined;
}
