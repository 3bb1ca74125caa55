/** Makes a value that satisfies a JSON Schema, as far as a stand-in needs it: types, enums, bounds, required properties, local references. */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { arrayAt, member, numberAt, objectAt, objectOf, objectsAt, stringAt, stringsAt } from './json-access.ts';

/** Schemas may refer to themselves; below this depth only what is cheapest is made. */
const maximumDepth = 12;

interface Source {
  readonly root: JsonObject;
  /** What a free string is filled with, so that a person sees where the value came from. */
  readonly text: string;
}

export function jsonFromSchema(schema: JsonObject, text: string): Json {
  return valueFor(schema, { root: schema, text }, 0);
}

function valueFor(schema: JsonObject, source: Source, depth: number): Json {
  const given = givenValue(schema);
  if (given !== undefined) return given;
  const resolved = resolve(schema, source.root);
  if (resolved !== schema && depth < maximumDepth) return valueFor(resolved, source, depth + 1);
  switch (typeOf(schema)) {
    case 'object':
      return objectFor(schema, source, depth);
    case 'array':
      return arrayFor(schema, source, depth);
    case 'integer':
      return Math.ceil(numberFor(schema));
    case 'number':
      return numberFor(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return stringFor(schema, source.text);
  }
}

function givenValue(schema: JsonObject): Json | undefined {
  return (
    member(schema, 'const') ?? arrayAt(schema, 'enum')[0] ?? member(schema, 'default') ?? arrayAt(schema, 'examples')[0]
  );
}

/** Follows `#/$defs/name` and takes the first of several alternatives. */
function resolve(schema: JsonObject, root: JsonObject): JsonObject {
  const reference = stringAt(schema, '$ref');
  if (reference?.startsWith('#/')) {
    let target: JsonObject | undefined = root;
    for (const segment of reference.slice(2).split('/')) target = objectAt(target, segment);
    return target ?? schema;
  }
  return objectsAt(schema, 'anyOf')[0] ?? objectsAt(schema, 'oneOf')[0] ?? schema;
}

function typeOf(schema: JsonObject): string | undefined {
  const types = stringsAt(schema, 'type');
  const type = stringAt(schema, 'type') ?? types.find((name) => name !== 'null') ?? types[0];
  if (type !== undefined) return type;
  if (Object.hasOwn(schema, 'properties') || Object.hasOwn(schema, 'allOf')) return 'object';
  return Object.hasOwn(schema, 'items') ? 'array' : undefined;
}

function objectFor(schema: JsonObject, source: Source, depth: number): JsonObject {
  const entries: [string, Json][] = [];
  for (const part of objectsAt(schema, 'allOf')) {
    const value = depth < maximumDepth ? objectOf(valueFor(part, source, depth + 1)) : undefined;
    entries.push(...Object.entries(value ?? {}));
  }
  const properties = objectAt(schema, 'properties');
  for (const name of stringsAt(schema, 'required')) {
    const property = objectAt(properties, name) ?? {};
    entries.push([name, depth < maximumDepth ? valueFor(property, source, depth + 1) : null]);
  }
  // fromEntries defines own properties: a required property called `__proto__` stays data.
  return Object.fromEntries(entries);
}

function arrayFor(schema: JsonObject, source: Source, depth: number): Json[] {
  const length = Math.min(Math.max(numberAt(schema, 'minItems') ?? 1, 0), numberAt(schema, 'maxItems') ?? 100, 100);
  const items = objectAt(schema, 'items');
  if (items === undefined || depth >= maximumDepth) return [];
  return Array.from({ length }, () => valueFor(items, source, depth + 1));
}

function numberFor(schema: JsonObject): number {
  const lowest = numberAt(schema, 'minimum');
  const above = numberAt(schema, 'exclusiveMinimum');
  const highest = numberAt(schema, 'maximum') ?? Number.POSITIVE_INFINITY;
  const wanted = lowest ?? (above === undefined ? 1 : above + 1);
  return Math.min(wanted, highest);
}

const formats: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  time: '12:00:00Z',
  email: 'person@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

function stringFor(schema: JsonObject, text: string): string {
  const format = stringAt(schema, 'format');
  if (format !== undefined && Object.hasOwn(formats, format)) return formats[format] ?? '';
  const longest = Math.min(numberAt(schema, 'maxLength') ?? 80, 80);
  const shortest = Math.min(numberAt(schema, 'minLength') ?? 0, 1000);
  const filled = [...text].slice(0, Math.max(longest, shortest)).join('');
  return filled.padEnd(shortest, '.');
}
