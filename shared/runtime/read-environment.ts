/**
 * The environment of a function, read once at its start. A construct writes it (`environment satisfies z.input<typeof GatewayEnv>`), so a wrong one is a mistake of the
 * deployment: the function must stop before its first call, and say what to mend. zod/mini, because the whole of zod is larger than a function may be.
 */
import * as z from 'zod/mini';
import { printable } from '../config/printable.ts';
import { GatehouseFault } from '../errors.ts';

/** One variable: what it must look like, and in words what to write there. */
export function variable(shape: RegExp, write: string): z.ZodMiniString<string> {
  return z.string({ error: write }).check(z.regex(shape, { error: write }));
}

const mostShown = 100;

/**
 * @throws GatehouseFault `configuration_invalid` naming every variable that is missing or malformed, what was found there, and what to write.
 *
 * @example const env = readEnvironment(GatewayEnv, process.env);
 */
export function readEnvironment<S extends z.ZodMiniType>(
  schema: S,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<S> {
  const read = schema.safeParse(environment);
  if (read.success) return read.data;
  const problems = read.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `${name} is ${found(environment[name])}; write ${message}.`;
  });
  throw new GatehouseFault(
    'configuration_invalid',
    `The environment of this function is not what it needs. ${problems.join(' ')}`,
    'Deploy the stack of the functions again: it sets them all.',
  );
}

/** None of the variables holds a secret: what functions know of secrets they are told by KMS. */
function found(value: string | undefined): string {
  if (value === undefined) return 'missing';
  return value === '' ? 'empty' : `"${printable(value, mostShown)}"`;
}
