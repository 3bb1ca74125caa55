/**
 * Numbers as they are written and as they are meant. One text can have two readings (`1,234` is over a thousand in English and a little over one in German), and a figure is
 * taken for supported if any of its readings stands in a source.
 */
const separator = /[.,'’ \u00a0\u2009\u202f]/u;
const grouped = /^\d{1,3}([.,'’ \u00a0\u2009\u202f])\d{3}(?:\1\d{3})*$/u;
/** 12,34,567 as in India. */
const lakh = /^\d{1,3}(?:,\d{2})+,\d{3}$/;

/** Every reading as a canonical decimal: no separators, no zeros that say nothing. None where it is no one number (`4.2.1`, `12,34,56`). */
export function readingsOf(written: string): readonly string[] {
  if (!separator.test(written)) return [canonical(written, '')];
  const readings = new Set<string>();
  if (isGrouped(written)) readings.add(canonical(digitsOf(written), ''));
  const at = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
  const whole = written.slice(0, Math.max(at, 0));
  const fraction = written.slice(at + 1);
  const plain = /^\d+$/.test(whole) || (isGrouped(whole) && !whole.includes(written[at] ?? ''));
  if (plain && /^\d+$/.test(fraction)) readings.add(canonical(digitsOf(whole), fraction));
  return [...readings];
}

/** `value` × 10^`power`, where the power may be negative. */
export function scaled(value: string, power: number): string {
  const [whole = '', fraction = ''] = value.split('.');
  if (power < 0) {
    const padded = whole.padStart(1 - power, '0');
    return canonical(padded.slice(0, power), padded.slice(power) + fraction);
  }
  const digits = fraction.padEnd(power, '0');
  return canonical(whole + digits.slice(0, power), digits.slice(power));
}

/** The runs of digits of something that is no one number. */
export function piecesOf(written: string): readonly string[] {
  return written
    .split(/\D+/)
    .filter((piece) => piece !== '')
    .map((piece) => canonical(piece, ''));
}

function isGrouped(text: string): boolean {
  return grouped.test(text) || lakh.test(text);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function canonical(whole: string, fraction: string): string {
  const left = whole.replace(/^0+(?=\d)/, '');
  const right = withoutZerosAtEnd(fraction);
  return right === '' ? left : `${left}.${right}`;
}

/** By hand: a pattern that looks for zeros at the end tries every run of zeros before it. */
function withoutZerosAtEnd(fraction: string): string {
  let end = fraction.length;
  while (end > 0 && fraction.charCodeAt(end - 1) === 48) end -= 1;
  return fraction.slice(0, end);
}
