import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultRefusal } from '../../../../hub/gateway/faults.ts';
import type { HandlerTransport } from '../../../../hub/gateway/frames/transport.ts';
import { governPolicy } from '../../../../hub/gateway/governed-policy.ts';
import { localGuardrails } from '../../../../hub/guardrails/local-guardrails.ts';
import { GatehouseFault } from '../../../../shared/errors.ts';
import { testPolicy } from '../governed-policy.fixture.ts';
import { answeredCall, faultedCall, orderOf, readToItsEnd } from '../handlers.contract.ts';
import { converseAnswer, converseStream, ScriptedModels } from '../scripted-models.ts';
import { conversePath, converseStreamPath, openTestHub, reachHandlersBy, userSays } from '../test-hub.ts';
import { collected, inPieces } from './frame-bytes.ts';
import { handlersOverFrames } from './handlers-over-frames.ts';

const policy = governPolicy(testPolicy());
const secret = createSecretKey(Buffer.alloc(32, 7));
const texts = ['A secret ', 'answer. ', 'It ends here. '];

type Damage = (bytes: Buffer) => Uint8Array;

/** The same bytes, damaged. */
function damaging(damage: Damage): (transport: HandlerTransport) => HandlerTransport {
  return (transport) => ({
    invoke: async (payload) => inPieces(damage(await collected(await transport.invoke(payload))), [64]),
  });
}

function handlersWith(between: Parameters<typeof handlersOverFrames>[2], path: string) {
  const models = new ScriptedModels();
  if (path === conversePath) models.answers(converseAnswer(texts.join('')));
  else models.streams(converseStream(texts));
  const ports = { models, guardrails: localGuardrails, secret };
  return { models, handlers: handlersOverFrames(ports, { policy: () => policy }, between) };
}

/** How a call ends whose frames are damaged. */
async function endUnder(damage: Damage, place: 'gateway' | 'filter', path: string): Promise<unknown> {
  const { handlers } = handlersWith({ [place]: damaging(damage) }, path);
  const handled = await handlers.handle(orderOf('Hi', path), Promise.resolve());
  if (handled.kind === 'faulted') return handled.cause;
  return readToItsEnd(handled).then(
    ({ end }) => end,
    (error: unknown) => error,
  );
}

const places = ['gateway', 'filter'] as const;
const cases = places.flatMap((place) => [conversePath, converseStreamPath].map((path) => [place, path] as const));

describe.each(cases)('frames to the %s of a call of %s', (place, path) => {
  it('are a fault, and never an answer, wherever they stop', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 0.999, noNaN: true }), async (share) => {
        const end = await endUnder((bytes) => bytes.subarray(0, Math.floor(bytes.length * share)), place, path);
        expect(end).toBeInstanceOf(GatehouseFault);
        expect((end as GatehouseFault).code).toBe('function_unavailable');
      }),
      { numRuns: 40 },
    );
  });

  it('end in an answer or an error, whatever byte is another', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 255 }),
        async (share, flip) => {
          const damage = (bytes: Buffer) => {
            const at = Math.floor(bytes.length * share);
            bytes[at] = (bytes[at] ?? 0) ^ flip;
            return bytes;
          };
          const end = await endUnder(damage, place, path);
          expect(end instanceof Error || (end !== null && typeof end === 'object' && 'outcome' in end)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are a fault where more comes after their end', async () => {
    const end = await endUnder((bytes) => Buffer.concat([bytes, Buffer.of(3, 0, 0, 0, 0)]), place, path);
    expect(faultRefusal(end).code).toBe('screening_unavailable');
  });
});

describe('a call whose frames to the gateway stop', () => {
  it('releases nothing after that, is recorded as faulted and charged at its worst case', async () => {
    const half = damaging((bytes) => bytes.subarray(0, bytes.length - 40));
    reachHandlersBy((ports, hub) => handlersOverFrames(ports, hub, { gateway: half }));
    const { call, models, records, hub } = await openTestHub(testPolicy());
    models.streams(converseStream(texts));
    const answer = await call({ body: userSays('Hi'), path: converseStreamPath });
    expect(answer.bytes.toString('latin1')).toContain('serviceUnavailableException');
    expect(answer.bytes.toString('latin1')).not.toContain('messageStop');
    const { completion } = await records.get(answer.recordId);
    expect(completion).toMatchObject({ outcome: 'faulted', usage: { source: 'reserved' } });
    expect((await hub.ledger.usage('claims', Date.now())).holds).toEqual([]);
  });

  it('before it is known whether a model was asked, is charged all the same', async () => {
    for (const place of places) {
      const none = damaging((bytes) => bytes.subarray(0, 3));
      reachHandlersBy((ports, hub) => handlersOverFrames(ports, hub, { [place]: none }));
      const { call, models, records } = await openTestHub(testPolicy());
      models.answers(converseAnswer('A secret answer.'));
      const answer = await call({ body: userSays('Hi') });
      expect(answer.status).toBe(503);
      expect(answer.bytes.toString()).not.toContain('secret');
      const { completion } = await records.get(answer.recordId);
      expect(completion).toMatchObject({ outcome: 'faulted', usage: { source: 'reserved' } });
    }
  });

  it('at a function that could not be invoked, is not charged', async () => {
    for (const place of places) {
      const unreachable = () => ({
        invoke: () => Promise.reject(new GatehouseFault('function_unavailable', 'No way there.', 'Look.')),
      });
      reachHandlersBy((ports, hub) => handlersOverFrames(ports, hub, { [place]: unreachable }));
      const { call, models, records } = await openTestHub(testPolicy());
      const answer = await call({ body: userSays('Hi') });
      expect(answer.status).toBe(503);
      expect(models.calls).toEqual([]);
      expect((await records.get(answer.recordId)).completion).toMatchObject({ outcome: 'faulted', usage: null });
    }
  });
});

describe('a repair round whose frames stop before their head', () => {
  it('leaves the first answer refused, and charges the worst case: nobody knows whether a model was asked again', async () => {
    let asked = 0;
    const secondBroken = (transport: HandlerTransport): HandlerTransport => ({
      invoke: (payload) => {
        asked += 1;
        return asked === 1 ? transport.invoke(payload) : damaging(() => Buffer.of(2, 0))(transport).invoke(payload);
      },
    });
    reachHandlersBy((ports, hub) => handlersOverFrames(ports, hub, { filter: secondBroken }));
    const answers = { repairRounds: 1, confidence: null, selfAgreementSamples: 0 } as const;
    const { call, models, records } = await openTestHub(
      testPolicy({ outputSchema: { type: 'object', required: ['sum'] }, answers }),
    );
    models.inTurn(converseAnswer('{"total":1}'), converseAnswer('{"sum":1}'));
    const answer = await call({ body: userSays('Add') });
    expect(asked).toBe(2);
    expect(answer.headers['x-gatehouse-refusal']).toBe('output_schema_failed');
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      refusal: { code: 'output_schema_failed' },
      usage: { source: 'reserved' },
      response: { schema: { result: 'failed', repairs: 1 } },
    });
  });
});

describe('a call that does not fit one invocation', () => {
  it('is refused on record, with advice, and no function is asked', async () => {
    let invoked = 0;
    const counting = (transport: HandlerTransport): HandlerTransport => ({
      invoke: (payload) => {
        invoked += 1;
        return transport.invoke(payload);
      },
    });
    reachHandlersBy((ports, hub) => handlersOverFrames(ports, hub, { gateway: counting }));
    const { call, records, hub } = await openTestHub(testPolicy());
    const answer = await call({ body: userSays('x '.repeat(2_500_000)) });
    expect(answer.status).toBe(400);
    expect(answer.headers['x-gatehouse-refusal']).toBe('body_too_large');
    expect(invoked).toBe(0);
    expect((await records.get(answer.recordId)).completion).toMatchObject({ outcome: 'refused', usage: null });
    expect((await hub.ledger.usage('claims', Date.now())).holds).toEqual([]);
  });
});

describe('the way between the functions', () => {
  it('is really taken: gateway, response filter, prompt handler, model', async () => {
    const seen: string[] = [];
    const naming =
      (name: string) =>
      (transport: HandlerTransport): HandlerTransport => ({
        invoke: (payload) => {
          seen.push(name);
          return transport.invoke(payload);
        },
      });
    const { handlers, models } = handlersWith({ gateway: naming('filter'), filter: naming('prompt') }, conversePath);
    const handled = answeredCall(await handlers.handle(orderOf('Hi'), Promise.resolve()));
    await readToItsEnd(handled);
    expect(seen).toEqual(['filter', 'prompt']);
    expect(models.calls).toHaveLength(1);
  });

  it('tells of a fault at its far end without its words', async () => {
    const { handlers, models } = handlersWith({}, conversePath);
    models.fails(new Error('a secret prompt'));
    const { cause } = faultedCall(await handlers.handle(orderOf('Hi'), Promise.resolve()));
    expect(String(cause)).not.toContain('secret');
  });
});
