import { chars, either, notBefore, optional, seq, start, word } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';

const blank = chars(' _\\-', 0, 1);
const possessive = chars("'\u2019", 0, 1);
/** How far after its words the number may stand. */
const distance = 56;

const english = seq(
  word('river', 'riving'),
  possessive,
  chars('s', 0, 1),
  possessive,
  blank,
  either(seq(word('licen'), chars('cs'), chars('e')), word('permit'), word('lic')),
);
const german = seq(chars('\u00fcu'), chars('e', 0, 1), word('hrerschein'));
const romance = either(word('atente'), word('ermis de conduire'), word('ermiso de conducir'));
const licence = either(
  seq(start('d', 'a-z'), english),
  seq(start('f', 'a-z'), german),
  seq(start('p', 'a-z'), romance),
  seq(start('l', 'a-z'), word('icencia de conducir')),
);
const token =
  /(?<![A-Za-z0-9*.,/-])[A-Za-z]{0,7}[0-9*][A-Za-z0-9*-]{1,18}(?: [0-9]{2,5}(?![0-9A-Za-z])){0,3}(?![A-Za-z0-9*-])/g;
const threeDigits = /\d[A-Z*-]?\d[A-Z*-]?\d/i;

/**
 * Driving licence numbers of the United States and others, whose forms are as many as their issuers (AAMVA DL/ID Card Design Standard): the first token of capitals
 * and digits, with four digits at least, on the same line after words such as "driver's license". What is masked is the number.
 */
export const driverId = patternDetector({
  name: 'driver-id',
  type: 'DRIVER_ID',
  ignoreCase: true,
  // Whether the line goes on has to be known.
  pattern: seq(licence, optional(chars('s')), notBefore('a-z'), chars('^\\n', 0, distance), notBefore('')),
  check: numberAfter,
});

function numberAfter(text: string, start: number, end: number): Span | undefined {
  const window = text.slice(start, end);
  if (!threeDigits.test(window)) return undefined;
  const cut = end < text.length && text[end] !== '\n';
  for (const hit of window.matchAll(token)) {
    const last = hit.index + hit[0].length;
    // A token that reaches the end of the window may go on behind it.
    if (cut && last === window.length) return undefined;
    if (isNumber(hit[0])) return { start: start + hit.index, end: start + last };
  }
  return undefined;
}

function isNumber(value: string): boolean {
  const digits = value.replace(/\D/g, '').length;
  const oneCase = value === value.toUpperCase() || value === value.toLowerCase();
  const date = /^\d{1,4}-\d{1,2}-\d{1,4}$/.test(value);
  return oneCase && !date && value.length >= 5 && digits >= (/[A-Za-z]/.test(value) ? 3 : 5);
}
