import { chars, notBefore, optional, seq, start, word } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { isMod11Mod10 } from './checksums.ts';

const gap = chars(' \\-.:', 0, 2);

/**
 * Entries of the commercial register: section A (partnerships) or B (companies), up to six digits, and letters where several courts were merged.
 * Source: Handelsregisterverordnung (HRV) §§ 3, 13; handelsregister.de.
 */
export const handelsregister = patternDetector({
  name: 'handelsregister',
  type: 'DE_HANDELSREGISTER',
  ignoreCase: true,
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
