import { isAlphanumeric, isCapital, isDigit, isLetter, unitAt } from '../ascii-class.ts';
import { mod97Steps, mod97Valid } from '../checksums.ts';
import type { Landmarks } from '../landmarks.ts';
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
for (const [country, length] of lengths) {
  lengthOf[pairOf(country.charCodeAt(0), country.charCodeAt(1))] = length;
}

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

function begin(text: string, start: number, _end: number, from: number, landmarks: Landmarks): number {
  const first = start - 2;
  if (first < from || isAlphanumeric(unitAt(text, first - 1))) return -1;
  if (!isLetter(unitAt(text, first)) || !isLetter(unitAt(text, first + 1))) return -1;
  return ibanAt(text, first, landmarks) === undefined ? -1 : first;
}

/**
 * The span of a number that begins here, its shape and its remainder found in one walk: the remainder waits for one look after the other, and the shape is
 * judged meanwhile. A list may hold the beginning of a number at every fifth character.
 */
function ibanAt(_text: string, start: number, { units }: Landmarks): Span | undefined {
  const steps = mod97Steps();
  const body = start + headLength;
  let left = lengthAt(units, start) - headLength;
  if (left < 0) return undefined;
  let kinds = kindAt(units, start) | kindAt(units, start + 1);
  let [rest, at] = [0, body];
  // The zero behind the last unit is of no kind.
  for (let last = 0; left > 0; at += 1) {
    const kind = kindAt(units, at);
    if (kind === 0 || (kind === separator && last === separator)) return undefined;
    last = kind;
    if (kind === separator) continue;
    rest = steps[rest + (units[at] as number)] as number;
    kinds |= kind;
    left -= 1;
  }
  if ((kindAt(units, at) & ~separator) !== 0 || isMixedCase(kinds)) return undefined;
  for (let head = start; head < body; head += 1) rest = steps[rest + (units[head] as number)] as number;
  return rest === mod97Valid ? { start, end: at } : undefined;
}

/** Of the country that two letters stand for, large or small; 0: of none. */
function lengthAt(units: Uint16Array, at: number): number {
  return lengthOf[pairOf(units[at] as number, units[at + 1] as number)] as number;
}

/** Two letters, large or small, as a number. */
function pairOf(first: number, second: number): number {
  return ((first & 31) - 1) * 26 + (second & 31) - 1;
}

/** Mixed case is how base64 looks, not how people write an account number. */
function isMixedCase(kinds: number): boolean {
  return (kinds & small) !== 0 && (kinds & capital) !== 0;
}

function kindAt(units: Uint16Array, at: number): number {
  const unit = units[at] as number;
  return unit < 128 ? (kindOf[unit] as number) : 0;
}
