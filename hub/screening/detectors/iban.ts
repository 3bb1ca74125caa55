import { isAlphanumeric, isCapital, isDigit, isLetter } from '../ascii-class.ts';
import { mod97 } from '../checksums.ts';
import { chars, repeat, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';
import { lengthsBetween } from '../runs.ts';
import { beforeDigits } from '../starts.ts';

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

/** The same by the two letters as a number, so that no string is made to look one up. */
const lengthOf = new Uint8Array(26 * 26);
for (const [country, length] of lengths) lengthOf[pairOf(country, 0)] = length;

const [digit, small, capital] = [1, 2, 4];
const kindOf = Uint8Array.from({ length: 128 }, (_, unit) => {
  if (isDigit(unit)) return digit;
  if (isCapital(unit)) return capital;
  return isLetter(unit) ? small : 0;
});

/** International bank account numbers (ISO 13616): country length and MOD 97-10, with a space or dash between characters or not. */
export const iban = patternDetector({
  name: 'iban',
  type: 'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  ignoreCase: true,
  starts: beforeDigits({ lengths: lengthsBetween(2), after: 'A-Za-z', letters: 2, lead: 2, begin }),
  // One character more than the longest IBAN, so that whether one follows it is always known.
  pattern: seq(
    start('A-Z', 'A-Z0-9'),
    chars('A-Z'),
    chars('0-9', 2),
    repeat(seq(chars(' \\-', 0, 1), chars('A-Z0-9')), 11, 30),
  ),
  matchAt: ibanAt,
});

function begin(text: string, start: number, _end: number, from: number): number {
  const first = start - 2;
  if (first < from || isAlphanumeric(text.charCodeAt(first - 1))) return -1;
  if (!isLetter(text.charCodeAt(first)) || !isLetter(text.charCodeAt(first + 1))) return -1;
  return lengthOf[pairOf(text, first)] === 0 || ibanAt(text, first) === undefined ? -1 : first;
}

/** Two letters, large or small, as a number. */
function pairOf(text: string, at: number): number {
  return ((text.charCodeAt(at) & 31) - 1) * 26 + (text.charCodeAt(at + 1) & 31) - 1;
}

function ibanAt(text: string, start: number): Span | undefined {
  const length = lengthOf[pairOf(text, start)] ?? 0;
  let kinds = 0;
  let at = start;
  for (let count = 0; count < length; count += 1) {
    if (isSeparator(text.charCodeAt(at))) at += 1;
    const unit = text.charCodeAt(at);
    const kind = unit < 128 ? (kindOf[unit] ?? 0) : 0;
    if (kind === 0) return undefined;
    kinds |= kind;
    at += 1;
  }
  // All capitals or all small: mixed case is how base64 looks, not how people write an account number.
  if (kinds === (digit | small | capital) || isAlphanumeric(text.charCodeAt(at))) return undefined;
  return mod97(text, start, at) ? { start, end: at } : undefined;
}

function isSeparator(unit: number): boolean {
  return unit === 32 || unit === 45;
}
