import { digitsOf, nhsMod11 } from '../checksums.ts';
import { contextLength, mayBeTold, precededBy, standsAlone } from '../context.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { atDigits } from '../starts.ts';

const separator = chars(' \\-', 0, 1);
const contextWords = /\b(?:nhs|national[ -]health|health[ -](?:service|number))\b[^\n0-9]{0,24}$/i;

/**
 * NHS numbers: ten digits, modulus 11. One telephone number in eleven has the same check digit: so in groups of 3, 3 and 4 between
 * spaces, as the NHS writes it, after words such as "NHS", or standing alone. Source: NHS Data Dictionary, NHS NUMBER.
 */
export const ukNhsNumber = patternDetector({
  name: 'uk-nhs-number',
  type: 'UK_NATIONAL_HEALTH_SERVICE_NUMBER',
  starts: atDigits({
    lengths: lengthBits(10),
    notAfter: '0-9.,+\\-',
    or: [{ lengths: lengthBits(3, 6), next: ' \\-' }],
    holds(text, start, end, { digits }, at) {
      if (end - start === 3 && digits.goesOn(at, [3, 4])) return true;
      if (!mayBeTold(text, start, digits.endBefore(at))) return false;
      return end - start === 10 || digits.goesOn(at, end - start === 3 ? [7] : [4]);
    },
  }),
  pattern: seq(
    start('0-9', '0-9.,+\\-'),
    chars('0-9', 2),
    separator,
    chars('0-9', 3),
    separator,
    chars('0-9', 4),
    notBefore('0-9'),
  ),
  check(text, start, end) {
    const digits = digitsOf(text, start, end);
    if (!nhsMod11(digits) || digits.every((digit) => digit === digits[0])) return undefined;
    const told = precededBy(text, start, contextWords) || standsAlone(text, start, end);
    return told || isGrouped(text.slice(start, end)) ? { start, end } : undefined;
  },
  lookBehind: contextLength,
});

function isGrouped(number: string): boolean {
  return number[3] === ' ' && number[7] === ' ';
}
