/**
 * The canonical request of Signature Version 4, rebuilt from what arrived on the wire.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 *
 * The signature protects the canonical form, so two wire forms with one canonical form could be swapped by anyone in between. Where the
 * standard folds different things together (dot segments, empty segments, repeated query names, `+`), the wire form is refused instead.
 */

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A part of the request has no single canonical form; the text says which and why. */
export class CanonicalFormError extends Error {}

const unreservedOnly = /^[A-Za-z0-9\-._~/]*$/;
const notUnreserved = /[^A-Za-z0-9\-._~/]/g;
const visibleAscii = /^[\x21-\x7e]*$/;
const emptyOrDotSegment = /\/(?:\.{0,2})(?=\/)|\/\.{1,2}$/;

/**
 * The raw path, percent-encoded once more (`%3A` becomes `%253A`), as every service but S3 does it. A colon sent plainly becomes `%3A`.
 * Checked against @smithy/signature-v4, the JavaScript SDK and botocore. The S3 style (no second encoding) is not accepted besides: a path
 * signed in one style would then also pass as another path of the other style.
 */
export function canonicalPath(path: string): string {
  if (!path.startsWith('/') || !visibleAscii.test(path))
    throw new CanonicalFormError('the path is not percent-encoded ASCII');
  if (emptyOrDotSegment.test(path)) throw new CanonicalFormError('the path has an empty or a dot segment');
  return unreservedOnly.test(path) ? path : path.replace(notUnreserved, percentEncoded);
}

/** Name-sorted pairs. Escapes stay as they are; reserved characters sent plainly are encoded. */
export function canonicalQuery(query: string): string {
  if (query === '') return '';
  if (!visibleAscii.test(query)) throw new CanonicalFormError('the query is not percent-encoded ASCII');
  // `+` means a space to some readers and a plus to others.
  if (query.includes('+')) throw new CanonicalFormError('the query holds a plus sign; write %20 or %2B');
  const pairs = query.split('&').filter((pair) => pair !== '');
  const values = new Map<string, string>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = encodeReserved(equals === -1 ? pair : pair.slice(0, equals));
    if (values.has(name)) throw new CanonicalFormError('the query repeats a name');
    values.set(name, equals === -1 ? '' : encodeReserved(pair.slice(equals + 1)));
  }
  return [...values.keys()]
    .sort()
    .map((name) => `${name}=${values.get(name)}`)
    .join('&');
}

/**
 * One `name:value\n` line for each signed header, in the order of `names`. Over HTTP/2 the JavaScript SDK signs `:authority` where others sign
 * `host`; its value is found under either name, since HTTP/2 servers commonly call it `host`.
 */
export function canonicalHeaders(headers: Headers, names: readonly string[]): string {
  let lines = '';
  for (const name of names) {
    const value = ownHeader(headers, name) ?? (name === ':authority' ? ownHeader(headers, 'host') : undefined);
    if (value === undefined) throw new CanonicalFormError('a signed header is not in the request');
    // Lists are joined differently by different intermediaries, and the reader of the first one may not be the reader of the last.
    if (typeof value !== 'string') throw new CanonicalFormError('a signed header occurs twice');
    lines += `${name}:${trimmed(value)}\n`;
  }
  return lines;
}

function ownHeader(headers: Headers, name: string): string | string[] | undefined {
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}

const needsTrimming = /^[ \t]|\t|[ \t]{2}|[ \t]$/;

function trimmed(value: string): string {
  if (!needsTrimming.test(value)) return value;
  return value.replace(/[ \t]+/g, ' ').replace(/^ | $/g, '');
}

function encodeReserved(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~%]/g, percentEncoded);
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
