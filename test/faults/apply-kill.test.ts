import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readJournal } from '../../pipelines/bootstrap/apply/journal.ts';
import { writePlan } from '../../pipelines/bootstrap/plan-file.ts';
import type { Snapshot } from '../../pipelines/bootstrap/snapshot.ts';
import { type OrganizationServer, startOrganizationServer } from '../local-aws/organization/organization-server.ts';
import { fewRules } from '../pipelines/bootstrap/apply/few-rules.fixture.ts';
import { governanceText, management, sorted } from '../pipelines/bootstrap/example-organization.fixture.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const forty = sorted(40);
const plan = fewRules().plan(forty);
const callerArn = `arn:aws:sts::${management}:assumed-role/platform/someone`;

/** It outlives the runs that are killed. */
let aws: OrganizationServer;
beforeAll(async () => {
  aws = await startOrganizationServer();
});
afterAll(() => aws.close());

function program(file: string, args: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, file), ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** The run's exit code; what it said on standard error where that is not 0. */
async function ended(child: ChildProcess): Promise<number | string> {
  const said: Buffer[] = [];
  child.stderr?.on('data', (piece: Buffer) => said.push(piece));
  const [code, signal] = await once(child, 'close');
  return code === 0 ? 0 : `${code ?? signal}: ${Buffer.concat(said)}`;
}

function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-kill-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** A fresh organization, and a plan of it. */
async function planned(): Promise<string> {
  await aws.control.seed({ snapshot: forty, callerArn });
  await aws.control.forget();
  const directory = temporaryDirectory();
  writePlan(join(directory, 'plan.json'), await plan);
  return directory;
}

const apply = (directory: string) => program('test/faults/apply-process.ts', [aws.endpoint, directory]);

/** The organization as it is, but for the moment. */
async function world(): Promise<Omit<Snapshot, 'takenAt'>> {
  await aws.control.settle();
  const { takenAt: _, ...rest } = await aws.control.dump();
  return rest;
}

/** What was carried out, in no order: action and what it was about. */
async function carriedOut(): Promise<readonly string[]> {
  const writes = (await aws.control.writes()).filter(({ outcome }) => outcome === 'done');
  return writes.map(({ action, input }) => `${action} ${JSON.stringify(input)}`).toSorted();
}

describe('a run over forty accounts that is killed', () => {
  let whole: { readonly world: unknown; readonly carriedOut: readonly string[] };
  it('does as much as is expected of it where nobody kills it', async () => {
    expect(await ended(apply(await planned()))).toBe(0);
    whole = { world: await world(), carriedOut: await carriedOut() };
    expect(whole.carriedOut.length).toBeGreaterThan(40);
  });

  it.each([1, 4, 7, 10, 14, 18, 22, 26, 30, 34, 38, 42])(
    'at write %i is ended by the next one, and nothing is made twice',
    async (write) => {
      const moment = write % 4 === 0 ? 'before' : 'after';
      const directory = await planned();
      await aws.control.holdWrite(write, moment);
      const killed = apply(directory);
      const action = await aws.control.held();
      killed.kill('SIGKILL');
      expect(await ended(killed)).toContain('SIGKILL');
      await aws.control.release();
      expect(await ended(apply(directory)), action).toBe(0);
      expect(await world()).toEqual(whole.world);
      expect(await carriedOut()).toEqual(whole.carriedOut);
      const { lines } = readJournal(directory);
      expect(lines.filter(({ event }) => event === 'begun')).toHaveLength(2);
      expect(lines.filter(({ event }) => event === 'ended')).toHaveLength(1);
    },
  );
});

it('gatehouse apply that is killed is ended by gatehouse apply', async () => {
  await aws.control.seed({ snapshot: forty, callerArn });
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'governance.yaml'), governanceText);
  const places = [
    '--governance',
    join(directory, 'governance.yaml'),
    '--state',
    directory,
    '--endpoint-url',
    aws.endpoint,
  ];
  const gatehouse = (...args: readonly string[]) => program('pipelines/cli/gatehouse.ts', [...args, ...places]);
  expect(await ended(gatehouse('plan'))).toMatch(/^2: To make these changes/);
  await aws.control.holdWrite(20, 'after');
  const killed = gatehouse('apply', '--yes');
  await aws.control.held();
  killed.kill('SIGKILL');
  await ended(killed);
  await aws.control.release();
  expect(await ended(gatehouse('apply', '--yes'))).toBe(0);
  expect(await ended(gatehouse('plan'))).toBe(0);
}, 90_000);
