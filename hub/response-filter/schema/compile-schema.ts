import type { ErrorObject } from 'ajv';
import { CheckMeter, CheckTooCostly } from './check-meter.ts';
import { loadValidator, newValidator, type ValidatorLibrary } from './load-validator.ts';
import { type RebuiltSchema, rebuildSchema } from './rebuild-schema.ts';
import { type SchemaProblem, SchemaRejected } from './schema-problem.ts';

/** One thing that is wrong with a document, as the validator says it; its place holds words of the document. */
export type Violation = Pick<ErrorObject, 'instancePath' | 'keyword' | 'params'>;

export interface CompiledSchema {
  /** Names of properties that the schema mentions. */
  readonly names: ReadonlySet<string>;
  /**
   * What is wrong with `document`, nothing where it satisfies the schema, `too_costly` where finding out would take too long.
   * @param length of the document as JSON, in UTF-16 units; what the check may cost follows it
   */
  check(document: unknown, length: number): readonly Violation[] | 'too_costly';
}

/**
 * Compiles a schema (a JSON value, or JSON in a string), trusted or not; answers in fixed words why it cannot be checked against. The schema is rebuilt first (`rebuild-schema.ts`),
 * so that the compiler sees known keywords alone, and no name in it is ever code: names, texts and patterns enter the compiled function as quoted literals.
 */
export async function compileSchema(schema: unknown): Promise<CompiledSchema | SchemaProblem> {
  const rebuilt = rebuildSchema(schema);
  if (typeof rebuilt === 'string') return rebuilt;
  const library = await loadValidator();
  try {
    return compiled(rebuilt, library);
  } catch (error) {
    if (error instanceof SchemaRejected) return error.problem;
    // The compiler's message quotes the schema. What it cannot compile after all that was checked can only be wrong.
    return 'invalid';
  }
}

function compiled({ schema, names }: RebuiltSchema, library: ValidatorLibrary): CompiledSchema {
  const meter = new CheckMeter();
  const validate = newValidator(library, meter).compile(schema);
  return {
    names,
    check(document, length) {
      meter.begin(length);
      try {
        return validate(document) ? [] : (validate.errors ?? []).map(withoutData);
      } catch (error) {
        // A schema that refers to itself in place runs out of stack before it runs out of budget.
        if (error instanceof CheckTooCostly || error instanceof RangeError) return 'too_costly';
        throw error;
      } finally {
        validate.errors = null;
      }
    },
  };
}

function withoutData({ instancePath, keyword, params }: ErrorObject): Violation {
  return { instancePath, keyword, params };
}
