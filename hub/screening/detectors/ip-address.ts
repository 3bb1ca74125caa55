import { isIPv6 } from 'node:net';
import { chars, either, notBefore, notFollowedBy, optional, repeat, seq, start } from '../pattern.ts';
import { patternDetector, type Span } from '../pattern-detector.ts';

const version4 = seq(
  start('0-9', 'A-Za-z0-9_.'),
  chars('0-9', 0, 2),
  repeat(seq(chars('.'), chars('0-9', 1, 3)), 3),
  optional(seq(chars('/'), chars('0-9', 1, 2))),
  notBefore('A-Za-z0-9_'),
  notFollowedBy(seq(chars('.'), chars('0-9'))),
);
const version6 = seq(
  either(
    seq(start('0-9a-f', 'A-Za-z0-9_:.'), chars('0-9a-f', 0, 3), chars(':')),
    seq(start(':', 'A-Za-z0-9_:'), chars(':')),
  ),
  chars('0-9a-f:.', 1, 43),
  optional(seq(chars('/'), chars('0-9', 1, 3))),
  notBefore('A-Za-z0-9_:'),
);

/** IPv4 (RFC 791, dotted decimal) and IPv6 (RFC 4291, with `::` and embedded IPv4) addresses, with a prefix length or not. */
export const ipAddress = patternDetector({
  name: 'ip-address',
  type: 'IP_ADDRESS',
  ignoreCase: true,
  pattern: either(version4, version6),
  check: addressAt,
});

function addressAt(text: string, start: number, end: number): Span | undefined {
  const candidate = text.slice(start, end);
  if (!candidate.includes(':')) return isVersion4(candidate) ? { start, end } : undefined;
  const trimmed = candidate.replace(/[.:]$/, (last) => (last === '.' || !candidate.endsWith('::') ? '' : last));
  const address = trimmed.replace(/\/\d+$/, '');
  // `::add` in a program parses as an address; without a digit it is far likelier to be a name.
  if (!/\d/.test(address) || !isIPv6(address)) return undefined;
  return { start, end: start + trimmed.length };
}

function isVersion4(candidate: string): boolean {
  return (
    candidate
      .split('/', 1)[0]
      ?.split('.')
      .every((octet) => Number(octet) < 256) ?? false
  );
}
