/**
 * Schemas come from requests, too, and are compiled to code. So none reaches the compiler as it came: a new schema is built from the keywords that are known, each with a value
 * of the right kind and nothing else beside it. Identifiers, anchors and references are gone by then: every subschema that is referred to stands under a
 * name of ours in `$defs`, so that no schema can name, reach or replace another one.
 */
import type { Json, JsonObject } from '../../../shared/canonical-json.ts';
import { nestsDeeperThan } from '../../gateway/dialects/json-depth.ts';
import { isJsonObject, ownValue } from '../../gateway/dialects/json-tree.ts';
import { type KeywordKind, keywordKinds, unsupportedKeywords } from './keyword-table.ts';
import { plainValue } from './keyword-values.ts';
import { type SchemaProblem, SchemaRejected, schemaLimits } from './schema-problem.ts';
import { translateDraft07 } from './translate-draft-07.ts';

export interface RebuiltSchema {
  readonly schema: JsonObject;
  /** Names of properties that the schema mentions: what may be told of a place in an answer without telling the answer's own words. */
  readonly names: ReadonlySet<string>;
}

/** The keyword that counts an evaluation of a subschema (`check-meter.ts`). No schema from outside can hold it: it is no known keyword. */
export const meterKeyword = 'gatehouseMeter';

/** `schema`: a JSON value, or JSON in a string. */
export function rebuildSchema(schema: unknown): RebuiltSchema | SchemaProblem {
  try {
    return new Rebuilder(readSchema(schema)).rebuilt();
  } catch (error) {
    if (error instanceof SchemaRejected) return error.problem;
    throw error;
  }
}

/** The schema as a plain tree: of a body's tree only its JSON is taken, in which numbers that keep their source text are numbers again. */
function readSchema(schema: unknown): Json {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
  if (typeof text !== 'string') throw new SchemaRejected('not_json');
  if (text.length > schemaLimits.text) throw new SchemaRejected('too_large');
  if (nestsDeeperThan(schemaLimits.depth, text)) throw new SchemaRejected('too_deep');
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new SchemaRejected('not_json');
  }
}

class Rebuilder {
  readonly #root: Json;
  readonly #names = new Set<string>();
  /** Names in `$defs`, by JSON Pointer. */
  readonly #targets = new Map<string, string>();
  readonly #wanted: [name: string, schema: Json][] = [];
  #subschemas = 0;
  #patterns = 0;

  constructor(root: Json) {
    if (!isJsonObject(root) && typeof root !== 'boolean') throw new SchemaRejected('not_json');
    this.#root = root;
  }

  rebuilt(): RebuiltSchema {
    const root = this.#subschema(this.#root);
    const schema = typeof root === 'boolean' ? (root ? {} : { not: {} }) : root;
    const definitions: JsonObject = {};
    for (let next = this.#wanted.pop(); next !== undefined; next = this.#wanted.pop()) {
      definitions[next[0]] = this.#subschema(next[1]);
    }
    return { schema: { ...schema, $defs: definitions }, names: this.#names };
  }

  #subschema(schema: Json): JsonObject | boolean {
    this.#subschemas += 1;
    if (this.#subschemas > schemaLimits.subschemas) throw new SchemaRejected('too_large');
    if (typeof schema === 'boolean') return schema;
    if (!isJsonObject(schema)) throw new SchemaRejected('invalid');
    if (unsupportedKeywords.some((name) => Object.hasOwn(schema, name)))
      throw new SchemaRejected('keyword_unsupported');
    const rebuilt: JsonObject = {};
    for (const [keyword, value] of Object.entries(translateDraft07(schema))) {
      const kind = keywordKinds.get(keyword);
      if (keyword === '$ref') rebuilt.$ref = this.#reference(value);
      else if (kind !== undefined) rebuilt[keyword] = this.#keyword(kind, value);
    }
    return Object.keys(rebuilt).length === 0 ? rebuilt : { [meterKeyword]: true, ...rebuilt };
  }

  #keyword(kind: KeywordKind, value: Json): Json {
    if (kind === 'schema') return this.#subschema(value);
    if (kind === 'schemas') {
      if (!Array.isArray(value) || value.length === 0) throw new SchemaRejected('invalid');
      return value.map((schema) => this.#subschema(schema));
    }
    if (kind === 'schema-map') return this.#byName(value, (name) => this.#name(name));
    if (kind === 'pattern-map') return this.#byName(value, (pattern) => this.#pattern(pattern));
    if (kind === 'pattern') return this.#pattern(value);
    if (kind === 'names' && Array.isArray(value)) for (const name of value) this.#name(String(name));
    if (kind === 'names-map' && isJsonObject(value)) for (const name of Object.keys(value)) this.#name(name);
    return plainValue(kind, value);
  }

  #byName(value: Json, read: (name: string) => string): JsonObject {
    if (!isJsonObject(value)) throw new SchemaRejected('invalid');
    const schemas: JsonObject = {};
    for (const [name, schema] of Object.entries(value)) schemas[read(name)] = this.#subschema(schema);
    return schemas;
  }

  /** `__proto__` cannot be looked up in an object like other names, neither here nor in compiled code. */
  #name(name: string): string {
    if (name === '__proto__') throw new SchemaRejected('keyword_unsupported');
    this.#names.add(name);
    return name;
  }

  #pattern(pattern: Json): string {
    if (typeof pattern !== 'string' || pattern === '__proto__') throw new SchemaRejected('invalid');
    this.#patterns += 1;
    if (this.#patterns > schemaLimits.patterns) throw new SchemaRejected('too_many_patterns');
    if (pattern.length > schemaLimits.pattern) throw new SchemaRejected('pattern_unsupported');
    return pattern;
  }

  #reference(reference: Json): string {
    if (typeof reference !== 'string' || !/^#(?:\/|$)/.test(reference))
      throw new SchemaRejected('reference_unresolved');
    const known = this.#targets.get(reference);
    if (known !== undefined) return `#/$defs/${known}`;
    const name = `d${this.#targets.size}`;
    this.#targets.set(reference, name);
    this.#wanted.push([name, this.#resolve(reference)]);
    return `#/$defs/${name}`;
  }

  /** RFC 6901, section 6: a JSON Pointer in a URI fragment. */
  #resolve(reference: string): Json {
    let at: Json | undefined = this.#root;
    for (const step of decoded(reference).split('/').slice(1)) {
      const key = step.replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(at)) at = /^\d{1,9}$/.test(key) ? at[Number(key)] : undefined;
      else at = isJsonObject(at) ? ownValue(at, key) : undefined;
    }
    if (!isJsonObject(at) && typeof at !== 'boolean') throw new SchemaRejected('reference_unresolved');
    return at;
  }
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    throw new SchemaRejected('reference_unresolved');
  }
}
