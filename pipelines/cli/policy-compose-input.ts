import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { Surroundings } from '../../scp-policies/composer/compose-units.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../shared/iam/statement-match.ts';

/** Bytes. A hundred of the largest policies, each written twice. */
const mostBytes = 4_000_000;

const types = ['SCP', 'RCP', 'AISERVICES_OPT_OUT', 'BEDROCK', 'TAG'] as const;
const policyName = z.string().min(1).max(128);
const attachedFile = z.partialRecord(z.enum(['spokes', 'hub']), z.partialRecord(z.enum(types), z.array(policyName)));
const previousFile = z.object({
  units: z.array(
    z.object({
      type: z.enum(types),
      policies: z.array(z.object({ name: policyName, text: z.string().max(200_000) })),
    }),
  ),
});

/**
 * Names of what is attached already, by kind of unit and policy type.
 *
 * @example { "spokes": { "SCP": ["FullAWSAccess", "landing-zone-1"] } }
 */
export function readAttached(file: string | undefined): Surroundings['attached'] {
  if (file === undefined) return () => [];
  const attached = readJson(file, attachedFile, '{ "spokes": { "SCP": ["FullAWSAccess", "landing-zone-1"] } }');
  return (unit, type) => attached[unit]?.[type] ?? [];
}

/** The composed policies of an earlier run; declarative ones have no place to keep. */
export function readPrevious(file: string | undefined): readonly NamedPolicy[] {
  if (file === undefined) return [];
  const { units } = readJson(file, previousFile, 'what `gatehouse policy compose --json` printed');
  return units
    .filter(({ type }) => type === 'SCP' || type === 'RCP')
    .flatMap(({ policies }) => policies.map(({ name, text }) => ({ name, document: parsePolicy(text, name) })));
}

function readJson<T>(file: string, schema: z.ZodType<T>, expected: string): T {
  const parsed = schema.safeParse(parseJson(readText(file)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.map(String).join('.')}`;
  throw new GatehouseFault('usage', `${file} is not what is expected${place}.`, `Expected: ${expected}.`);
}

function readText(file: string): string {
  try {
    if (statSync(file).size <= mostBytes) return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new GatehouseFault('usage', `${file} cannot be read.`, 'Give the path of a JSON file.', { cause });
  }
  throw new GatehouseFault('usage', `${file} is larger than ${mostBytes} bytes.`, 'Give what was composed before.');
}

/** Undefined, which no schema takes, where it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
