import { chars, either, notBefore, repeat, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const hex = '0-9a-f';
const octets = (separator: string) => seq(chars(hex), repeat(seq(chars(separator), chars(hex, 2)), 5));

/** 48-bit hardware addresses (IEEE 802 EUI-48) in colon, dash and dotted form. */
export const macAddress = patternDetector({
  name: 'mac-address',
  type: 'MAC_ADDRESS',
  ignoreCase: true,
  pattern: seq(
    start(hex, 'A-Za-z0-9_:.\\-'),
    either(octets(':'), octets('\\-'), seq(chars(hex, 3), repeat(seq(chars('.'), chars(hex, 4)), 2))),
    notBefore('A-Za-z0-9_:'),
  ),
});
