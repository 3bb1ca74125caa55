import { execFile } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { wholeLength } from '../../hub/audit/pack.ts';
import type { StandIn } from '../../hub/local/stand-in/stand-in.ts';
import { startStandIn } from '../../hub/local/stand-in/start.ts';
import { assumeCallerRole } from './assume-role.ts';
import { expectReadable, expectRecorded, expectSettled, openIntents } from './evidence-after-crash.ts';
import { type HubArguments, type HubProcess, root, runHubToItsEnd, startHubProcess } from './hub-process.ts';
import { type Caller, call, load, type SentCall } from './load.ts';
import { temporaryHubPlace } from './state.ts';

const application = 'claims-assistant';
const callers = 20;
/** The least that governance.yaml may say. */
const holdSeconds = 60;

async function slowModels(): Promise<StandIn> {
  const standIn = await startStandIn();
  onTestFinished(() => standIn.close());
  // The one that governance.yaml gives the application.
  const messages = { blockedInputMessaging: 'Stopped.', blockedOutputsMessaging: 'Withheld.' };
  await standIn.configure({ guardrails: [{ identifier: 'gr1a2b3c4d5e', version: '3', ...messages }] });
  return standIn;
}

function argumentsFor(place: { state: string; governance: string }, models: StandIn): HubArguments {
  return { ...place, more: ['--quiet', '--models', 'bedrock', '--bedrock-endpoint', models.url] };
}

async function start(options: HubArguments): Promise<HubProcess> {
  const hub = await startHubProcess(options);
  onTestFinished(async () => {
    hub.signal('SIGKILL');
    await hub.ended;
  });
  return hub;
}

async function callerOf({ origin }: HubProcess, state: string): Promise<Caller> {
  return { origin, credentials: await assumeCallerRole(origin, state, application) };
}

/** From the first instants of a burst, through the middle of streams, to callers that have come and gone. */
const killedAfterMs = [3, 10, 20, 35, 50, 75, 100, 140, 200, 300, 450, 700] as const;

/** Load until the hub dies. */
async function killUnderLoad(hub: HubProcess, caller: Caller, afterMs: number): Promise<readonly SentCall[]> {
  const dead = new AbortController();
  const calls = load(caller, callers, dead.signal);
  await delay(afterMs * (0.75 + Math.random() / 2));
  hub.signal('SIGKILL');
  expect(await hub.ended).toBe('SIGKILL');
  dead.abort();
  return calls;
}

interface TornPack {
  readonly path: string;
  /** Where in the file the torn section begins. */
  readonly offset: number;
  readonly tail: Buffer;
}

/** As a crash of the machine leaves it: the pack that the dead hub was appending to, with a section whose end never reached the disk. */
function tearOpenPack(evidence: string): TornPack {
  const path = readdirSync(evidence, { recursive: true, encoding: 'utf8' })
    .map((name) => join(evidence, name))
    .find((name) => name.endsWith('.pack') && (statSync(name).mode & 0o222) !== 0);
  if (path === undefined) throw new Error('The killed hub left no open pack.');
  const pack = readFileSync(path);
  const begun = pack.subarray(0, 100);
  appendFileSync(path, begun);
  // The kill itself may have cut a section too.
  const offset = wholeLength(pack);
  return { path, offset, tail: Buffer.concat([pack.subarray(offset), begun]) };
}

function expectSetAside({ path, offset, tail }: TornPack, evidence: string): void {
  expect(readFileSync(join(evidence, 'torn', `${basename(path)}@${offset}`)).equals(tail)).toBe(true);
  expect(statSync(path).size).toBe(offset);
  expect(statSync(path).mode & 0o222).toBe(0);
}

async function orphansByCommandLine(state: string): Promise<readonly string[]> {
  const command = ['pipelines/run.mjs', 'pipelines/cli/gatehouse.ts', 'audit', 'orphans', '--json', '--state', state];
  const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root });
  return (JSON.parse(stdout) as { recordId: string }[]).map(({ recordId }) => recordId).sort();
}

describe('a hub that is killed', () => {
  it('over and over, under load: no answer without its record, no hold without its end, no content lost', async () => {
    const models = await slowModels();
    const place = temporaryHubPlace({ holdSeconds });
    const options = argumentsFor(place, models);
    const all: SentCall[] = [];
    for (const [round, afterMs] of killedAfterMs.entries()) {
      await models.configure({ latencyMs: 10 + ((round * 37) % 180), interEventMs: round % 4, streamEvents: 12 });
      const hub = await start(options);
      const calls = await killUnderLoad(hub, await callerOf(hub, place.state), afterMs);
      await expectRecorded(place.state, calls);
      all.push(...calls);
    }
    // Else nothing of the above was tried.
    expect(all.filter(({ complete }) => complete).length).toBeGreaterThan(callers);
    expect(all.filter(({ recordId, cut }) => cut && recordId !== undefined).length).toBeGreaterThan(0);

    const evidence = join(place.state, 'evidence');
    const torn = tearOpenPack(evidence);
    const hub = await start(options);
    expectSetAside(torn, evidence);
    const orphans = await openIntents(place.state);
    expect(orphans.length).toBeGreaterThan(0);
    expect(await orphansByCommandLine(place.state)).toEqual(orphans);
    const after = await call(await callerOf(hub, place.state), false);
    expect(after.complete).toBe(true);
    await expectRecorded(place.state, [...all, after]);
    hub.signal('SIGTERM');
    expect(await hub.ended).toBe(0);

    await expectSettled(place.state, holdSeconds);
    expect(await expectReadable(place.state)).toBeGreaterThan(callers);
  }, 180_000);
});

describe('a hub that is asked to stop', () => {
  it('finishes the streams in flight, takes no new calls, and ends with status 0', async () => {
    const models = await slowModels();
    await models.configure({ latencyMs: 20, interEventMs: 25, streamEvents: 40 });
    const place = temporaryHubPlace({ holdSeconds });
    const hub = await start(argumentsFor(place, models));
    const caller = await callerOf(hub, place.state);
    const streams = Array.from({ length: 8 }, () => call(caller, true));
    await delay(300);
    hub.signal('SIGTERM');
    await delay(50);
    const late = await call(caller, false);
    expect(late.complete).toBe(false);
    const finished = await Promise.all(streams);
    expect(finished.map(({ complete, cut }) => ({ complete, cut }))).toEqual(
      Array.from({ length: 8 }, () => ({ complete: true, cut: false })),
    );
    expect(await hub.ended).toBe(0);
    await expectRecorded(place.state, finished);
    expect(await openIntents(place.state)).toEqual([]);
    await expectSettled(place.state, holdSeconds);
  }, 60_000);
});

describe('a second hub on the same state', () => {
  it('is refused with a remedy and status 1, and the first one goes on', async () => {
    const models = await slowModels();
    const place = temporaryHubPlace({ holdSeconds });
    const first = await start(argumentsFor(place, models));
    const second = await runHubToItsEnd(argumentsFor(place, models));
    expect(second.exitCode).toBe(1);
    expect(second.output).toContain('Another hub uses this state directory. Stop it first');
    expect(second.output).not.toContain('    at ');
    expect((await call(await callerOf(first, place.state), false)).complete).toBe(true);
  }, 60_000);
});
