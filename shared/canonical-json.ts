import { hash } from 'node:crypto';

/** JSON as a plain data type, for values that came from JSON.parse or that must survive JSON.stringify. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/**
 * RFC 8785 (JSON Canonicalization Scheme): the one text of a JSON value, so that equal values have equal hashes. Members sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them, nothing between. Members whose value is undefined are left out, as JSON.stringify does. Throws TypeError for what is not
 * JSON: a number that is not finite, a lone surrogate (RFC 8785, 3.2.2.2), a function, a bigint.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(value as Readonly<Record<string, unknown>>);
  throw new TypeError(`canonicalJson: ${typeof value} is not a JSON type`);
}

function canonicalObject(object: Readonly<Record<string, unknown>>): string {
  let members = '';
  // The default order of sort() is that of UTF-16 code units, which is the one that RFC 8785, 3.2.3 wants.
  for (const name of Object.keys(object).sort()) {
    const value = object[name];
    if (value === undefined) continue;
    members += `${members === '' ? '' : ','}${canonicalString(name)}:${canonicalJson(value)}`;
  }
  return `{${members}}`;
}

/** Printable ASCII but for the quote and the backslash: nothing to escape, which is nearly every string of a record. */
const unescaped = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function canonicalString(text: string): string {
  if (unescaped.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('canonicalJson: a string with a lone surrogate has no canonical form');
  return JSON.stringify(text);
}

function canonicalNumber(number: number): string {
  if (!Number.isFinite(number)) throw new TypeError('canonicalJson: a number that is not finite is not JSON');
  return JSON.stringify(number);
}

/** SHA-256 in lower-case hex. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}
