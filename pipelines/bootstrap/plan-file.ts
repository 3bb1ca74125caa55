import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { GatehouseFault } from '../../shared/errors.ts';
import type { Change, Plan } from './change.ts';

/** Bytes. A plan for 5,000 accounts is a tenth of this. */
const mostBytes = 64_000_000;

const type = z.enum(['SCP', 'RCP', 'AISERVICES_OPT_OUT', 'BEDROCK', 'TAG']);
const word = z.string().min(1).max(2048);
const policyText = z.string().max(200_000);
const template = z.string().max(1_000_000);
const account = z.string().regex(/^\d{12}$/);
const targets = z.array(word).readonly();

const told = { id: word, wave: z.int().min(1), why: z.string().max(10_000), accounts: z.array(account).readonly() };
const body = template;
const before = policyText;
const text = policyText;
const name = word;
const region = word;

function kind<Kind extends Change['kind'], Shape extends z.ZodRawShape>(value: Kind, shape: Shape) {
  return z.strictObject({ kind: z.literal(value), ...shape, ...told });
}

const change = z.discriminatedUnion('kind', [
  kind('enable-trusted-access', { service: word }),
  kind('register-delegated-administrator', { account, service: word }),
  kind('enable-policy-type', { type }),
  kind('create-unit', { path: word, parent: word, name }),
  kind('move-account', { account, from: word, to: word }),
  kind('put-guardrail-policy', { arn: word, region, text }),
  kind('create-policy', { type, name, text }),
  kind('update-policy', { type, name, text, before }),
  kind('attach-policy', { type, name, target: word }),
  kind('detach-policy', { type, name, target: word }),
  kind('delete-policy', { type, name, before }),
  kind('create-stack-set', { name, description: z.string().max(1024), body }),
  kind('update-stack-set', { name, description: z.string().max(1024), body, before: template }),
  kind('deploy-stack-set', { name, region, targets }),
  kind('withdraw-stack-set', { name, region, targets }),
  kind('delete-stack-set', { name }),
]) satisfies z.ZodType<Change>;

const planSchema = z.strictObject({
  version: z.literal(1),
  governance: z.string().regex(/^[0-9a-f]{64}$/),
  organizationId: word,
  changes: z.array(change).readonly(),
  remarks: z.array(z.string().max(10_000)).readonly(),
}) satisfies z.ZodType<Plan>;

/**
 * Whole or not at all: a run that is killed here leaves the earlier plan. For the person alone, since policies tell how to get around them.
 *
 * @throws GatehouseFault `usage` where the file cannot be written.
 */
export function writePlan(file: string, plan: Plan): void {
  const fresh = `${file}.${process.pid}.new`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(fresh, `${JSON.stringify(plan, null, 1)}\n`, { mode: 0o600, flush: true });
    renameSync(fresh, file);
  } catch (cause) {
    rmSync(fresh, { force: true });
    throw new GatehouseFault('usage', `${file} cannot be written.`, 'Give a directory of your own.', { cause });
  }
}

/** @throws GatehouseFault `usage` where there is no such file, or it is no plan: a changed one is not applied in part. */
export function readPlan(file: string): Plan {
  const parsed = planSchema.safeParse(parseJson(readText(file)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` (at ${issue.path.map(String).join('.')})`;
  throw new GatehouseFault('usage', `${file} is not a plan${place}.`, 'Make one with gatehouse plan.');
}

function readText(file: string): string {
  try {
    if (statSync(file).size <= mostBytes) return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new GatehouseFault('usage', `There is no plan in ${file}.`, 'Make one with gatehouse plan.', { cause });
  }
  throw new GatehouseFault('usage', `${file} is larger than ${mostBytes} bytes.`, 'Make a plan with gatehouse plan.');
}

/** Undefined, which no schema takes, where it is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
