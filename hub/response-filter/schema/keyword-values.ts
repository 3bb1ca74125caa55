import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { isJsonObject } from '../../gateway/dialects/json-tree.ts';
import { type KeywordKind, typeNames } from './keyword-table.ts';
import { SchemaRejected } from './schema-problem.ts';

type PlainKind = Exclude<KeywordKind, 'schema' | 'schemas' | 'schema-map' | 'pattern-map' | 'pattern'>;

const isWhole = (value: Json): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isString = (value: Json): boolean => typeof value === 'string';
const areNames = (value: Json): boolean => Array.isArray(value) && value.every(isString);

const fits: Readonly<Record<PlainKind, (value: Json) => boolean>> = {
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  positive: (value) => typeof value === 'number' && Number.isFinite(value) && value > 0,
  count: isWhole,
  flag: (value) => typeof value === 'boolean',
  names: areNames,
  'names-map': (value) => isJsonObject(value) && Object.values(value).every(areNames),
  types: (value) => (Array.isArray(value) ? value.length > 0 && value.every(isTypeName) : isTypeName(value)),
  values: (value) => Array.isArray(value) && value.length > 0,
  value: () => true,
  format: isString,
};

function isTypeName(value: Json): boolean {
  return typeof value === 'string' && typeNames.has(value);
}

/** The value of a keyword that holds no subschema; throws `SchemaRejected` where it is none that the keyword can have. */
export function plainValue(kind: KeywordKind, value: Json): Json {
  if (!isPlainKind(kind) || !fits[kind](value)) throw new SchemaRejected('invalid');
  if (kind === 'names') return [...new Set(value as string[])];
  if (kind === 'names-map') return uniqueNames(value as JsonObject);
  return kind === 'types' && Array.isArray(value) ? [...new Set(value)] : value;
}

function isPlainKind(kind: KeywordKind): kind is PlainKind {
  return Object.hasOwn(fits, kind);
}

/** The names of the map itself were vetted before. */
function uniqueNames(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).map(([name, names]) => [name, [...new Set(names as string[])]]));
}
