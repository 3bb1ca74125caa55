import { digitsOf } from '../checksums.ts';
import { contextLength, precededBy } from '../context.ts';
import { chars, either, notBefore, optional, repeat, seq, start, word } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';

const separator = chars(' .()\\-\\u00a0\\u2011/', 1, 3);
const longGroup = seq(separator, chars('0-9', 2, 11));
const groups = repeat(seq(separator, chars('0-9', 1, 11)), 0, 6);

const international = seq(start('+', '0-9A-Za-z+'), chars('(', 0, 1), chars('0-9', 1, 15), groups);
const northAmerican = seq(
  either(start('(', '0-9'), seq(start('1', '0-9A-Za-z.+'), chars(' .\\-'), chars('(', 0, 1)), start('2-9', '0-9.+')),
  chars('0-9', 2, 3),
  either(seq(chars(')'), chars(' .\\-', 0, 1)), chars(' .\\-')),
  chars('0-9', 3),
  chars(' .\\-'),
  chars('0-9', 4),
);
const national = seq(
  either(seq(start('(', '0-9'), chars('0-9')), start('0-9', '0-9.,')),
  either(seq(chars('0-9', 6, 13), repeat(longGroup, 0, 6)), seq(chars('0-9', 0, 5), repeat(longGroup, 1, 6))),
);
const extension = seq(chars(' ', 0, 1), word('x', 'ext'), chars(' .', 0, 2), chars('0-9', 1, 6));

/** Words right before a number that make a plain run of digits a telephone number. */
const contextWords =
  /\b(?:phones?|telephone|tel|mobile|mob|cell|fax|call|whatsapp|sms|ring|dial|reach|contact|hotline|number)\b[^\n0-9]{0,24}\n?[ \t]*\(?$/i;
const officialForm = /^\+|^00[1-9]|^1?[ .-]?\(?[2-9]\d\d\)?[ .-]{0,2}\d{3}[ .-]\d{4}(?:\D|$)/;
/** A trunk prefix and groups, as most countries write national numbers: (08) 8747 6301, 01.84.17.61.18, 09-7625400. */
const trunkForm = /^\(?0\d{1,4}\)?[ .-]\d/;
const dateForm = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/;

/** Telephone numbers: international (ITU-T E.164, 7 to 15 digits), North American, national with a trunk prefix, or any 7 to 13 digits after a word such as "phone". */
export const phone = patternDetector({
  name: 'phone',
  type: 'PHONE',
  ignoreCase: true,
  pattern: seq(either(international, northAmerican, national), optional(extension), notBefore('0-9')),
  check: phoneAt,
  lookBehind: contextLength,
});

function phoneAt(text: string, start: number, end: number): Span | undefined {
  if (end - start < 7) return undefined;
  const candidate = text.slice(start, end);
  const digits = digitsOf(candidate.replace(/ ?(?:x|ext).*$/i, ''), 0, candidate.length).length;
  if (digits < 7 || digits > 15 || dateForm.test(candidate)) return undefined;
  if (officialForm.test(candidate)) return { start, end };
  if (trunkForm.test(candidate) && digits >= 9 && digits <= 12) return { start, end };
  return digits <= 13 && precededBy(text, start, contextWords) ? { start, end } : undefined;
}
