import type { Json } from '../../../shared/canonical-json.ts';
import { readDocument } from './answer-document.ts';
import type { CompiledSchema, Violation } from './compile-schema.ts';
import type { SchemaCache } from './schema-cache.ts';
import { describeViolations, type SchemaError } from './schema-errors.ts';
import type { SchemaProblem } from './schema-problem.ts';

/**
 * A schema that an answer must satisfy. `origin` says whose it is: an application's names are the platform team's and may be told in records, a request's are
 * its caller's content.
 */
export interface WantedSchema {
  readonly origin: 'application' | 'request';
  readonly schema: unknown;
}

/** What is to be checked: texts that must each be a JSON document, and inputs of tool calls. */
export interface AnswerToCheck {
  /** One for each choice of the answer; the text blocks of a choice, joined. */
  readonly texts: readonly string[];
  /** Set where a document is not to be expected: the model stopped to call a tool, or it refused. */
  readonly excused?: 'tool_call' | 'refusal';
}

/** Why nothing was checked. A schema's problem says that it cannot be; an application whose own schema has one is not to be answered. */
export type NotChecked = 'no_schema' | 'tool_call' | 'refusal' | 'too_costly' | `schema_${SchemaProblem}`;

export type SchemaCheck =
  | { readonly result: 'passed' }
  /** `errors` are for the record; `hints`, for the model that is to mend them, may name what the schema names. */
  | { readonly result: 'failed'; readonly errors: readonly SchemaError[]; readonly hints: readonly SchemaError[] }
  /** `origin`: whose schema it was that could not be checked against. */
  | { readonly result: 'not_checked'; readonly reason: NotChecked; readonly origin?: WantedSchema['origin'] };

const nothingTold: ReadonlySet<string> = new Set();

/** Checks an answer against every schema that is wanted; the first that is not satisfied decides. */
export async function checkAnswer(
  answer: AnswerToCheck,
  wanted: readonly WantedSchema[],
  cache: SchemaCache,
): Promise<SchemaCheck> {
  if (answer.excused !== undefined) return { result: 'not_checked', reason: answer.excused };
  let unchecked: SchemaCheck | undefined = wanted.length === 0 ? notChecked('no_schema') : undefined;
  for (const one of wanted) {
    const schema = await cache.get(one.schema);
    const check =
      typeof schema === 'string' ? notChecked(`schema_${schema}`, one.origin) : checkTexts(answer.texts, schema, one);
    if (check.result === 'failed') return check;
    // That an application's own schema could not be checked against says more than that a caller's could not.
    if (check.result === 'not_checked' && (unchecked === undefined || one.origin === 'application')) unchecked = check;
  }
  return unchecked ?? { result: 'passed' };
}

/** Checks a value that is parsed already: the input of a call of a tool whose schema the request made strict. */
export async function checkToolInput(input: Json, wanted: WantedSchema, cache: SchemaCache): Promise<SchemaCheck> {
  const schema = await cache.get(wanted.schema);
  if (typeof schema === 'string') return notChecked(`schema_${schema}`, wanted.origin);
  // By way of its text, in which numbers that keep their source text are numbers again.
  return checkTexts([JSON.stringify(input)], schema, wanted);
}

function checkTexts(texts: readonly string[], schema: CompiledSchema, { origin }: WantedSchema): SchemaCheck {
  const told = origin === 'application' ? schema.names : nothingTold;
  if (texts.length === 0) return failedBefore('empty');
  for (const text of texts) {
    const read = readDocument(text);
    if (typeof read === 'string') return failedBefore(read);
    const violations = schema.check(read.document, text.length);
    if (violations === 'too_costly') return notChecked('too_costly', origin);
    if (violations.length > 0) return failed(violations, told, schema.names);
  }
  return { result: 'passed' };
}

function failed(violations: readonly Violation[], told: ReadonlySet<string>, names: ReadonlySet<string>): SchemaCheck {
  return {
    result: 'failed',
    errors: describeViolations(violations, told),
    hints: describeViolations(violations, names),
  };
}

function failedBefore(rule: string): SchemaCheck {
  const errors = [{ path: '', rule }];
  return { result: 'failed', errors, hints: errors };
}

function notChecked(reason: NotChecked, origin?: WantedSchema['origin']): SchemaCheck {
  return { result: 'not_checked', reason, ...(origin !== undefined && { origin }) };
}
