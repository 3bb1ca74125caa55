import { asciiClass, isAlphanumeric, isIn, isLetter } from '../ascii-class.ts';
import { chars, notBefore, optional, repeat, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const first = 'A-Za-z0-9_.+\\-';
const local = "A-Za-z0-9_.+%&'\\-";
const label = 'A-Za-z0-9\\-\\u00a1-\\ud7ff\\uf900-\\uffef';
const longestLocal = 128;
const labels = 6;
const longestLabel = 63;
/** Up to the second letter behind the last dot. */
const longestDomain = labels * (longestLabel + 1) + 2;
const firsts = asciiClass(first);
const locals = asciiClass(local);

/**
 * E-mail addresses (RFC 5322 dot-atom, RFC 6531 domains). A local part has at most 64 characters and a domain at most 255 (RFC 5321, 4.5.3.1);
 * 128 are read, so that a padded local part is found too.
 */
export const email = patternDetector({
  name: 'email',
  type: 'EMAIL',
  alphabet: `${local}@`,
  starts: { next: localPart },
  pattern: seq(
    start(first, first),
    chars(local, 0, longestLocal - 1),
    chars('@'),
    repeat(seq(chars(label, 1, longestLabel), chars('.')), 1, labels),
    chars('A-Za-z\\u00a1-\\ud7ff\\uf900-\\uffef', 2, 24),
    optional(seq(chars('\\-'), chars('\\-'), chars('A-Za-z0-9\\-', 1, 59))),
    notBefore('A-Za-z0-9@'),
  ),
});

/** The first beginning of a local part that runs up to an `@` with a domain behind it. */
function localPart(text: string, from: number): number {
  for (let mark = text.indexOf('@', from); mark >= 0; mark = text.indexOf('@', mark + 1)) {
    if (!hasDomain(text, mark + 1)) continue;
    const least = Math.max(from, mark - longestLocal);
    let begin = -1;
    for (let at = mark - 1; at >= least && isIn(locals, text.charCodeAt(at)); at -= 1) {
      if (isIn(firsts, text.charCodeAt(at)) && !isIn(firsts, text.charCodeAt(at - 1))) begin = at;
    }
    if (begin >= 0) return begin;
  }
  return -1;
}

/** A dot among what a domain is made of, and two letters behind it. */
function hasDomain(text: string, from: number): boolean {
  let dot = -1;
  for (let at = from; at < from + longestDomain; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 46) dot = at;
    else if (dot >= 0 && at === dot + 2 && isNameLetter(unit) && isNameLetter(text.charCodeAt(at - 1))) return true;
    else if (!isAlphanumeric(unit) && unit !== 45 && !isBeyondAscii(unit)) return false;
  }
  return false;
}

function isNameLetter(unit: number): boolean {
  return isLetter(unit) || isBeyondAscii(unit);
}

function isBeyondAscii(unit: number): boolean {
  return unit > 0xa0;
}
