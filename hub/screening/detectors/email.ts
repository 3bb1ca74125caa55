import { chars, notBefore, optional, repeat, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const first = 'A-Za-z0-9_.+\\-';
const local = "A-Za-z0-9_.+%&'\\-";
const label = 'A-Za-z0-9\\-\\u00a1-\\ud7ff\\uf900-\\uffef';
const longestLocal = 128;
const isFirst = new RegExp(`[${first}]`);
const isLocal = new RegExp(`[${local}]`);

/**
 * E-mail addresses (RFC 5322 dot-atom, RFC 6531 domains). A local part has at most 64 characters and a domain at most 255 (RFC 5321, 4.5.3.1);
 * 128 are read, so that a padded local part is found too.
 */
export const email = patternDetector({
  name: 'email',
  type: 'EMAIL',
  starts: localPart,
  pattern: seq(
    start(first, first),
    chars(local, 0, longestLocal - 1),
    chars('@'),
    repeat(seq(chars(label, 1, 63), chars('.')), 1, 6),
    chars('A-Za-z\\u00a1-\\ud7ff\\uf900-\\uffef', 2, 24),
    optional(seq(chars('\\-'), chars('\\-'), chars('A-Za-z0-9\\-', 1, 59))),
    notBefore('A-Za-z0-9@'),
  ),
});

/** The first beginning of a local part that runs up to an `@`. */
function localPart(text: string, from: number): number {
  for (let mark = text.indexOf('@', from); mark >= 0; mark = text.indexOf('@', mark + 1)) {
    let begin = -1;
    for (let at = mark - 1; at >= Math.max(from, mark - longestLocal); at -= 1) {
      const character = text[at] ?? '';
      if (!isLocal.test(character)) break;
      if (isFirst.test(character) && !(at > 0 && isFirst.test(text[at - 1] ?? ''))) begin = at;
    }
    if (begin >= 0) return begin;
  }
  return -1;
}
