import { asciiClass, isIn } from '../ascii-class.ts';
import type { Landmarks } from '../landmarks.ts';
import { chars, notBefore, optional, seq, start } from '../pattern.ts';
import { patternDetector } from '../pattern-detector.ts';
import { runEnd } from '../run-end.ts';
import type { Runs } from '../runs.ts';

const base64url = 'A-Za-z0-9_\\-';
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const closingBrace = 125;
const members = asciiClass(base64url);
const segmentEnd = runEnd(base64url);
/** `{"` in base64url. */
const beginning = 'eyJ';
const fullStop = 46;
const dot = chars('.');
const longestHeader = 2048;
const longestSegment = 8192;

/**
 * JSON Web Tokens in compact form (RFC 7515, RFC 7516): segments of base64url, the first of which is a JSON object with a member `alg`.
 */
export const jsonWebToken = patternDetector({
  name: 'json-web-token',
  type: 'JSON_WEB_TOKEN',
  alphabet: `${base64url}.`,
  starts: { next: nextHeader },
  pattern: seq(
    start('e', base64url),
    chars(base64url, 9, longestHeader),
    dot,
    chars(base64url, 0, longestSegment),
    dot,
    chars(base64url, 0, longestSegment),
    optional(seq(dot, chars(base64url, 1, longestSegment), dot, chars(base64url, 1, 64))),
    notBefore(base64url),
  ),
  check: (text, start, end) => (hasAlgorithm(text.slice(start, text.indexOf('.', start))) ? { start, end } : undefined),
});

/** A first segment that ends as the text of a JSON object does; in a long token, because a header with an algorithm and two dots is one. */
function nextHeader(text: string, from: number, { tokens }: Landmarks): number {
  for (let at = nextBeginning(text, from, tokens); at >= 0; ) {
    const end = segmentEnd(text, at + beginning.length);
    if (text.charCodeAt(end) === fullStop && !isIn(members, text.charCodeAt(at - 1)) && mayEndObject(text, at, end))
      return at;
    at = nextBeginning(text, end, tokens);
  }
  return -1;
}

function nextBeginning(text: string, from: number, tokens: Runs): number {
  const token = tokens.around(from);
  return token < tokens.size ? text.indexOf(beginning, Math.max(from, tokens.bounds[token] ?? 0)) : -1;
}

/** Whether the last byte that a segment stands for is `}`, or could be white space behind it. */
function mayEndObject(text: string, start: number, end: number): boolean {
  const rest = (end - start) % 4;
  // One character alone, after groups of four, stands for nothing.
  const last = rest === 1 ? end - 2 : end - 1;
  const [before, after] = [sextet(text, last - 1), sextet(text, last)];
  let byte = (before << 6) | after;
  if (rest === 2) byte = (before << 2) | (after >> 4);
  if (rest === 3) byte = (before << 4) | (after >> 2);
  byte &= 0xff;
  return byte === closingBrace || byte <= 32 || byte >= 128;
}

/** The six bits of a character. */
function sextet(text: string, at: number): number {
  return alphabet.indexOf(text[at] ?? '');
}

function hasAlgorithm(segment: string): boolean {
  const decoded = Buffer.from(segment, 'base64url').toString('utf8');
  // Most of what is no header ends here, without the cost of an exception.
  if (!decoded.trimEnd().endsWith('}') || !decoded.includes('"alg"')) return false;
  try {
    const header: unknown = JSON.parse(decoded);
    return typeof header === 'object' && header !== null && 'alg' in header && typeof header.alg === 'string';
  } catch {
    // Not JSON: then it is no token, whatever else it is. The error could quote the text, so it is dropped.
    return false;
  }
}
