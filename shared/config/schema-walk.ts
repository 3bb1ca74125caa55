import { z } from 'zod';
import type { Path } from './problem.ts';

type Schema = z.core.$ZodType;

/** What lies under `optional` and `default`. */
function unwrap(schema: Schema): Schema {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.def.innerType;
  return inner;
}

function childOf(schema: Schema, step: string | number): Schema | undefined {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, step) ? schema.shape[step] : undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

/** The part of a schema that describes the value at `path`; undefined where the schema knows no such place. */
export function schemaAt(root: Schema, path: Path): Schema | undefined {
  let schema: Schema | undefined = root;
  for (const step of path) {
    if (schema === undefined) return undefined;
    schema = childOf(unwrap(schema), step);
  }
  return schema;
}

/** The keys that a map at `path` may have, where the schema lists them. */
export function knownKeys(root: Schema, path: Path): readonly string[] {
  const found = schemaAt(root, path);
  const schema = found === undefined ? undefined : unwrap(found);
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return schema.keyType.options.map(String);
  return [];
}

/** What the schema says about the field at `path`. */
export function descriptionAt(root: Schema, path: Path): string | undefined {
  const schema = schemaAt(root, path);
  return schema === undefined ? undefined : z.globalRegistry.get(schema)?.description;
}
