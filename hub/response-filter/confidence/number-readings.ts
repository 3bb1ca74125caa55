/**
 * Numbers as they are written and as they are meant. One text can have two readings (`1,234` is a thousand in English and a little over one in German), and a figure is taken
 * for supported if any of its readings stands in a source.
 */

/** Digits with what separates them: full stop, comma, apostrophe, and the spaces that are put between thousands. */
export const writtenNumber = /\d(?:[\d.,'’_]|[ \u00a0\u2009\u202f](?=\d{3}(?!\d)))*/gu;

const separators = /[.,'’_ \u00a0\u2009\u202f]/u;
const grouped = /^\d{1,3}(?:([.,'’_ \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*$/u;
/** 12,34,567 as in India. */
const lakh = /^\d{1,3}(?:,\d{2})+,\d{3}$/;

/** Every reading as a canonical decimal: no sign, no separators, no zeros that say nothing. None where it is no one number (a version, 4.2.1). */
export function readingsOf(written: string): readonly string[] {
  const text = trimEnd(written);
  if (!separators.test(text)) return [canonical(text, '')];
  const at = lastSeparator(text);
  const whole = text.slice(0, at);
  const fraction = text.slice(at + 1);
  const readings = new Set<string>();
  if (isGrouped(text)) readings.add(canonical(digitsOf(text), ''));
  const decimal = text[at] === '.' || text[at] === ',';
  if (decimal && /^\d+$/.test(fraction) && (/^\d+$/.test(whole) || isGroupedBy(whole, text[at] ?? ''))) {
    readings.add(canonical(digitsOf(whole), fraction));
  }
  return [...readings];
}

/** `value` × 10^`power`. */
export function scaled(value: string, power: number): string {
  const [whole = '', fraction = ''] = value.split('.');
  const digits = fraction.padEnd(power, '0');
  return canonical(whole + digits.slice(0, power), digits.slice(power));
}

/** A number at the end of a sentence or before a comma: the last sign is no part of it. */
export function trimEnd(written: string): string {
  return /\d$/.test(written) ? written : trimEnd(written.slice(0, -1));
}

function isGrouped(text: string): boolean {
  return grouped.test(text) || lakh.test(text);
}

/** The whole part is grouped by another sign than the one before the fraction. */
function isGroupedBy(whole: string, decimalSign: string): boolean {
  return isGrouped(whole) && !whole.includes(decimalSign);
}

function lastSeparator(text: string): number {
  for (let at = text.length - 1; at > 0; at -= 1) if (separators.test(text[at] ?? '')) return at;
  return text.length;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function canonical(whole: string, fraction: string): string {
  const left = whole.replace(/^0+(?=\d)/, '') || '0';
  const right = trailingZeros(fraction);
  return right === '' ? left : `${left}.${right}`;
}

/** By hand: a pattern that looks for zeros at the end tries every run of zeros before it. */
function trailingZeros(fraction: string): string {
  let end = fraction.length;
  while (end > 0 && fraction.charCodeAt(end - 1) === 48) end -= 1;
  return fraction.slice(0, end);
}
