import { isAlphanumeric, isCapital, unitAt } from '../ascii-class.ts';
import { germanLicenceCheck } from '../checksums.ts';
import { contextLength, precededBy, standsAlone } from '../context.ts';
import { chars, either, notBefore, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { lengthBits, lengthsBetween } from '../runs.ts';
import { atDigits, beforeDigits } from '../starts.ts';
import { driverWords } from './driver-words.ts';

/**
 * German driving licences: eleven characters (authority, running number, check character, copy). Source: Fahrerlaubnis-Verordnung, Anlage 8. One in eleven other
 * codes of that look has the same check character: so only after words such as "Führerschein", or standing alone.
 */
export const driverIdGermany = patternDetector({
  name: 'driver-id-germany',
  type: 'DRIVER_ID',
  // The character after the first, which is a letter, and the one after that are digits.
  starts: beforeDigits({
    lengths: lengthBits(10),
    after: 'A-Z',
    or: [{ lengths: lengthsBetween(2, 9), next: 'A-Z' }],
    lead: 1,
    begin: (text, start, _end, from) => capitalsBefore(text, start, 1, from),
  }),
  pattern: seq(start('A-Z', 'A-Za-z0-9'), chars('A-Z0-9', 8), chars('0-9X'), chars('0-9'), notBefore('A-Za-z0-9')),
  check(text, start, end) {
    const licence = text.slice(start, end);
    if (!/^.\d\d/.test(licence) || !germanLicenceCheck(licence)) return undefined;
    return precededBy(text, start, driverWords) || standsAlone(text, start, end) ? { start, end } : undefined;
  },
  lookBehind: contextLength,
});

/** How many digits stand between the letters of those of the provinces. */
const provincial = 7;
const central = 'BCDFGHLMNPRSTUWYXZJK0-9';

/** Italian driving licences: two letters, seven digits and a letter (provinces), or U1, seven characters and a letter (central office). Source: Italian Ministry of Transport. */
export const driverIdItaly = patternDetector({
  name: 'driver-id-italy',
  type: 'DRIVER_ID',
  starts: beforeDigits({
    lengths: lengthBits(provincial),
    after: 'A-Z',
    next: 'A-Z',
    or: [{ lengths: lengthsBetween(1, 8) & ~lengthBits(provincial), after: 'U', first: '1' }],
    lead: 2,
    begin: (text, start, end, from) => capitalsBefore(text, start, end - start === provincial ? 2 : 1, from),
  }),
  pattern: seq(
    either(
      seq(start('A-Z', 'A-Za-z0-9'), chars('A-Z'), chars('0-9', 7)),
      seq(start('U', 'A-Za-z0-9'), chars('1'), chars(central, 7)),
    ),
    chars('A-Z'),
    notBefore('A-Za-z0-9'),
  ),
  check: (text, start, end) => (/\d/.test(text.slice(start + 2, end)) ? { start, end } : undefined),
});

const shortestKoreanWord = 2;
const koreanWords = /(?:licen[cs]e|면허)[^\n0-9]{0,24}$/i;

/** Korean driving licences: region (11 to 26, or 28), year, six digits, two check digits. Source: Korean National Police Agency. Without dashes only after "license" (twelve digits also are an AWS account). */
export const driverIdKorea = patternDetector({
  name: 'driver-id-korea',
  type: 'DRIVER_ID',
  starts: atDigits({
    lengths: lengthBits(12),
    room: shortestKoreanWord,
    notAfter: '0-9.\\-',
    first: '12',
    or: [{ lengths: lengthBits(2), room: 0, next: '\\-' }],
    holds: (_text, start, end, { digits }, at) => end - start > 2 || digits.goesOn(at, [2, 6, 2]),
  }),
  pattern: seq(
    start('12', '0-9.\\-'),
    either(
      seq(chars('0-9'), chars('\\-'), chars('0-9', 2), chars('\\-'), chars('0-9', 6), chars('\\-'), chars('0-9', 2)),
      chars('0-9', 11),
    ),
    notBefore('0-9\\-'),
  ),
  check(text, start, end) {
    const region = Number(text.slice(start, start + 2));
    if (region < 11 || region > 28 || region === 27) return undefined;
    return end - start > 12 || precededBy(text, start, koreanWords) ? { start, end } : undefined;
  },
  lookBehind: contextLength,
});

/** Where so many capitals begin right before a run of digits, glued to nothing before them; -1 where they do not. */
function capitalsBefore(text: string, start: number, count: number, from: number): number {
  const first = start - count;
  if (first < from || isAlphanumeric(unitAt(text, first - 1))) return -1;
  for (let at = first; at < start; at += 1) if (!isCapital(text.charCodeAt(at))) return -1;
  return first;
}
