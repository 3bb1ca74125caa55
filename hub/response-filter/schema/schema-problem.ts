/**
 * Why a JSON Schema cannot be checked against, in fixed words: they go into records, and a schema is its caller's content.
 * - not_json: not a JSON object or boolean (Converse sends its schema as JSON in a string).
 * - too_large, too_deep, too_many_patterns: over the limits of `schemaLimits`.
 * - invalid: a keyword has a value that the specification does not allow.
 * - reference_unresolved: a `$ref` that does not point into the schema itself. Nothing is ever fetched.
 * - pattern_unsupported: a regular expression that has no linear-time form (look-around, back references).
 * - keyword_unsupported: what cannot be checked without being ignored (`$dynamicRef`, a property called `__proto__`).
 */
export type SchemaProblem =
  | 'not_json'
  | 'too_large'
  | 'too_deep'
  | 'too_many_patterns'
  | 'invalid'
  | 'reference_unresolved'
  | 'pattern_unsupported'
  | 'keyword_unsupported';

/** Callers write schemas, too, and each is compiled to code of a size that follows the schema's. */
export const schemaLimits = {
  /** UTF-16 units of the schema as JSON. */
  text: 131_072,
  /** Levels of nesting, counted in the JSON. */
  depth: 64,
  /** Subschemas, once every one that is referred to has been put where it belongs. Compiling takes about 65 ms for as many. */
  subschemas: 1_000,
  patterns: 100,
  /** UTF-16 units of one pattern. */
  pattern: 500,
} as const;

/** Thrown while a schema is read; `rebuildSchema` turns it into a value. */
export class SchemaRejected extends Error {
  readonly problem: SchemaProblem;

  constructor(problem: SchemaProblem) {
    super(problem);
    this.problem = problem;
  }
}
