import type { Violation } from './compile-schema.ts';

/** One error as a record may hold it: where, with every word of the answer masked, and which rule. */
export interface SchemaError {
  /** RFC 6901 JSON Pointer; a member whose name the schema does not mention is `*`. Empty: the document itself. */
  readonly path: string;
  /** A keyword of JSON Schema (`required`, `type`, ...), or why there is no document (`not_json`, `fenced`, `empty`, `too_deep`, `too_large`). */
  readonly rule: string;
  /** The name of a member that `required` misses. The schema's own word, so only where the schema's names may be told. */
  readonly missing?: string;
}

/** How many errors are told; one that is mended often mends others. */
const mostErrors = 10;
/** No name that is worth reading is longer. */
const longestName = 64;

/** @param names that may be told; of everything else only the place in its list, or `*` */
export function describeViolations(violations: readonly Violation[], names: ReadonlySet<string>): SchemaError[] {
  const told = new Map<string, SchemaError>();
  for (const violation of violations) {
    if (told.size === mostErrors) break;
    const error = describe(violation, names);
    told.set(JSON.stringify(error), error);
  }
  return [...told.values()];
}

function describe({ instancePath, keyword, params }: Violation, names: ReadonlySet<string>): SchemaError {
  const path = maskedPath(instancePath, names);
  const missing: unknown = params.missingProperty;
  return typeof missing === 'string' && isTold(missing, names)
    ? { path, rule: keyword, missing }
    : { path, rule: keyword };
}

function maskedPath(path: string, names: ReadonlySet<string>): string {
  const steps = path.split('/').slice(1);
  // A member may be called 7, too; a short number says no more than a place in a list would.
  return steps.map((step) => `/${/^\d{1,6}$/.test(step) || isTold(unescaped(step), names) ? step : '*'}`).join('');
}

function isTold(name: string, names: ReadonlySet<string>): boolean {
  return name.length <= longestName && names.has(name);
}

function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
