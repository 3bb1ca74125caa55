/**
 * US dollars as a person writes them → whole nanodollars. Works on the decimal digits of the number (the shortest ones that mean it, so what
 * was written), never on a product of floats: 0.035 is 35,000,000 and nothing else. Undefined where the amount is negative, finer than a
 * nanodollar, or too large for an exact integer.
 */
export function usdToNanos(usd: number): number | undefined {
  const written = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(usd));
  if (written === null) return undefined;
  const [, whole = '', fraction = '', exponent = '0'] = written;
  const nanos = shiftDecimal(whole + fraction, 9 + Number(exponent) - fraction.length);
  return nanos !== undefined && Number.isSafeInteger(nanos) ? nanos : undefined;
}

/** `digits` × 10^places as a number; undefined where digits other than zero would be cut off. */
function shiftDecimal(digits: string, places: number): number | undefined {
  if (places >= 0) return Number(digits + '0'.repeat(places));
  const padded = digits.padStart(1 - places, '0');
  return /^0*$/.test(padded.slice(places)) ? Number(padded.slice(0, places)) : undefined;
}

/** Nanodollars as dollars for people, without trailing zeros: 35,000,000 → `$0.035`. */
export function formatUsd(nanos: number): string {
  const digits = String(nanos).padStart(10, '0');
  const fraction = digits.slice(-9).replace(/0+$/, '').padEnd(2, '0');
  return `$${digits.slice(0, -9)}.${fraction}`;
}
