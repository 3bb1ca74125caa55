import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CompletionRecord } from '../../hub/audit/record.ts';
import { SqliteRecordReader } from '../../hub/audit/sqlite-records.ts';
import { EmbeddedStore } from '../../hub/embedded/embedded-store.ts';
import { assumeCallerRole, workloadKeys } from '../faults/assume-role.ts';
import { type HubProcess, residentBytes, startHubProcess } from '../faults/hub-process.ts';
import { temporaryHubPlace } from '../faults/state.ts';
import { type HostileRequest, hostileRequests } from './hostile-requests.ts';
import { problemOf } from './judge-exchange.ts';
import type { Exchange, WireAnswer } from './raw-connection.ts';
import { HostileHttp2Sender, HostileSender, type Wallet } from './send-hostile.ts';
import { marker, plainCall, validCalls } from './valid-calls.ts';

const maxBodyBytes = 65_536;
const requests = 10_000;
/** Detectors compile what they need when they first need it; from here on memory stays where it is. */
const warmUp = 5_000;
/** In bytes. The garbage that happens to be about differs by tens of megabytes; bodies of up to 64 KB that stayed would be hundreds. */
const mostGrowth = 96 * 1024 * 1024;
const atOnce = 24;
/** Whoever hunts a failure sets the seed that it printed. */
const seed = Number(process.env.GATEHOUSE_FUZZ_SEED ?? Math.trunc(Math.random() * 2 ** 31));

it(`meets 10,000 malformed requests with typed refusals, a record for each, and neither crash, leak nor growth (seed ${seed})`, async () => {
  const place = temporaryHubPlace({ maxBodyBytes });
  const hub = await startHubProcess(place);
  try {
    const fuzz = new Fuzz(hub, await walletOf(hub, place.state));
    const cases = fc.sample(hostileRequests(maxBodyBytes), { seed, numRuns: requests });
    await fuzz.run(cases.slice(0, warmUp));
    const before = residentBytes(hub.pid);
    await fuzz.run(cases.slice(warmUp));
    const after = residentBytes(hub.pid);
    expect(fuzz.problems).toEqual([]);
    expect(hub.running(), hub.output().slice(-2000)).toBe(true);
    if (before !== undefined && after !== undefined) expect(after - before).toBeLessThan(mostGrowth);
    expect((await fetch(`${hub.origin}/healthz`)).status).toBe(200);
    await fuzz.run([wellFormed]);
    expect(fuzz.recorded.at(-1)?.status).toBe(200);
    hub.signal('SIGTERM');
    expect(await hub.ended).toBe(0);
    expect(hub.output()).not.toContain(marker);
    await expectRecords(place.state, fuzz);
    // Most must have got behind the signature, or this test proves little.
    expect(fuzz.recorded.length).toBeGreaterThan(requests * 0.6);
    expect(fuzz.recorded.filter(({ status }) => status === 200).length).toBeGreaterThan(requests * 0.05);
  } finally {
    hub.signal('SIGKILL');
    await hub.ended;
  }
}, 180_000);

const wellFormed: HostileRequest = {
  kind: 'well formed',
  method: 'POST',
  path: plainCall.path,
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify(plainCall.body)),
  signing: { application: plainCall.application, flaw: 'none' },
  framing: 'length',
  expectation: 'answer',
};

interface Recorded {
  readonly recordId: string;
  readonly status: number;
  readonly refusal: string | undefined;
}

/** Sends, judges, and keeps what the records must say. */
class Fuzz {
  /** The first few are enough for a person to read. */
  readonly problems: string[] = [];
  readonly recorded: Recorded[] = [];
  readonly #http2: HostileHttp2Sender;
  readonly #port: number;
  readonly #wallet: Wallet;

  constructor(hub: HubProcess, wallet: Wallet) {
    this.#port = hub.port;
    this.#wallet = wallet;
    this.#http2 = new HostileHttp2Sender(hub.port, wallet);
  }

  async run(cases: readonly HostileRequest[]): Promise<void> {
    const queue = cases.entries();
    await Promise.all(Array.from({ length: Math.min(atOnce, cases.length) }, () => this.#work(queue)));
    this.#http2.close();
  }

  async #work(queue: IterableIterator<[number, HostileRequest]>): Promise<void> {
    const sender = new HostileSender(this.#port, this.#wallet);
    for (const [index, request] of queue) {
      const http2 = index % 8 === 0 && request.kind.endsWith(' body');
      this.#judge(request, await (http2 ? this.#http2 : sender).send(request));
    }
    sender.close();
  }

  #judge(request: HostileRequest, exchange: Exchange): void {
    const problem = problemOf(request, exchange);
    if (problem !== undefined && this.problems.length < 20) this.problems.push(`${problem}: ${describe(request)}`);
    if (typeof exchange !== 'string') this.#remember(exchange);
  }

  #remember({ status, headers }: WireAnswer): void {
    const recordId = headers['x-gatehouse-record'];
    if (recordId !== undefined) this.recorded.push({ recordId, status, refusal: headers['x-gatehouse-refusal'] });
  }
}

function describe({ kind, method, path, headers, body, raw }: HostileRequest): string {
  const shown = raw ?? body;
  const text = JSON.stringify(Buffer.from(shown).toString('latin1', 0, 1500));
  return `${kind}, ${method} ${path.slice(0, 200)} ${JSON.stringify(headers).slice(0, 300)} ${shown.length} bytes ${text}`;
}

async function walletOf(hub: HubProcess, state: string): Promise<Wallet> {
  const applications = [...new Set(validCalls.map(({ application }) => application))];
  const roles = await Promise.all(
    applications.map(async (name) => [name, await assumeCallerRole(hub.origin, state, name)] as const),
  );
  return { ...Object.fromEntries(roles), sts: workloadKeys(state, plainCall.application) };
}

/** Each record that an answer named is whole and says what the caller was told, and there are no others. */
async function expectRecords(state: string, { recorded }: Fuzz): Promise<void> {
  const store = EmbeddedStore.openReader(state);
  const reader = new SqliteRecordReader(store);
  const wrong: string[] = [];
  for (const told of recorded) {
    const { intent, completion } = await reader.get(told.recordId);
    const problem = intent === undefined || completion === undefined ? 'half a pair' : disagreement(told, completion);
    if (problem !== undefined) wrong.push(`${told.recordId}: ${problem}`);
  }
  expect(wrong).toEqual([]);
  expect(new Set(recorded.map(({ recordId }) => recordId)).size).toBe(recorded.length);
  const { intents } = store.prepare("SELECT count(*) AS intents FROM records WHERE type = 'intent'").get() as {
    intents: number;
  };
  expect(intents).toBe(recorded.length);
  expect(await Array.fromAsync(reader.orphans(Date.now() + 1))).toEqual([]);
  // What a caller declares of itself is recorded in its own words; nothing else that it wrote is.
  const quoting = store.prepare(
    "SELECT json_remove(json, '$.declared') AS json FROM records WHERE instr(json_remove(json, '$.declared'), ?)",
  );
  expect(quoting.all(marker)).toEqual([]);
  await store.close();
}

function disagreement({ status, refusal }: Recorded, { outcome, refusal: kept, response }: CompletionRecord) {
  const expected =
    refusal !== undefined
      ? ['refused', 'faulted']
      : status === 200
        ? ['answered', 'blocked', 'upstream_error']
        : ['upstream_error'];
  if (!expected.includes(outcome)) return `${status} ${refusal ?? ''} recorded as ${outcome}`;
  if (refusal !== undefined && kept?.code !== refusal) return `refused as ${refusal}, recorded as ${kept?.code}`;
  return response?.status === status ? undefined : `answered ${status}, recorded as ${response?.status}`;
}
