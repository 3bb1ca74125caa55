import { isAlphanumeric, isCapital, isDigit, isLetter, unitAt } from '../ascii-class.ts';
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

const [digit, small, capital, separator] = [1, 2, 4, 8];
const kindOf = Uint8Array.from({ length: 128 }, (_, unit) => {
  if (unit === 32 || unit === 45) return separator;
  if (isDigit(unit)) return digit;
  if (isCapital(unit)) return capital;
  return isLetter(unit) ? small : 0;
});
/** Country and check digits, which the checksum reads last. */
const headLength = 4;

/** International bank account numbers (ISO 13616): country length and MOD 97-10, with a space or dash between characters or not. */
export const iban = patternDetector({
  name: 'iban',
  type: 'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
  ignoreCase: true,
  starts: beforeDigits({ lengths: lengthsBetween(2), after: 'A-Za-z', room: 3, lead: 2, begin }),
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
  if (first < from || isAlphanumeric(unitAt(text, first - 1))) return -1;
  if (!isLetter(unitAt(text, first)) || !isLetter(unitAt(text, first + 1))) return -1;
  return lengthOf[pairOf(text, first)] === 0 || ibanAt(text, first) === undefined ? -1 : first;
}

/** Two letters, large or small, as a number. */
function pairOf(text: string, at: number): number {
  return ((unitAt(text, at) & 31) - 1) * 26 + (unitAt(text, at + 1) & 31) - 1;
}

function ibanAt(text: string, start: number): Span | undefined {
  const end = endOf(text, start);
  if (end < 0) return undefined;
  const body = start + headLength;
  return mod97(text, start, body, mod97(text, body, end)) === 1 ? { start, end } : undefined;
}

/** Where as many letters and digits end as the country's numbers have, one space or dash between two of them or none; -1: they do not. */
function endOf(text: string, start: number): number {
  let left = (lengthOf[pairOf(text, start)] as number) - headLength;
  let kinds = kindAt(text, start) | kindAt(text, start + 1);
  let at = start + headLength;
  for (let last = 0; left > 0 && at < text.length; at += 1) {
    const kind = kindAt(text, at);
    if (kind === 0 || (kind === separator && last === separator)) return -1;
    last = kind;
    if (kind === separator) continue;
    kinds |= kind;
    left -= 1;
  }
  if (left > 0 || isAlphanumeric(unitAt(text, at))) return -1;
  // All capitals or all small: mixed case is how base64 looks, not how people write an account number.
  return (kinds & small) !== 0 && (kinds & capital) !== 0 ? -1 : at;
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 128 ? (kindOf[unit] as number) : 0;
}
