import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** JSON as a plain data type, for values that came from JSON.parse or that must survive JSON.stringify. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** RFC 8785 (JCS): the one byte sequence of a JSON value, so that equal values have equal hashes. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('canonicalJson: the value is not JSON (undefined, a function or a symbol)');
  return text;
}

/** SHA-256 in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
