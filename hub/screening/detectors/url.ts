import { isAlphanumeric, unitAt } from '../ascii-class.ts';
import { chars, notBefore, optional, repeat, seq, start, word } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';
import { isHostName } from './top-level-domains.ts';

const beyondAscii = '\\u00a1-\\ud7ff\\uf900-\\uffef';
const members = `!#-&(-;=?-\\[\\]_a-zA-Z|~${beyondAscii}`;
const longestScheme = 16;

/** Web addresses (RFC 3986) with a scheme, credentials in them included. Longer ones are treated in pieces of 2,048. */
export const urlWithScheme = patternDetector({
  name: 'url-with-scheme',
  type: 'URL',
  alphabet: '!-~',
  starts: { next: scheme },
  pattern: seq(
    start('A-Za-z', 'A-Za-z0-9+'),
    chars('A-Za-z0-9+', 1, longestScheme - 1),
    word('://'),
    chars(members, 1, 2048),
  ),
  check: withoutPunctuation,
});

/** Where the scheme before the next `://` begins. */
function scheme(text: string, from: number): number {
  for (let mark = text.indexOf('://', from); mark >= 0; mark = text.indexOf('://', mark + 1)) {
    let first = mark;
    const least = Math.max(from, mark - longestScheme);
    while (first > least && isSchemeUnit(unitAt(text, first - 1))) first -= 1;
    if (first < mark) return first;
  }
  return -1;
}

function isSchemeUnit(unit: number): boolean {
  return unit === 43 || isAlphanumeric(unit);
}

const path = optional(seq(chars('/?#'), chars(members, 0, 1024)));
const port = optional(seq(chars(':'), chars('0-9', 1, 5)));

/** Web addresses without a scheme: with `www.`, or a host name under a common top-level domain. */
export const urlWithoutScheme = patternDetector({
  name: 'url-without-scheme',
  type: 'URL',
  alphabet: '!-~',
  starts: { next: hostName },
  pattern: seq(
    start('A-Za-z0-9', 'A-Za-z0-9@.\\-_/'),
    chars('A-Za-z0-9\\-', 0, 62),
    chars('.'),
    repeat(seq(chars('A-Za-z0-9\\-', 1, 63), chars('.')), 0, 8),
    chars('A-Za-z', 2, 24),
    notBefore('A-Za-z0-9@_(\\-'),
    port,
    path,
  ),
  check: hostAt,
});

/** Where the host name around the next dot begins. Skips a name that `from` stands in the middle of. */
function hostName(text: string, from: number): number {
  let at = from > 0 && isHostUnit(unitAt(text, from - 1)) ? endOfHost(text, from) : from;
  for (let dot = text.indexOf('.', at); dot >= 0; ) {
    if (!isAlphanumeric(unitAt(text, dot + 1))) {
      dot = text.indexOf('.', dot + 1);
      continue;
    }
    let first = dot;
    while (first > at && isHostUnit(unitAt(text, first - 1))) first -= 1;
    while (first < dot && !isAlphanumeric(unitAt(text, first))) first += 1;
    if (first < dot && !isPartOfAddress(unitAt(text, first - 1))) return first;
    at = endOfHost(text, dot + 1);
    dot = text.indexOf('.', at);
  }
  return -1;
}

function endOfHost(text: string, from: number): number {
  let end = from;
  while (end < text.length && isHostUnit(unitAt(text, end))) end += 1;
  return end;
}

/** `@`, `/` and `_` before a host name belong to an e-mail address, a path or an identifier. */
function isPartOfAddress(unit: number): boolean {
  return unit === 64 || unit === 47 || unit === 95;
}

/** Letters, digits, dots and dashes. */
function isHostUnit(unit: number): boolean {
  return unit === 45 || unit === 46 || isAlphanumeric(unit);
}

function hostAt(text: string, start: number, end: number): Span | undefined {
  const host = /^[^:/?#]*/.exec(text.slice(start, end))?.[0] ?? '';
  if (!/^www\./i.test(host) && !isHostName(host)) return undefined;
  return withoutPunctuation(text, start, end);
}

/** Punctuation at the end belongs to the sentence around the address. */
function withoutPunctuation(text: string, start: number, end: number): Span {
  let last = end;
  while (last > start && '.,;:!?)]'.includes(text[last - 1] ?? '')) last -= 1;
  return { start, end: last };
}
