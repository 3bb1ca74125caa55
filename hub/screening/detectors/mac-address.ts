import { chars, either, notBefore, repeat, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const hex = '0-9a-f';
const octets = (separator: string) => seq(chars(hex), repeat(seq(chars(separator), chars(hex, 2)), 5));
const eui64 = (separator: string) => seq(chars(hex), repeat(seq(chars(separator), chars(hex, 2)), 7));
const separators = /[:-](?=[0-9a-f]{2}[:-])|\.(?=[0-9a-f]{4}\.)/gi;

/** Hardware addresses (IEEE 802 EUI-48 in colon, dash and dotted form, EUI-64 in the first two). */
export const macAddress = patternDetector({
  name: 'mac-address',
  type: 'MAC_ADDRESS',
  ignoreCase: true,
  starts(text, from) {
    separators.lastIndex = from;
    for (let hit = separators.exec(text); hit !== null; hit = separators.exec(text)) {
      const first = hit.index - (hit[0] === '.' ? 4 : 2);
      if (first >= from) return first;
    }
    return -1;
  },
  pattern: seq(
    start(hex, 'A-Za-z0-9_:.\\-'),
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
