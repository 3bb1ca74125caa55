import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelRuntime } from '../../hub/gateway/ports.ts';
import type { ApplicationLimits } from '../../shared/config/bundle.ts';
import { RequestSigner } from '../bench/sign.ts';
import { type ClientHub, claims, claudeId, type SessionCredentials, startClientHub } from './local-hub.fixture.ts';

const callers = 200;
const fits = 50;

/** Stands still, so that no minute turns while the callers call. */
const startedAtMs = Date.now();
const clock = { now: () => startedAtMs };

const uncapped = { requests: null, tokens: null, costNanos: null };
const body = Buffer.from(
  JSON.stringify({
    inferenceConfig: { maxTokens: 100 },
    messages: [{ role: 'user', content: [{ text: 'What is an excess?' }] }],
  }),
);

async function startCapped(minute: Partial<ApplicationLimits['minute']>): Promise<ClientHub> {
  const change = () => ({
    limits: { maxOutputTokens: 100, minute: { ...uncapped, ...minute }, day: uncapped, month: uncapped },
  });
  const gate = new ModelGate(callers);
  const onCall = () => gate.decided();
  return startClientHub({ change, clock, onCall, between: (models) => gate.before(models) });
}

/**
 * Holds every answer back until each caller has either reached the model or been refused. Otherwise a call that settles below its
 * reservation would rightly make room for a later one, and how many fit would depend on the speed of the machine.
 */
class ModelGate {
  readonly #open = Promise.withResolvers<void>();
  #undecided: number;

  constructor(expected: number) {
    this.#undecided = expected;
  }

  decided(): void {
    this.#undecided--;
    if (this.#undecided === 0) this.#open.resolve();
  }

  before(models: ModelRuntime): ModelRuntime {
    return {
      invoke: async (call) => {
        this.decided();
        await this.#open.promise;
        return models.invoke(call);
      },
    };
  }
}

/** Statuses of as many calls at once as there are callers, each on a connection of its own. */
async function stampede(hub: ClientHub): Promise<readonly number[]> {
  const credentials = await hub.assume(claims);
  const agent = new Agent({ maxSockets: callers });
  const statuses = await Promise.all(
    Array.from({ length: callers }, (_, index) => call(hub, credentials, agent, `caller-${index}`)),
  );
  agent.destroy();
  return statuses;
}

function call(hub: ClientHub, credentials: SessionCredentials, agent: Agent, nonce: string): Promise<number> {
  const path = `/apps/${claims}/model/${encodeURIComponent(claudeId)}/converse`;
  const { host } = new URL(hub.local.origin);
  const signed = new RequestSigner(credentials, { region: 'us-east-1', service: 'bedrock' }, host, path).sign(
    body,
    nonce,
  );
  return new Promise((resolve, reject) => {
    const headers = { ...signed, 'content-type': 'application/json', 'content-length': body.length };
    const sending = request(`${hub.local.origin}${path}`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
    });
    sending.once('error', reject).end(body);
  });
}

/** What one call of these reserves, as the hub itself records it. */
async function worstCaseOfOne() {
  const hub = await startClientHub({ clock });
  await call(hub, await hub.assume(claims), new Agent(), 'one');
  const reservation = hub.calls[0]!.intent.reservation!;
  await hub.close();
  return reservation;
}

describe.each([
  ['requests', async () => ({ requests: fits })],
  ['tokens', async () => ({ tokens: (await worstCaseOfOne()).tokens * fits })],
  ['dollars', async () => ({ costNanos: (await worstCaseOfOne()).costNanos * fits })],
])(`${callers} parallel callers against a cap of %s that fits ${fits}`, (_, cap) => {
  let hub: ClientHub;
  let statuses: readonly number[];
  beforeAll(async () => {
    hub = await startCapped(await cap());
    statuses = await stampede(hub);
  }, 60_000);
  afterAll(() => hub.close());

  const having = (status: number) => statuses.filter((one) => one === status).length;

  it('answers as many as fit and throttles the rest', () => {
    expect({ answered: having(200), throttled: having(429) }).toEqual({ answered: fits, throttled: callers - fits });
  });

  it('counts what was answered, and keeps no reservation', async () => {
    const { windows, holds } = await hub.local.hub.ledger.usage(claims, clock.now());
    const charged = hub.calls.flatMap(({ completion }) => completion.usage?.costNanos ?? []);
    expect(windows.minute.requests).toBe(fits);
    expect(windows.minute.tokens).toBeGreaterThan(0);
    expect(windows.minute.costNanos).toBe(charged.reduce((sum, cost) => sum + cost, 0));
    expect(holds).toEqual([]);
  });

  it('has a complete pair of records for each call', async () => {
    const pairs = await hub.local.records.latest(callers * 2);
    expect(pairs).toHaveLength(callers);
    expect(new Set(pairs.map(({ intent }) => intent.recordId)).size).toBe(callers);
    expect(pairs.filter(({ completion }) => completion?.outcome === 'answered')).toHaveLength(fits);
    expect(pairs.filter(({ completion }) => completion?.refusal?.code === 'rate_exceeded')).toHaveLength(
      callers - fits,
    );
  });
});
