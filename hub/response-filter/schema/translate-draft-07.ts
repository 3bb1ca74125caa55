import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { isJsonObject, ownValue, setOwn } from '../../gateway/dialects/json-tree.ts';

/**
 * One subschema in the words of 2020-12. Tools still write draft-07 (`items` as a list, `additionalItems`, `dependencies`) and OpenAPI 3.0 (`nullable`); none of these means
 * anything else in 2020-12, so no declaration of a draft is needed.
 * Source: https://json-schema.org/draft/2020-12/release-notes
 */
export function translateDraft07(schema: JsonObject): JsonObject {
  if (!older.some((name) => Object.hasOwn(schema, name)) && !Array.isArray(ownValue(schema, 'items'))) return schema;
  const translated: JsonObject = {};
  for (const [name, value] of Object.entries(schema)) {
    if (!older.includes(name)) setOwn(translated, name, value);
  }
  translateItems(schema, translated);
  translateDependencies(ownValue(schema, 'dependencies'), translated);
  if (ownValue(schema, 'nullable') === true) allowNull(translated);
  return translated;
}

const older: readonly string[] = ['additionalItems', 'dependencies', 'nullable'];

function translateItems(schema: JsonObject, translated: JsonObject): void {
  const items = ownValue(schema, 'items');
  // Beside a single schema for all items, or none, `additionalItems` means nothing.
  if (!Array.isArray(items)) return;
  delete translated.items;
  if (items.length > 0) translated.prefixItems = items;
  const others = ownValue(schema, 'additionalItems');
  if (others !== undefined) translated.items = others;
}

function translateDependencies(dependencies: Json | undefined, translated: JsonObject): void {
  if (!isJsonObject(dependencies)) return;
  const required: JsonObject = {};
  const schemas: JsonObject = {};
  for (const [name, value] of Object.entries(dependencies)) {
    setOwn(Array.isArray(value) ? required : schemas, name, value);
  }
  if (Object.keys(required).length > 0) translated.dependentRequired ??= required;
  if (Object.keys(schemas).length > 0) translated.dependentSchemas ??= schemas;
}

function allowNull(translated: JsonObject): void {
  if (typeof translated.type === 'string') translated.type = [translated.type, 'null'];
  if (Array.isArray(translated.enum) && !translated.enum.includes(null)) translated.enum = [...translated.enum, null];
}
