import { unitAt } from '../ascii-class.ts';
import { chars, notBefore, optional, seq, start, word } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits, lengthsBetween } from '../runs.ts';
import { beforeDigits } from '../starts.ts';
import { isMod11Mod10 } from './checksums.ts';

const gap = chars(' \\-.:', 0, 2);
const [d, e, h, r] = [100, 101, 104, 114];
/** `HR - B - Nr. ` */
const longestSection = 11;

/**
 * Entries of the commercial register: section A (partnerships) or B (companies), up to six digits, and letters where several courts were merged.
 * Source: Handelsregisterverordnung (HRV) §§ 3, 13; handelsregister.de.
 */
export const handelsregister = patternDetector({
  name: 'handelsregister',
  type: 'DE_HANDELSREGISTER',
  ignoreCase: true,
  starts: beforeDigits({
    lengths: lengthsBetween(1, 6),
    after: 'ABab \\-.:',
    room: 4,
    lead: longestSection,
    begin: section,
  }),
  pattern: seq(
    start('H', 'A-Za-z0-9_'),
    chars('R'),
    gap,
    chars('AB'),
    gap,
    optional(word('Nr. ', 'Nr.', 'Nr ')),
    chars('0-9', 1, 6),
    optional(seq(chars(' '), chars('A-Z', 1, 2), notBefore('A-Za-z'))),
    notBefore('A-Za-z0-9'),
  ),
});

/** VAT numbers: DE and nine digits, the first not 0, ISO/IEC 7064 MOD 11,10. Source: § 27a UStG; BZSt; European Commission, VIES FAQ 11. */
export const germanVatId = patternDetector({
  name: 'german-vat-id',
  type: 'DE_VAT_ID',
  ignoreCase: true,
  starts: beforeDigits({ lengths: lengthBits(3, 6, 9), after: 'Ee \\-', room: 2, lead: 3, begin: country }),
  pattern: seq(
    start('D', 'A-Za-z0-9_'),
    chars('E'),
    chars(' \\-', 0, 1),
    chars('1-9'),
    chars('0-9', 2),
    chars(' .', 0, 1),
    chars('0-9', 3),
    chars(' .', 0, 1),
    chars('0-9', 3),
    notBefore('A-Za-z0-9'),
  ),
  check: (text, start, end) => (isMod11Mod10(text.slice(start, end).replace(/\D/g, '')) ? { start, end } : undefined),
});

function section(text: string, start: number, _end: number, from: number): number {
  for (let at = Math.max(from, start - longestSection); at < start - 2; at += 1) if (isPair(text, at, h, r)) return at;
  return -1;
}

function country(text: string, start: number, _end: number, from: number): number {
  const first = start - (isPair(text, start - 2, d, e) ? 2 : 3);
  return first >= from && isPair(text, first, d, e) ? first : -1;
}

/** Two letters, large or small, given as small ones. */
function isPair(text: string, at: number, first: number, second: number): boolean {
  return (unitAt(text, at) | 32) === first && (unitAt(text, at + 1) | 32) === second;
}
