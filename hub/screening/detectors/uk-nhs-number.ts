import { digitsOf, nhsMod11 } from '../checksums.ts';
import { contextLength, precededBy } from '../context.ts';
import { chars, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const separator = chars(' \\-', 0, 1);
const contextWords = /\b(?:nhs|national[ -]health|health[ -](?:service|number))\b[^\n0-9]{0,24}$/i;

/** NHS numbers: ten digits, modulus 11, after words such as "NHS"; one telephone number in eleven has the same check digit. */
export const ukNhsNumber = patternDetector({
  name: 'uk-nhs-number',
  type: 'UK_NATIONAL_HEALTH_SERVICE_NUMBER',
  pattern: seq(
    start('0-9', '0-9'),
    chars('0-9', 2),
    separator,
    chars('0-9', 3),
    separator,
    chars('0-9', 4),
    notBefore('0-9'),
  ),
  check: (text, start, end) =>
    nhsMod11(digitsOf(text, start, end)) && precededBy(text, start, contextWords) ? { start, end } : undefined,
  lookBehind: contextLength,
});
