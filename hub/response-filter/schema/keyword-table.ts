/**
 * The validating keywords of JSON Schema 2020-12, and what their values are. Whatever else a schema says (titles, descriptions, examples, extensions) does not
 * bear on validity and is left out. Draft-07's own keywords are translated in `translate-draft-07.ts`.
 * Source: https://json-schema.org/draft/2020-12/json-schema-validation and https://json-schema.org/draft/2020-12/json-schema-core
 */
export type KeywordKind =
  /** One subschema. */
  | 'schema'
  /** A list of subschemas, not empty. */
  | 'schemas'
  /** An object of subschemas by name. */
  | 'schema-map'
  /** An object of subschemas by pattern. */
  | 'pattern-map'
  | 'number'
  | 'positive'
  /** A whole number from 0. */
  | 'count'
  | 'flag'
  | 'names'
  | 'names-map'
  | 'types'
  | 'values'
  | 'value'
  | 'pattern'
  | 'format';

const kinds: Readonly<Record<KeywordKind, readonly string[]>> = {
  schema: [
    'not',
    'if',
    'then',
    'else',
    'contains',
    'items',
    'propertyNames',
    'additionalProperties',
    'unevaluatedItems',
    'unevaluatedProperties',
  ],
  schemas: ['allOf', 'anyOf', 'oneOf', 'prefixItems'],
  'schema-map': ['properties', 'dependentSchemas'],
  'pattern-map': ['patternProperties'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  positive: ['multipleOf'],
  count: [
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'minContains',
    'maxContains',
    'minProperties',
    'maxProperties',
  ],
  flag: ['uniqueItems'],
  names: ['required'],
  'names-map': ['dependentRequired'],
  types: ['type'],
  values: ['enum'],
  value: ['const'],
  pattern: ['pattern'],
  format: ['format'],
};

export const keywordKinds: ReadonlyMap<string, KeywordKind> = new Map(
  Object.entries(kinds).flatMap(([kind, names]) => names.map((name) => [name, kind as KeywordKind] as const)),
);

/** Keywords that change what a schema means and that nothing here can honour: ignoring one would call answers valid that are not. */
export const unsupportedKeywords: readonly string[] = ['$dynamicRef', '$recursiveRef'];

export const typeNames: ReadonlySet<string> = new Set([
  'null',
  'boolean',
  'object',
  'array',
  'number',
  'integer',
  'string',
]);
