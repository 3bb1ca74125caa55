/**
 * Texts of a request that neither the caller nor the model wrote: results of tools, documents, search results. Spotlighting marks them, so only those are
 * here that stand alone as prose: not JSON, not names, and nothing that citations point into by offset.
 */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import type { PartText } from '../../screening/parts.ts';
import { isJsonObject, ownObject, ownString, ownValue, setOwn } from './json-tree.ts';

/** The string `holder[key]`, as it stands there now: masks have been written into the tree by then. */
export function textAt(holder: JsonObject, key: string): PartText[] {
  const text = ownString(holder, key);
  if (text === undefined || text.trim() === '') return [];
  return [{ text, replace: (replaced) => setOwn(holder, key, replaced) }];
}

/** The same of a text that travels as base64. */
export function encodedTextAt(holder: JsonObject, key: string): PartText[] {
  const encoded = ownString(holder, key);
  if (encoded === undefined || encoded === '') return [];
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const replace = (replaced: string) => setOwn(holder, key, Buffer.from(replaced, 'utf8').toString('base64'));
  return [{ text, replace }];
}

/** The members of the array `holder[key]` that are objects. */
export function objectsAt(holder: JsonObject, key: string): JsonObject[] {
  const list: Json | undefined = ownValue(holder, key);
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

/** Citations count characters and blocks of their source: what they point to has to stay where it is. */
export function isCited(holder: JsonObject): boolean {
  const citations = ownObject(holder, 'citations');
  return citations !== undefined && ownValue(citations, 'enabled') === true;
}
