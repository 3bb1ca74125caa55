import { z } from 'zod';
import { describeFound, type Finding, mostProblems, type Path } from './problem.ts';
import { type GovernanceConfig, governanceSchema } from './schema.ts';
import { descriptionAt, knownKeys, schemaAt } from './schema-walk.ts';
import { suggestion } from './suggest.ts';

type Issue = z.core.$ZodIssue;

/** What the issues need to know of the text: the value at a path, and how it was written. */
export interface IssueSource {
  readonly plain: unknown;
  writtenAt(path: Path): string | undefined;
}

export interface SchemaCheck {
  /** Present where nothing was found. */
  readonly config?: GovernanceConfig;
  /** Everything in which the data differs from the schema, in words for the person who wrote it. */
  readonly findings: readonly Finding[];
}

export function checkSchema(source: IssueSource): SchemaCheck {
  const result = governanceSchema.safeParse(source.plain);
  if (result.success) return { config: result.data, findings: [] };
  const issues = result.error.issues.slice(0, mostProblems);
  return { findings: issues.flatMap((issue) => translate(issue, [], source)) };
}

function translate(issue: Issue, prefix: Path, source: IssueSource): Finding[] {
  const path = [...prefix, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  if (issue.code === 'unrecognized_keys') return issue.keys.slice(0, mostProblems).map((key) => unknownKey(key, path));
  if (issue.code === 'invalid_key') return invalidKey(issue, path, source);
  const value = valueAt(source.plain, path);
  if (value === undefined) return [missing(path)];
  if (issue.code === 'invalid_type') return [wrongType(issue.expected, value, path, source)];
  if (issue.code === 'invalid_value') return [wrongChoice(issue.values.map(String), value, path)];
  return [outOfBounds(issue, value, path)];
}

function unknownKey(key: string, parent: Path): Finding {
  const keys = knownKeys(governanceSchema, parent);
  return {
    path: [...parent, key],
    at: 'key',
    found: `the key ${describeFound(key)}`,
    message: 'which is not known here',
    remedy: suggestion(key, keys, 'Known keys'),
  };
}

/** A record with a bad key leaves the value under it unchecked; it is checked here, so that all its problems show at once. */
function invalidKey(issue: z.core.$ZodIssueInvalidKey, path: Path, source: IssueSource): Finding[] {
  const [message, remedy] = halves(issue.issues[0]?.message ?? issue.message);
  const key: Finding = { path, at: 'key', found: `the name ${describeFound(path.at(-1))}`, message, remedy };
  const schema = schemaAt(governanceSchema, path);
  const under = schema === undefined ? undefined : z.safeParse(schema, valueAt(source.plain, path));
  return [key, ...(under?.error?.issues ?? []).flatMap((inner) => translate(inner, path, source))];
}

function missing(path: Path): Finding {
  const name = path.at(-1);
  if (name === undefined) {
    return {
      path,
      found: 'nothing',
      message: 'where the sections of a governance file are expected',
      remedy: `Write ${knownKeys(governanceSchema, []).join(', ')}.`,
    };
  }
  return { path, found: 'nothing', message: `where '${name}' is required`, remedy: `Add it. ${about(path)}` };
}

function wrongType(expected: string, value: unknown, path: Path, source: IssueSource): Finding {
  if (expected === 'string' && typeof value === 'number') return unquoted(value, path, source);
  const names: Record<string, string> = {
    object: 'a map',
    record: 'a map',
    array: 'a list',
    string: 'text',
    int: 'a whole number',
    number: 'a number',
  };
  return {
    path,
    found: describeFound(value),
    message: `where ${names[expected] ?? expected} is expected`,
    remedy: `Write ${names[expected] ?? expected}. ${about(path)}`,
  };
}

/** Account ids, above all: YAML reads 012345678901 as a number and its leading zero is gone. */
function unquoted(value: number, path: Path, source: IssueSource): Finding {
  const written = source.writtenAt(path) ?? String(value);
  return {
    path,
    found: describeFound(value),
    message: 'which YAML reads as a number where text is expected',
    remedy: `Put it in quotes: "${written}" (a number would lose its leading zeros).`,
  };
}

function wrongChoice(choices: readonly string[], value: unknown, path: Path): Finding {
  const remedy = suggestion(typeof value === 'string' ? value : '', choices, 'Choices');
  return { path, found: describeFound(value), message: 'which is not one of the choices', remedy };
}

function outOfBounds(issue: Issue, value: unknown, path: Path): Finding {
  const found = describeFound(value);
  if (issue.message.includes('\n')) {
    const [message, remedy] = halves(issue.message);
    return { path, found, message, remedy };
  }
  const remedy = about(path);
  if (issue.code === 'too_small')
    return { path, found, message: `where at least ${amount(issue.minimum, value)} needed`, remedy };
  if (issue.code === 'too_big')
    return { path, found, message: `where at most ${amount(issue.maximum, value)} allowed`, remedy };
  return { path, found, message: 'which does not have the form that is needed', remedy };
}

/** Such as `1 entry is`, `60 characters are`, `0.5 is`. */
function amount(count: number | bigint, value: unknown): string {
  const one = Number(count) === 1;
  if (typeof value === 'string') return one ? '1 character is' : `${count} characters are`;
  if (Array.isArray(value)) return one ? '1 entry is' : `${count} entries are`;
  return `${count} is`;
}

function about(path: Path): string {
  return descriptionAt(governanceSchema, path) ?? 'See governance.schema.json.';
}

/** The two halves of a message made by `wording`. */
function halves(message: string): [string, string] {
  const [wrong = '', remedy = 'See governance.schema.json.'] = message.split('\n');
  return [wrong, remedy];
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
