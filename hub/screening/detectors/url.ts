import { chars, either, notBefore, optional, repeat, seq, start, word } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';

const beyondAscii = '\\u00a1-\\ud7ff\\uf900-\\uffef';
const rest = chars(`!#-&(-;=?-\\[\\]_a-z|~${beyondAscii}`, 1, 2048);
const topLevel = word(
  'com',
  'org',
  'net',
  'edu',
  'gov',
  'mil',
  'info',
  'biz',
  'dev',
  'app',
  'co.uk',
  'eu',
  'de',
  'fr',
  'ch',
  'ca',
);

const withScheme = seq(start('hf', 'a-z0-9'), either(word('ttp', 'ttps'), word('tp')), word('://'), rest);
const withHost = seq(start('w', 'a-z0-9.@'), word('ww.'), rest);
const bareDomain = seq(
  start('a-z0-9', 'a-z0-9@.\\-_/'),
  chars('a-z0-9\\-', 0, 62),
  chars('.'),
  repeat(seq(chars('a-z0-9\\-', 1, 63), chars('.')), 0, 4),
  topLevel,
  notBefore('a-z0-9@\\-_'),
  optional(seq(chars('/'), chars(`!#-&(-;=?-\\[\\]_a-z|~${beyondAscii}`, 0, 1024))),
);

/** Web addresses (RFC 3986): with a scheme, with `www.`, or a bare domain under a common top-level domain. Longer ones are treated in pieces of 2,048. */
export const url = patternDetector({
  name: 'url',
  type: 'URL',
  ignoreCase: true,
  pattern: either(withScheme, withHost, bareDomain),
  check(text, start, end) {
    let last = end;
    // Punctuation at the end belongs to the sentence around the address.
    while (last > start && '.,;:!?)]'.includes(text[last - 1] ?? '')) last -= 1;
    return { start, end: last };
  },
});
