const zero = 48;

/** The decimal digits of a span, separators left out. */
export function digitsOf(text: string, start: number, end: number): number[] {
  const digits: number[] = [];
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit >= 0 && digit <= 9) digits.push(digit);
  }
  return digits;
}

/** Luhn (ISO/IEC 7812-1, annex B) over the first `length` digits. */
export function luhn(digits: readonly number[], length = digits.length): boolean {
  let sum = 0;
  for (let at = 0; at < length; at += 1) {
    const digit = digits[at] ?? 0;
    const doubled = (length - at) % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const [modulus, ascii] = [97, 128];
/** Where each remainder leads, by the next character: places of this table, in which each remainder has a row of characters. */
let mod97Rows: Uint16Array | undefined;

/**
 * ISO 7064 MOD 97-10 as ISO 13616 uses it for the IBAN, a step at a time: `steps[state + unit]` is the state with one character of ASCII behind the number. A number begins
 * with state 0. Letters, large or small, count 10 to 35; what is neither letter nor digit leaves the state. Of a whole IBAN, its first four characters moved to the end, `mod97Valid`.
 */
export function mod97Steps(): Uint16Array {
  mod97Rows ??= rowsOfMod97();
  return mod97Rows;
}

/** The state in which the remainder is 1. */
export const mod97Valid = ascii;

function rowsOfMod97(): Uint16Array {
  return Uint16Array.from({ length: modulus * ascii }, (_, place) => {
    const rest = Math.floor(place / ascii);
    const value = Number.parseInt(String.fromCharCode(place % ascii), 36);
    const longer = Number.isNaN(value) ? rest : rest * (value < 10 ? 10 : 100) + value;
    return (longer % modulus) * ascii;
  });
}

/** Modulus 11 of the NHS number: weights 10 to 2, the tenth digit, counted once, makes the sum a multiple of 11 (a check value of 10 is thereby impossible). Source: NHS Data Dictionary, NHS NUMBER. */
export function nhsMod11(digits: readonly number[]): boolean {
  if (digits.length !== 10) return false;
  const sum = digits.reduce((total, digit, at) => total + digit * (at === 9 ? 1 : 10 - at), 0);
  return sum % 11 === 0;
}

const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const vinValues = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';

/** Check digit at place 9 of a vehicle identification number (49 CFR 565.15(c)); letters count their place modulo 10 in the transliteration table. */
export function vinCheckDigit(vin: string): boolean {
  let sum = 0;
  for (let at = 0; at < vin.length; at += 1) sum += (vinValues.indexOf(vin[at] ?? '') % 10) * (vinWeights[at] ?? 0);
  return vin[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}

/** Checksum of American Bankers Association routing numbers: weights 3, 7, 1 over nine digits, a multiple of 10. Source: ABA, "Routing Number Policy". */
export function abaChecksum(digits: readonly number[]): boolean {
  const weights = [3, 7, 1];
  return digits.length === 9 && digits.reduce((sum, digit, at) => sum + digit * (weights[at % 3] ?? 0), 0) % 10 === 0;
}

const utrWeights = [6, 7, 8, 9, 10, 5, 4, 3, 2];

/** Check digit of a Unique Taxpayer Reference: the first of ten, from the other nine. Source: HMRC, "Unique Taxpayer Reference modulus 11 check". */
export function utrCheckDigit(digits: readonly number[]): boolean {
  if (digits.length !== 10) return false;
  const sum = utrWeights.reduce((total, weight, at) => total + weight * (digits[at + 1] ?? 0), 0);
  return '21987654321'[sum % 11] === String(digits[0]);
}

const phnWeights = [2, 4, 8, 5, 10, 9, 7, 3];

/** Check digit of British Columbia's Personal Health Number: 9, eight digits, modulus 11. Source: BC Ministry of Health, "Conformance Standards, PHN". */
export function phnCheckDigit(digits: readonly number[]): boolean {
  if (digits.length !== 10 || digits[0] !== 9) return false;
  const sum = phnWeights.reduce((total, weight, at) => total + ((weight * (digits[at + 1] ?? 0)) % 11), 0);
  return 11 - (sum % 11) === digits[9];
}

/** Check character of a German driving licence: nine characters (letters from A = 10) weighted 9 to 1, modulus 11, X for 10. Source: Fahrerlaubnis-Verordnung, Anlage 8. */
export function germanLicenceCheck(licence: string): boolean {
  let sum = 0;
  for (let at = 0; at < 9; at += 1) sum += Number.parseInt(licence[at] ?? '0', 36) * (9 - at);
  return licence[9]?.toUpperCase() === (sum % 11 === 10 ? 'X' : String(sum % 11));
}
