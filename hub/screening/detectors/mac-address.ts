import { asciiClass, isIn, unitAt } from '../ascii-class.ts';
import { chars, either, notBefore, repeat, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { runEnd } from '../run-end.ts';

const hex = '0-9a-f';
const octets = (separator: string) => seq(chars(hex), repeat(seq(chars(separator), chars(hex, 2)), 5));
const eui64 = (separator: string) => seq(chars(hex), repeat(seq(chars(separator), chars(hex, 2)), 7));
const glued = 'A-Za-z0-9_:.\\-';
const members = asciiClass(glued);
const membersEnd = runEnd(glued);
const separators = /[:-](?=[0-9a-f]{2}[:-])|\.(?=[0-9a-f]{4}\.)/gi;

/** Hardware addresses (IEEE 802 EUI-48 in colon, dash and dotted form, EUI-64 in the first two). */
export const macAddress = patternDetector({
  name: 'mac-address',
  type: 'MAC_ADDRESS',
  ignoreCase: true,
  alphabet: 'A-Fa-f0-9:.\\-',
  starts: { next: firstOctet },
  pattern: seq(
    start(hex, glued),
    either(
      eui64(':'),
      eui64('\\-'),
      octets(':'),
      octets('\\-'),
      seq(chars(hex, 3), repeat(seq(chars('.'), chars(hex, 4)), 2)),
    ),
    notBefore('A-Za-z0-9_:'),
  ),
});

/** Two digits before a separator, or four before a dot, and nothing of its kind before them. */
function firstOctet(text: string, from: number): number {
  separators.lastIndex = from;
  while (separators.test(text)) {
    const separator = separators.lastIndex - 1;
    const first = separator - (text[separator] === '.' ? 4 : 2);
    if (first >= from && !isIn(members, unitAt(text, first - 1))) return first;
    // Nothing begins in the middle of what could be an address.
    separators.lastIndex = membersEnd(text, separator + 1);
  }
  return -1;
}
