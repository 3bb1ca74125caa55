/**
 * Reads of untrusted JSON that never throw: a value of another type is simply not there. Only own properties count, so a body that
 * names `__proto__` or `constructor` reads nothing from JavaScript's prototypes.
 */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';

export function objectOf(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

export function member(object: JsonObject | undefined, key: string): Json | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  return objectOf(member(object, key));
}

export function stringAt(object: JsonObject | undefined, key: string): string | undefined {
  const value = member(object, key);
  return typeof value === 'string' ? value : undefined;
}

export function numberAt(object: JsonObject | undefined, key: string): number | undefined {
  const value = member(object, key);
  return typeof value === 'number' ? value : undefined;
}

export function arrayAt(object: JsonObject | undefined, key: string): readonly Json[] {
  const value = member(object, key);
  return Array.isArray(value) ? value : [];
}

export function objectsAt(object: JsonObject | undefined, key: string): readonly JsonObject[] {
  return arrayAt(object, key)
    .map(objectOf)
    .filter((item) => item !== undefined);
}

export function stringsAt(object: JsonObject | undefined, key: string): readonly string[] {
  return arrayAt(object, key).filter((item) => typeof item === 'string');
}

/** The decoded length of base64 text, without decoding it. */
export function base64Bytes(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return Math.max(0, Math.floor((text.length * 3) / 4) - padding);
}
