/**
 * Access to a parsed JSON tree that may have come from an enemy. Own properties only: a key such as `__proto__` or `constructor` in a body is
 * an ordinary field, never a way to the prototype.
 */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';

/** A number that keeps its source text (`1.0`, `1e3`, 20 digits), because JavaScript would write it differently. Made by `parseJsonObject`. */
export interface RawNumber {
  readonly rawJSON: string;
}

/** ECMAScript's `JSON.rawJSON` (stage 4, in Node 24), which the type library of our target does not declare. */
const rawJson = JSON as unknown as {
  rawJSON(source: string): RawNumber;
  isRawJSON(value: unknown): boolean;
};

export function rawNumber(source: string): RawNumber {
  return rawJson.rawJSON(source);
}

export function isRawNumber(value: unknown): value is RawNumber {
  return rawJson.isRawJSON(value);
}

/** A JSON object: neither an array, nor null, nor a number that keeps its source text. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isRawNumber(value);
}

export function ownValue(holder: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(holder, key) ? holder[key] : undefined;
}

export function ownString(holder: JsonObject, key: string): string | undefined {
  const value = ownValue(holder, key);
  return typeof value === 'string' ? value : undefined;
}

export function ownObject(holder: JsonObject, key: string): JsonObject | undefined {
  const value = ownValue(holder, key);
  return isJsonObject(value) ? value : undefined;
}

/** The value as a number, whether or not it keeps its source text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return isRawNumber(value) ? Number(value.rawJSON) : undefined;
}

export function ownNumber(holder: JsonObject, key: string): number | undefined {
  return numberOf(ownValue(holder, key));
}

/** Writes an own property even where plain assignment would call a setter of the prototype. */
export function setOwn(holder: JsonObject | Json[], key: string | number, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true });
    return;
  }
  (holder as Record<string | number, Json>)[key] = value;
}
