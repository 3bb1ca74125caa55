import { createHash } from 'node:crypto';
import { type CompiledSchema, compileSchema } from './compile-schema.ts';
import type { SchemaProblem } from './schema-problem.ts';

type Compiled = Promise<CompiledSchema | SchemaProblem>;

/** Compiled schemas by the hash of their text, least recently used first out. Compiling takes milliseconds, and an application asks with the same schema all day. */
export class SchemaCache {
  readonly #most: number;
  readonly #compiled = new Map<string, Compiled>();

  /** @param most how many compiled schemas are kept; each is at most a few hundred KB of code */
  constructor(most = 200) {
    this.#most = most;
  }

  get(schema: unknown): Compiled {
    const key = keyOf(schema);
    const known = this.#compiled.get(key);
    const compiled = known ?? compileSchema(schema);
    this.#compiled.delete(key);
    this.#compiled.set(key, compiled);
    if (this.#compiled.size > this.#most) this.#compiled.delete(this.#compiled.keys().next().value ?? key);
    return compiled;
  }
}

/** Clients write a schema the same way each time, so its own text serves; ordering its members first would cost more than it saves. */
function keyOf(schema: unknown): string {
  const text = typeof schema === 'string' ? `s${schema}` : `j${JSON.stringify(schema)}`;
  return createHash('sha256').update(text).digest('base64');
}
