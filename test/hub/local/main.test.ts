import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EmbeddedStore } from '../../../hub/embedded/embedded-store.ts';
import { localGuardrails } from '../../../hub/guardrails/local-guardrails.ts';
import { readGovernance } from '../../../hub/local/governance-file.ts';
import { startLocalHub } from '../../../hub/local/local-hub.ts';
import { startStandIn } from '../../../hub/local/stand-in/start.ts';
import { assumeCallerRole } from '../../faults/assume-role.ts';
import { faultOf } from '../gateway/faults.ts';
import { ScriptedModels } from '../gateway/scripted-models.ts';
import { completion, startChatServer } from './openai-compatible/chat-server.ts';
import {
  application,
  converse,
  gatehouse,
  governance,
  originOf,
  type StartedProgram,
  startHub,
  textOf,
} from './started-hub.ts';
import { newStateDirectory } from './state-directory.ts';

function temporaryState(): string {
  const directory = newStateDirectory();
  onTestFinished(() => directory.remove());
  return directory.path;
}

const upstreamKeys = { AWS_ACCESS_KEY_ID: 'stand-in', AWS_SECRET_ACCESS_KEY: 'stand-in' };

describe('npm start, as a newcomer sees it', () => {
  const state = newStateDirectory();
  let hub: StartedProgram;
  let welcome = '';
  let origin = '';
  beforeAll(async () => {
    hub = startHub(['--state', state.path], {}, true);
    await hub.says(/Each call is one line below/);
    welcome = hub.said();
    origin = await originOf(hub);
  });
  afterAll(async () => {
    hub.signal('SIGKILL');
    await hub.ended;
    state.remove();
  });

  const rows: readonly (readonly [title: string, outcome: RegExp])[] = [
    ['An ordinary question', / answered {2,}/],
    ['Personal data in the prompt', / answered, masked before the model /],
    ['A prompt injection', / blocked \(guardrail_intervened\) /],
    ['A model it may not use', / refused: AccessDeniedException /],
    ['More calls than its cap', / refused: ThrottlingException \(retry-after \d+ s\) /],
  ];
  const row = (title: string) => welcome.split('\n').find((line) => line.trimStart().startsWith(title)) ?? '';

  it.each(rows)('shows the outcome of "%s"', (title, outcome) => {
    expect(row(title)).toMatch(outcome);
  });

  it.each(rows)('has the record of "%s" on file', async (title) => {
    const recordId = /[0-9A-Z]{26}$/.exec(row(title))?.[0] ?? '';
    const { code, said } = await gatehouse(['audit', 'show', recordId, '--state', state.path, '--json']);
    expect(code).toBe(0);
    const { intent, completion: end } = JSON.parse(said);
    expect([intent.recordId, end.recordId]).toEqual([recordId, recordId]);
  });

  it('makes exactly five calls for show, and says where it listens, under which rules and where it keeps things', () => {
    expect(welcome).toContain('5 calls through the gateway:');
    expect(welcome).toContain(`listening on ${origin}`);
    expect(welcome).toContain(governance);
    expect(welcome).toContain(state.path);
  });

  it('shows nobody’s personal data, neither in the table nor below it', () => {
    expect(welcome).not.toContain('jane.doe@example.com');
    expect(welcome).not.toContain('4111 1111 1111 1111');
  });

  it('has no colour codes where its output is piped', () => {
    expect(stripVTControlCharacters(hub.said())).toBe(hub.said());
  });

  it('prints one line for each call from then on, without content', async () => {
    const credentials = await assumeCallerRole(origin, state.path, application);
    const answer = await converse(origin, credentials, 'A word that no log may hold: zanzibar.');
    const recordId = answer.$metadata.requestId ?? 'none';
    await hub.says(new RegExp(`${application} .* answered \\(passed\\) .*${recordId}\n`));
    const after = hub.said().slice(welcome.length);
    expect(after.trim().split('\n')).toHaveLength(1);
    expect(after).not.toContain('zanzibar');
  });

  it('writes an AWS configuration that only its owner can read', () => {
    const path = join(state.path, 'aws', 'config');
    expect(readFileSync(path, 'utf8')).toContain(`[profile ${application}]`);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0);
  });
});

it('has colours where they are forced', async () => {
  const hub = startHub(['--state', temporaryState(), '--no-demo'], { FORCE_COLOR: '1' });
  await hub.says(/Each call is one line below/);
  const said = hub.said();
  expect(said).not.toBe(stripVTControlCharacters(said));
});

it('says nothing but its address with --quiet', async () => {
  const hub = startHub(['--state', temporaryState(), '--quiet']);
  await originOf(hub);
  expect(hub.said()).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+\n$/);
});

describe('a start that fails', () => {
  it('lists every problem of the rules and ends with 1', async () => {
    const state = temporaryState();
    const file = join(state, 'bad.yaml');
    const text = readFileSync(governance, 'utf8')
      .replace('objectLockMode: COMPLIANCE', 'objectLockMode: PERHAPS')
      .replace('guardrail: clinical', 'guardrail: clinicall');
    writeFileSync(file, text);
    const hub = startHub(['--state', join(state, 'hub'), '--governance', file]);
    expect(await hub.ended).toBe(1);
    expect(hub.said()).toMatch(/bad\.yaml:\d+:\d+.*objectLockMode/s);
    expect(hub.said()).toMatch(/clinicall/);
    expect(hub.said()).toContain(`npx gatehouse validate ${file} shows the same list`);
    expect(hub.said()).not.toContain('    at ');
  });

  it('names GATEHOUSE_PORT where the port is taken, ends with 1, and leaves the state unlocked', async () => {
    const port = await takenPort();
    const state = temporaryState();
    const hub = startHub(['--state', state, '--port', String(port)]);
    expect(await hub.ended).toBe(1);
    expect(hub.said()).toContain(`Port ${port} on 127.0.0.1 is taken.`);
    expect(hub.said()).toContain('GATEHOUSE_PORT');
    const again = startHub(['--state', state, '--quiet']);
    expect(await originOf(again)).not.toBe('');
  });

  it('gives up within the process what it had opened, whichever step failed', async () => {
    const state = temporaryState();
    const policy = readGovernance(governance);
    const quiet = { onCall() {}, onUnauthenticated() {}, onReleased() {}, onListenerEvent() {}, onFault() {} };
    const ports = { models: new ScriptedModels(), guardrails: localGuardrails };
    const options = { state, ...ports, build: 'gatehouse/test', observer: quiet };
    const busy = await faultOf(startLocalHub({ ...options, policy, port: await takenPort() }));
    expect(busy.code).toBe('port_in_use');
    const broken = { ...policy, bundle: { ...policy.bundle, guardrails: {} } };
    expect((await faultOf(startLocalHub({ ...options, policy: broken, port: 0 }))).code).toBe('configuration_invalid');
    const store = EmbeddedStore.open(state);
    await expect(store.close()).resolves.toBeUndefined();
  });

  it('keeps a second hub out of its state directory, and the first one goes on', async () => {
    const state = temporaryState();
    const first = startHub(['--state', state, '--quiet']);
    const origin = await originOf(first);
    const second = startHub(['--state', state, '--quiet']);
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain('Another hub uses this state directory.');
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  });
});

async function takenPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

it('answers with the OpenAI-compatible server that --models names', async () => {
  const chat = await startChatServer();
  onTestFinished(() => chat.close());
  chat.respond = completion({ role: 'assistant', content: 'said by another server' });
  const state = temporaryState();
  const hub = startHub(['--state', state, '--no-demo', '--models', chat.url]);
  const origin = await originOf(hub);
  await hub.says(/Each call is one line below/);
  const credentials = await assumeCallerRole(origin, state, application);
  expect(textOf(await converse(origin, credentials, 'Hello'))).toBe('said by another server');
  expect(JSON.stringify(chat.asked[0]?.body)).toContain('Hello');
  expect(hub.said()).toContain(`the OpenAI-compatible server at ${chat.url}`);
});

describe('stopping', () => {
  async function slowHub(latencyMs: number) {
    const upstream = await startStandIn({ thread: false });
    onTestFinished(() => upstream.close());
    const state = temporaryState();
    const more = ['--models', 'bedrock', '--bedrock-endpoint', upstream.url];
    const hub = startHub(['--state', state, '--quiet', ...more], upstreamKeys);
    const origin = await originOf(hub);
    const bundle = readGovernance(governance).bundle;
    const guardrails = Object.values(bundle.guardrails).map(({ identifier, version }) => ({ identifier, version }));
    const messages = { blockedInputMessaging: 'no', blockedOutputsMessaging: 'no' };
    await upstream.configure({ latencyMs, guardrails: guardrails.map((guardrail) => ({ ...guardrail, ...messages })) });
    const credentials = await assumeCallerRole(origin, state, application);
    const call = converse(origin, credentials, 'Take your time');
    call.catch(() => undefined);
    await expect.poll(async () => (await upstream.calls()).length, { timeout: 15_000 }).toBe(1);
    return { hub, call, state };
  }

  it('lets the call in flight finish at Ctrl-C, and ends with 0', async () => {
    const { hub, call, state } = await slowHub(1_000);
    hub.signal('SIGINT');
    await hub.says(/stopping: finishing the calls in flight/);
    expect((await call).stopReason).toBe('end_turn');
    expect(await hub.ended).toBe(0);
    expect(hub.said()).toContain('stopped; everything is on disk.');
    const { said } = await gatehouse(['audit', 'orphans', '--state', state]);
    expect(said).toContain('No orphans');
  });

  it('stops at once at the second Ctrl-C, and the cut call is an orphan', async () => {
    const { hub, call, state } = await slowHub(60_000);
    hub.signal('SIGINT');
    await hub.says(/stopping/);
    hub.signal('SIGINT');
    expect(await hub.ended).toBe(130);
    await expect(call).rejects.toThrow();
    const { said } = await gatehouse(['audit', 'orphans', '--state', state, '--json']);
    expect(JSON.parse(said)).toHaveLength(1);
  });
});

it('keeps records and credentials over a restart', async () => {
  const state = temporaryState();
  const first = startHub(['--state', state, '--quiet']);
  const credentials = await assumeCallerRole(await originOf(first), state, application);
  const before = await converse(await originOf(first), credentials, 'Before');
  first.signal('SIGTERM');
  expect(await first.ended).toBe(0);
  const second = startHub(['--state', state, '--quiet']);
  const after = await converse(await originOf(second), credentials, 'After');
  const { said } = await gatehouse(['audit', 'list', '--json'], { env: { GATEHOUSE_STATE: state } });
  const listed = JSON.parse(said).map(({ intent }: { intent: { recordId: string } }) => intent.recordId);
  expect(listed).toEqual([after.$metadata.requestId, before.$metadata.requestId]);
});
