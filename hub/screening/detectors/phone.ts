import { isDigit, unitAt } from '../ascii-class.ts';
import { contextLength, precededBy, shortestWord, standsAlone } from '../context.ts';
import { chars, either, notBefore, optional, repeat, seq, start, word } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';
import { isInternational, isNational, isNationalSomewhere } from './phone-plans.ts';
import { phoneStarts } from './phone-starts.ts';

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
  either(seq(start('(', '0-9'), chars('0-9')), start('0-9', '0-9A-Za-z.,/')),
  either(seq(chars('0-9', 6, 13), repeat(longGroup, 0, 6)), seq(chars('0-9', 0, 5), repeat(longGroup, 1, 6))),
);
const extension = seq(chars(' ', 0, 1), word('x', 'ext'), chars(' .', 0, 2), chars('0-9', 1, 6));
/** What a list of numbers says after each: `555 0132 77 fax`, at the end of a line or of a clause. */
const label = seq(
  chars(' \\t', 1, 2),
  chars('(', 0, 1),
  word('office', 'fax', 'mobile', 'cell', 'landline', 'direct'),
  notBefore(' A-Za-z0-9'),
);

/** Words right before a number that make a plain run of digits a telephone number. */
const contextWords =
  /\b(?:phones?|telephone|telefon|telefono|tel|mobile|mob|cell|handy|fax|call|whatsapp|sms|ring|dial|reach|contact|hotline|office|gsm|cep|numeri)\b[^\n0-9]{0,24}\n?[ \t]*\(?$/i;
/** `call 33 44 55`: so short a number needs its word right before it. */
const nearWords =
  /\b(?:phone|telephone|tel|mobile|cell|fax|call|dial|ring)\b(?: (?:me|us|him|her|them|on|at|is|number))*[.:]? ?$/i;
/** `my UK number is`: whose number it is, and nothing that says of what it would be the number. */
const ownerWords =
  /\b(?:[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir|[Yy]our)(?: [A-Z]{2}| [A-Z][a-z]{2,12}(?:ese|an|sh|ch|li|ish|i))? number(?: is|:)? ?$/;

const letter = /[a-z]/i;
const trailing = / ?(?:x|ext)[ .]{0,2}\d+$|[ \t]+\(?[a-z]+$/i;
const thousands = /^\d{1,3}(?:[ .]\d{3})+$/;
/** A date, alone or with a time after it. */
const date =
  /^(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([./-])\d{1,2}\2\d{1,2}|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$)/;

/**
 * Telephone numbers: international (ITU-T E.164 with a calling code and a possible length), North American, national with a trunk prefix, Turkish, or any 7 to 13
 * digits beside a word such as "phone". Plans of libphonenumber; candidates are found by a bounded pattern.
 */
export const phone = patternDetector({
  name: 'phone',
  type: 'PHONE',
  ignoreCase: true,
  starts: phoneStarts,
  pattern: seq(either(international, northAmerican, national), optional(extension), optional(label), notBefore('0-9')),
  check: phoneAt,
  lookBehind: contextLength,
});

function phoneAt(text: string, start: number, end: number): Span | undefined {
  if (isInsideCode(text, start)) return undefined;
  const candidate = text.slice(start, end);
  // Most numbers have neither an extension nor a label.
  const isLettered = letter.test(candidate);
  const labelled = isLettered && /[a-z]$/i.test(candidate);
  const number = labelled ? candidate.replace(/[ \t]+\(?[a-z]+$/i, '') : candidate;
  const core = isLettered ? number.replace(trailing, '') : number;
  const digits = core.replace(/\D/g, '');
  if (digits.length < 6 || digits.length > 15 || date.test(core) || (digits.startsWith('0') && /^0+$/.test(digits)))
    return undefined;
  const found =
    hasOwnForm(core, digits, number !== core) ||
    (labelled && !/^\d+$/.test(core)) ||
    isInContext(text, start, core, digits) ||
    (digits.length === 11 &&
      /^0[1-9]\d{9}$/.test(number) &&
      standsAlone(text, start, end) &&
      isNationalSomewhere(digits));
  return found ? { start, end: start + number.length } : undefined;
}

/** Whether a dash joins it to letters or digits before it, as in a UUID. */
function isInsideCode(text: string, start: number): boolean {
  return text[start - 1] === '-' && /[A-Za-z0-9]/.test(text[start - 2] ?? '');
}

/** Whether a digit stands so close before it that no telling word has room between the two: a look in place, because in a list most numbers stand so. */
function isBehindDigit(text: string, start: number): boolean {
  for (let at = start - 1; at >= start - shortestWord; at -= 1) if (isDigit(unitAt(text, at))) return true;
  return false;
}

/** Whether the way in which it is written says that it is a telephone number. */
function hasOwnForm(core: string, digits: string, extended: boolean): boolean {
  if (core.startsWith('+'))
    return isInternational(digits.length > 7 ? core.replace(/\(0\)/, '').replace(/\D/g, '') : digits);
  if (core.startsWith('00') && /^00[1-9]/.test(core) && isInternational(digits.slice(2))) return true;
  return isNorthAmerican(core, digits, extended) || hasTrunkPrefix(core, digits) || isTurkish(core, digits);
}

function isNorthAmerican(core: string, digits: string, extended: boolean): boolean {
  if (!/^1?[ .-]?\(?[2-9]\d\d\)?[ .-]{0,2}\d{3}[ .-]\d{4}$/.test(core))
    return extended && /^\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}$/.test(core);
  // Between spaces alone, three groups of digits could be anything: then area and exchange must be possible ones.
  return /[-.()]/.test(core) || /^1?[2-9]\d\d[2-9]\d{6}$/.test(digits);
}

/** As most countries write national numbers: (020) 7946 0958, 01.99.00.12.34, 02-5550187, 0 212 555 01 87; mobile ones in one piece too. */
function hasTrunkPrefix(core: string, digits: string): boolean {
  if (!digits.startsWith('0')) return false;
  if (/^0(?:5\d|7[1-9]|9\d|10|[789]0)\d{8}$/.test(core)) return digits.length === 11 && isNationalSomewhere(digits);
  if (!/^(?:\(?0\d{1,4}\)?|0 \(?\d{3}\)?)[ .\-/]\d/.test(core)) return false;
  // A postal code and a house number look alike.
  const least = /^0\d+ \d+$/.test(core) ? 10 : 9;
  return digits.length >= least && digits.length <= 12;
}

/** Ten digits in groups of 3, 3, 2 and 2. */
function isTurkish(core: string, digits: string): boolean {
  return digits.length === 10 && /^\(?\d{3}\)?([ .-])\d{3}\1\d\d\1\d\d$/.test(core) && isNational('TR', digits);
}

function isInContext(text: string, start: number, core: string, digits: string): boolean {
  if (isBehindDigit(text, start)) return false;
  if (digits.length === 6) return /^\d\d[ .-]\d\d[ .-]\d\d$/.test(core) && precededBy(text, start, nearWords);
  if (digits.length > 13 && !core.startsWith('+')) return false;
  if (precededBy(text, start, contextWords)) return true;
  return !thousands.test(core) && precededBy(text, start, ownerWords) && isNationalSomewhere(digits);
}
