import { RE2JS } from 're2js';
import type { Detector, Match } from '../detector.ts';

/** Longest line, and longest word, that is searched in one piece, in UTF-16 units. */
const longestLine = 2048;
const longestWord = 512;
const leftContext = 2;

/**
 * A pattern from the configuration, on RE2's engine, whose time is linear in the text whatever the pattern. An arbitrary pattern has no known reach, so
 * matches are confined: to a line (at most 2,048 characters of it), or, where the pattern cannot match white space, to a word (at most
 * 512). The second kind does not hold streams back. `$` is the end of the line, of the text, or of a piece that had to be cut.
 */
export function configuredRegex(name: string, pattern: string): Detector {
  const search = new Search(pattern, `REGEX:${name}`);
  const scan = staysInWord(pattern) ? scanWords : scanLines;
  return {
    name: 'configured-regex',
    types: [`REGEX:${name}`],
    lookBehind: leftContext,
    scan: (text, from, ended, found) =>
      ended && !search.mayMatch(text, from) ? text.length : scan(search, text, from, ended, found),
  };
}

/**
 * Whether no match can contain white space, judged by the pattern's source and on the safe side: printable ASCII, without `.`, negated classes,
 * POSIX classes, quoting, or escapes other than digits, word characters, boundaries and punctuation.
 */
export function staysInWord(pattern: string): boolean {
  if (!/^[!-~]*$/.test(pattern) || pattern.includes('[^') || pattern.includes('[:')) return false;
  const escapes = pattern.match(/\\./g) ?? [];
  if (!escapes.every((escaped) => /^\\[dwb!-/:-@[-`{-~]$/.test(escaped))) return false;
  return !pattern.replace(/\\./g, '').includes('.');
}

/**
 * Characters that every match of the pattern begins with (`CLM-` of `\\bCLM-[0-9]{8}\\b`), so that most texts need not be run through the engine at
 * all; '' where the source does not show any at a glance (alternatives, flags, a class or a group in front).
 */
export function literalPrefix(pattern: string): string {
  if (/\||\(\?/.test(pattern)) return '';
  const plain = /^(?:\^|\\b)?([A-Za-z0-9_-]*)(.?)/.exec(pattern);
  const [, prefix = '', next = ''] = plain ?? [];
  // A quantifier takes the last character back: `ab?` begins with `a` alone.
  return /[?*+{]/.test(next) ? prefix.slice(0, -1) : prefix;
}

class Search {
  readonly #compiled: RE2JS;
  readonly #type: string;
  readonly #prefix: string;

  constructor(pattern: string, type: string) {
    this.#compiled = RE2JS.compile(pattern);
    this.#type = type;
    this.#prefix = literalPrefix(pattern);
  }

  /** Whether the text has what every match begins with, from `from` on. */
  mayMatch(text: string, from: number): boolean {
    return text.includes(this.#prefix, from);
  }

  /** Adds the matches that lie between `from` and `end`; at most `limit` of them. Answers where the last one ended, or `from`. */
  within(text: string, from: number, end: number, found: Match[], limit = Number.POSITIVE_INFINITY): number {
    const base = Math.max(0, from - leftContext);
    const piece = text.slice(base, end);
    if (!piece.includes(this.#prefix)) return from;
    if (!this.#compiled.test(piece)) return from;
    const matcher = this.#compiled.matcher(piece);
    let last = from;
    let added = 0;
    for (let hit = matcher.find(from - base); hit && added < limit; hit = matcher.find()) {
      if (matcher.end() === matcher.start()) continue;
      last = base + matcher.end();
      found.push({ start: base + matcher.start(), end: last, type: this.#type });
      added += 1;
    }
    return last;
  }
}

function scanLines(search: Search, text: string, from: number, ended: boolean, found: Match[]): number {
  let at = from;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const lineEnd = newline < 0 ? text.length : newline;
    const end = Math.min(lineEnd, wholeCharacters(text, at + longestLine));
    if (newline < 0 && end === text.length && !ended) return at;
    search.within(text, at, end, found);
    at = end === newline ? end + 1 : end;
  }
  return at;
}

function scanWords(search: Search, text: string, from: number, ended: boolean, found: Match[]): number {
  const decided = ended ? text.length : lastWord(text, from);
  let cut = nextCut(text, from);
  let at = from;
  // Words so long that they are cut: matches are taken one by one, because each moves the place of the next cut.
  while (cut !== undefined) {
    const next = search.within(text, at, cut.end, found, 1);
    at = next === at ? cut.end : next;
    if (at > cut.start) cut = nextCut(text, at);
  }
  if (at < decided) search.within(text, at, decided, found);
  return Math.max(at, decided);
}

/** The first run of non-blanks from `from` on that is too long for a word, and where it is cut. */
function nextCut(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
  if (text.length - from < longestWord) return undefined;
  let start = from;
  for (let at = from; at < text.length; at += 1) {
    if (isSpace(text.charCodeAt(at))) start = at + 1;
    else if (at + 1 - start >= longestWord) return { start, end: wholeCharacters(text, start + longestWord) };
  }
  return undefined;
}

/** Where the word begins that the text ends in. */
function lastWord(text: string, from: number): number {
  let at = text.length;
  while (at > from && !isSpace(text.charCodeAt(at - 1))) at -= 1;
  return at;
}

/** What `\s` matches, without a regular expression for ordinary characters. */
function isSpace(unit: number): boolean {
  return unit <= 32 || unit >= 160 ? /\s/.test(String.fromCharCode(unit)) : false;
}

/** `at`, or one less where it would part a surrogate pair. */
function wholeCharacters(text: string, at: number): number {
  const unit = text.charCodeAt(at - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? at - 1 : at;
}
