/**
 * Bodies to trees and back. What is screened is the parsed tree and what is sent is that tree written again, so a body with duplicate keys
 * or odd escapes cannot mean one thing to the screener and another to the model.
 */
import { isUtf8 } from 'node:buffer';
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { type Refusal, refuse } from '../../../shared/contract/refusals.ts';
import { nestsDeeperThan } from './json-depth.ts';
import { isJsonObject, rawNumber } from './json-tree.ts';

export interface JsonLimits {
  /** How deep arrays and objects may nest. Keeps every recursive walk of a tree, here and in the model's own front end, off the end of the stack. */
  readonly maxDepth: number;
}

const bodyLimits: JsonLimits = { maxDepth: 100 };

/**
 * Parses a body that must be one JSON object (RFC 8259) in UTF-8.
 * Refuses with `body_not_utf8`, `body_not_json` (an empty body too), `body_too_deep` or `body_invalid`; no message quotes the body.
 */
export function parseJsonObject(bytes: Uint8Array, limits: JsonLimits = bodyLimits): JsonObject | Refusal {
  if (!isUtf8(bytes)) return refuse('body_not_utf8', 'The request body is not valid UTF-8. Encode the JSON as UTF-8.');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return parseJsonText(text, limits);
}

/** As `parseJsonObject`, for a text that is a string already. */
function parseJsonText(text: string, limits: JsonLimits = bodyLimits): JsonObject | Refusal {
  if (nestsDeeperThan(limits.maxDepth, text)) {
    return refuse('body_too_deep', `The request body nests deeper than ${limits.maxDepth} levels. Flatten it.`);
  }
  let tree: unknown;
  try {
    tree = numbersNeedCare(text) ? parseKeepingNumbers(text) : JSON.parse(text);
  } catch {
    // The parser's own message quotes the text around the error, so it goes nowhere.
    return refuse('body_not_json', 'The request body is not valid JSON.');
  }
  return isJsonObject(tree) ? tree : refuse('body_invalid', 'The request body must be a JSON object.');
}

export function serializeJson(tree: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(tree), 'utf8');
}

/**
 * Whether the text may hold a number that JSON.stringify would write otherwise: 16 digits or more, a fraction that ends in zero or begins with
 * six, an exponent, a negative zero. Digits inside strings raise false alarms, which cost only the slower parse. Every branch is linear.
 */
const unfaithfulNumber = /[\d.]{16}|\.\d*0[\s,}\]]|0\.000000|\d[eE][+-]?\d|-0[\s,}\]]/;

function numbersNeedCare(text: string): boolean {
  return unfaithfulNumber.test(text);
}

function parseKeepingNumbers(text: string): unknown {
  return JSON.parse(text, keepNumber as (this: unknown, key: string, value: unknown) => unknown);
}

function keepNumber(this: unknown, _key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || context.source === undefined || String(value) === context.source) return value;
  return rawNumber(context.source);
}
