import { mod97 } from '../checksums.ts';
import { chars, repeat, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';

/** Total length by country. Source: SWIFT, IBAN Registry, release 99. */
const lengths: ReadonlyMap<string, number> = new Map(
  Object.entries({
    AD: 24,
    AE: 23,
    AL: 28,
    AT: 20,
    AZ: 28,
    BA: 20,
    BE: 16,
    BG: 22,
    BH: 22,
    BI: 27,
    BR: 29,
    BY: 28,
    CH: 21,
    CR: 22,
    CY: 28,
    CZ: 24,
    DE: 22,
    DJ: 27,
    DK: 18,
    DO: 28,
    EE: 20,
    EG: 29,
    ES: 24,
    FI: 18,
    FK: 18,
    FO: 18,
    FR: 27,
    GB: 22,
    GE: 22,
    GI: 23,
    GL: 18,
    GR: 27,
    GT: 28,
    HN: 28,
    HR: 21,
    HU: 28,
    IE: 22,
    IL: 23,
    IQ: 23,
    IS: 26,
    IT: 27,
    JO: 30,
    KW: 30,
    KZ: 20,
    LB: 28,
    LC: 32,
    LI: 21,
    LT: 20,
    LU: 20,
    LV: 21,
    LY: 25,
    MC: 27,
    MD: 24,
    ME: 22,
    MK: 19,
    MN: 20,
    MR: 27,
    MT: 31,
    MU: 30,
    NI: 28,
    NL: 18,
    NO: 15,
    OM: 23,
    PK: 24,
    PL: 28,
    PS: 29,
    PT: 25,
    QA: 29,
    RO: 24,
    RS: 22,
    RU: 33,
    SA: 24,
    SC: 31,
    SD: 18,
    SE: 24,
    SI: 19,
    SK: 24,
    SM: 27,
    SO: 23,
    ST: 25,
    SV: 28,
    TL: 23,
    TN: 24,
    TR: 26,
    UA: 29,
    VA: 22,
    VG: 24,
    XK: 20,
    YE: 30,
  }),
);

/** International bank account numbers (ISO 13616): country length and MOD 97-10, with a space or dash between characters or not. */
export const iban = patternDetector({
  name: 'iban',
  type: 'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  ignoreCase: true,
  // One character more than the longest IBAN, so that whether one follows it is always known.
  pattern: seq(
    start('A-Z', 'A-Z0-9'),
    chars('A-Z'),
    chars('0-9', 2),
    repeat(seq(chars(' \\-', 0, 1), chars('A-Z0-9')), 11, 30),
  ),
  check: ibanAt,
});

function ibanAt(text: string, start: number, end: number): Span | undefined {
  const length = lengths.get(text.slice(start, start + 2).toUpperCase());
  if (length === undefined) return undefined;
  let compact = '';
  let at = start;
  for (; at < end && compact.length < length; at += 1) if (isAlphanumeric(text, at)) compact += text[at];
  // All capitals or all small: mixed case is how base64 looks, not how people write an account number.
  const oneCase = compact === compact.toUpperCase() || compact === compact.toLowerCase();
  if (compact.length < length || !oneCase || (at < end && isAlphanumeric(text, at))) return undefined;
  return mod97(compact.toUpperCase()) ? { start, end: at } : undefined;
}

function isAlphanumeric(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}
