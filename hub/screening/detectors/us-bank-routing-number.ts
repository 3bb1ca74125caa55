import { abaChecksum, digitsOf } from '../checksums.ts';
import { contextLength, mayBeTold, precededBy, standsAlone } from '../context.ts';
import { chars, either, notBefore, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';
import { lengthBits } from '../runs.ts';
import { atDigits } from '../starts.ts';

const plainLength = 9;
const contextWords = /\b(?:aba|routing|rtn|transit|fedwire|wire|ach)\b[^\n0-9]{0,24}$/i;
const dashed = seq(chars('0-9', 3), chars('\\-'), chars('0-9', 4), chars('\\-'), chars('0-9'));

/**
 * American Bankers Association routing numbers: Federal Reserve district (01 to 12, thrifts 21 to 32, electronic 61 to 72), traveller's cheques (80) or
 * the government (00), and the checksum. In the middle of a text only after words such as "routing", or with the dashes of a cheque.
 */
export const usBankRoutingNumber = patternDetector({
  name: 'us-bank-routing-number',
  type: 'US_BANK_ROUTING_NUMBER',
  starts: atDigits({
    lengths: lengthBits(plainLength),
    notAfter: '0-9.\\-',
    first: '0-36-8',
    or: [{ lengths: lengthBits(4), next: '\\-' }],
    holds: (text, start, end, { digits }, at) =>
      end - start === plainLength ? mayBeTold(text, start, digits.endBefore(at)) : digits.goesOn(at, [4, 1]),
  }),
  pattern: seq(start('0-36-8', '0-9.\\-'), either(chars('0-9', 8), dashed), notBefore('0-9\\-')),
  check: routingNumberAt,
  lookBehind: contextLength,
});

function routingNumberAt(text: string, start: number, end: number): Span | undefined {
  const digits = digitsOf(text, start, end);
  const district = (digits[0] ?? 0) * 10 + (digits[1] ?? 0);
  const known =
    district <= 12 || (district >= 21 && district <= 32) || (district >= 61 && district <= 72) || district === 80;
  if (!known || !abaChecksum(digits) || digits.every((digit) => digit === 0)) return undefined;
  const told = end - start > plainLength || precededBy(text, start, contextWords) || standsAlone(text, start, end);
  return told ? { start, end } : undefined;
}
