import { isIPv6 } from 'node:net';
import { asciiClass, isDigit, isIn, unitAt } from '../ascii-class.ts';
import { contextLength, precededBy } from '../context.ts';
import { chars, notBefore, notFollowedBy, optional, repeat, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';
import { lengthsBetween } from '../runs.ts';
import { atDigits } from '../starts.ts';

/** `::ffff:192.0.2.1` is one address. */
const insideVersion6 = /(?:^|[^A-Za-z0-9_:.])(?:[0-9a-f]{1,4}|:)(?::[0-9a-f]{0,4}){0,6}:$/i;

/** IPv4 addresses (RFC 791, dotted decimal), with a prefix length or not. */
export const ipVersion4 = patternDetector({
  name: 'ip-address-v4',
  type: 'IP_ADDRESS',
  starts: atDigits({
    lengths: lengthsBetween(1, 3),
    notAfter: 'A-Za-z0-9_.',
    next: '.',
    holds: (text, _start, end) => isDigit(unitAt(text, end + 1)),
  }),
  pattern: seq(
    start('0-9', 'A-Za-z0-9_.'),
    chars('0-9', 0, 2),
    repeat(seq(chars('.'), chars('0-9', 1, 3)), 3),
    optional(seq(chars('/'), chars('0-9', 1, 2))),
    notBefore('A-Za-z0-9_'),
    notFollowedBy(seq(chars('.'), chars('0-9'))),
  ),
  check: (text, start, end) =>
    isVersion4(text.slice(start, end)) && !precededBy(text, start, insideVersion6) ? { start, end } : undefined,
  lookBehind: contextLength,
});

function isVersion4(candidate: string): boolean {
  const octets = candidate.split('/', 1)[0]?.split('.') ?? [];
  return octets.every((octet) => Number(octet) < 256);
}

const hex = '0-9A-Fa-f';
/** Words after which a lone `::` is the unspecified address; in programs it mostly is an operator. */
const unspecifiedWords = /(?:ipv?6|addr(?:ess)?|src|dst|source|destination|bind|listen|host|gateway)[ ="':[]{1,3}$/i;

/** IPv6 addresses (RFC 4291, with `::` and embedded IPv4; RFC 4007 zones), with a prefix length or not. */
export const ipVersion6 = patternDetector({
  name: 'ip-address-v6',
  type: 'IP_ADDRESS',
  alphabet: 'A-Za-z0-9_:.%/\\-',
  starts: { next: firstGroup },
  pattern: seq(
    start(`${hex}:`, 'A-Za-z0-9_:.'),
    chars(`${hex}:.`, 1, 45),
    optional(seq(chars('%'), chars('A-Za-z0-9_.\\-', 1, 15))),
    optional(seq(chars('/'), chars('0-9', 1, 3))),
    notBefore('A-Za-z0-9_:'),
  ),
  check: version6At,
  lookBehind: contextLength,
});

const members = asciiClass('A-Za-z0-9_:.');
const hexDigits = asciiClass(hex);

/** An address begins with up to four hexadecimal digits before its first colon, or with that colon, and nothing of its kind before it. */
function firstGroup(text: string, from: number): number {
  for (let colon = text.indexOf(':', from); colon >= 0; ) {
    let first = colon;
    while (first > from && colon - first < 4 && isIn(hexDigits, unitAt(text, first - 1))) first -= 1;
    if (!isIn(members, unitAt(text, first - 1)) && hasSecondColon(text, colon)) return first;
    // Nothing begins in the middle of what could be an address.
    let end = colon + 1;
    while (isIn(members, unitAt(text, end))) end += 1;
    colon = text.indexOf(':', end);
  }
  return -1;
}

function hasSecondColon(text: string, colon: number): boolean {
  let at = colon + 1;
  while (at - colon <= 4 && isIn(hexDigits, unitAt(text, at))) at += 1;
  return text[at] === ':';
}

function version6At(text: string, start: number, end: number): Span | undefined {
  const candidate = text.slice(start, end);
  const trimmed = candidate.replace(/[.:]$/, (last) => (last === '.' || !candidate.endsWith('::') ? '' : last));
  const address = trimmed.replace(/\/\d+$/, '');
  if (!isIPv6(address)) return undefined;
  // `::add` in a program parses as an address; without a digit it is far likelier to be a name.
  if (!/\d/.test(address) && !(address === '::' && isUnspecified(text, start, trimmed))) return undefined;
  return { start, end: start + trimmed.length };
}

function isUnspecified(text: string, start: number, trimmed: string): boolean {
  return trimmed === '::/0' || precededBy(text, start, unspecifiedWords);
}
