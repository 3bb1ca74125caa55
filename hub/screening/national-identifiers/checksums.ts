/** The digit at a place of a value of digits. */
export function digitAt(value: string, at: number): number {
  return value.charCodeAt(at) - 48;
}

/** The digits of a value times their weights, added up; as many digits as there are weights. */
export function weightedSum(value: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) sum += digitAt(value, at) * (weights[at] ?? 0);
  return sum;
}

/** The digits of a value times 1, 2, 1, 2, ... (or the weights given), each product's own digits added up. */
export function crossSum(value: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) {
    const product = digitAt(value, at) * (weights[at] ?? 0);
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum;
}

/** Luhn (ISO/IEC 7812-1, annex B) over a value of digits, the check digit last. */
export function isLuhn(value: string): boolean {
  let sum = 0;
  for (let at = 0; at < value.length; at += 1) {
    const digit = digitAt(value, at);
    const doubled = (value.length - at) % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO/IEC 7064 MOD 11,10 over a value of digits, the check digit last. */
export function isMod11Mod10(value: string): boolean {
  let product = 10;
  for (let at = 0; at < value.length - 1; at += 1) {
    const sum = (digitAt(value, at) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(value, value.length - 1);
}

/** The turns that Verhoeff's permutation gives a digit, by its place modulo 8; each row is the first one applied to the row before. */
const verhoeffTurns = verhoeffRows([1, 5, 7, 6, 2, 8, 3, 0, 9, 4]);

/** Verhoeff's check over the dihedral group D5 (J. Verhoeff, Error Detecting Decimal Codes, Mathematical Centre Tract 29, 1969), the check digit last. */
export function isVerhoeff(value: string): boolean {
  let product = 0;
  for (let place = 0; place < value.length; place += 1) {
    const turned = verhoeffTurns[place % 8]?.[digitAt(value, value.length - 1 - place)] ?? 0;
    product = timesInD5(product, turned);
  }
  return product === 0;
}

const icaoWeights = [7, 3, 1];

/** The check digit of machine-readable travel documents: weights 7, 3, 1, letters count 10 to 35. Source: ICAO Doc 9303-3, 4.9. */
export function icaoCheckDigit(value: string): string {
  let sum = 0;
  for (let at = 0; at < value.length; at += 1) sum += Number.parseInt(value[at] ?? '', 36) * (icaoWeights[at % 3] ?? 0);
  return String(sum % 10);
}

/** Rotations are 0 to 4, reflections 5 to 9. */
function timesInD5(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b - 5) % 5);
  return b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5;
}

function verhoeffRows(first: readonly number[]): readonly (readonly number[])[] {
  const rows: (readonly number[])[] = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
  while (rows.length < 8) rows.push(rows.at(-1)?.map((digit) => first[digit] ?? 0) ?? []);
  return rows;
}
