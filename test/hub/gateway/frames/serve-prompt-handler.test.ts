import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeOrder, type RepairOrder } from '../../../../hub/gateway/frames/order-payload.ts';
import { sealSent } from '../../../../hub/gateway/frames/repair-seal.ts';
import { servePromptHandler } from '../../../../hub/gateway/frames/serve-prompt-handler.ts';
import { governPolicy } from '../../../../hub/gateway/governed-policy.ts';
import type { CallOrder, IntentCheck } from '../../../../hub/gateway/handlers.ts';
import { localGuardrails } from '../../../../hub/guardrails/local-guardrails.ts';
import { isRefusal } from '../../../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../../../shared/errors.ts';
import { testPolicy } from '../governed-policy.fixture.ts';
import { orderOf } from '../handlers.contract.ts';
import { converseAnswer, ScriptedModels } from '../scripted-models.ts';
import { userSays } from '../test-hub.ts';
import { collected, framesIn } from './frame-bytes.ts';

const policy = governPolicy(testPolicy());
const secret = createSecretKey(Buffer.alloc(32, 7));
const otherSecret = createSecretKey(Buffer.alloc(32, 8));

function payloadOf(order: CallOrder, repair?: RepairOrder): unknown {
  const payload = encodeOrder(order, repair);
  if (isRefusal(payload)) throw new Error(payload.message);
  return JSON.parse(Buffer.from(payload).toString());
}

/** What the function writes for a payload, and what it did meanwhile. */
async function served(payload: unknown, requireIntent: IntentCheck['requireIntent'] = async () => {}) {
  const models = new ScriptedModels();
  models.answers(converseAnswer('Hello.'));
  const looked: CallOrder[] = [];
  const pieces = servePromptHandler(payload, {
    ...{ policyFor: async () => policy, secret },
    bedrockFor: () => ({ models, guardrails: localGuardrails }),
    intents: {
      requireIntent: async (order) => {
        looked.push(order);
        await requireIntent(order);
      },
    },
  });
  const frames = await Array.fromAsync(framesIn(await collected(pieces)));
  const head = frames.find(({ type }) => type === 'head' || type === 'fault')?.payload.toString() ?? '';
  return { models, looked, frames: frames.map(({ type }) => type), head: JSON.parse(head) };
}

const noIntent = () => Promise.reject(new GatehouseFault('evidence_unavailable', 'There is none.', 'Write one.'));

describe('the prompt handler as a function', () => {
  it('looks for the intent once, then asks the model, and writes its answer', async () => {
    const { models, looked, frames, head } = await served(payloadOf(orderOf('Hi')));
    expect(looked.map(({ recordId }) => recordId)).toEqual(['01JD5Q8M3W0000000000000000']);
    expect(models.calls).toHaveLength(1);
    expect(frames).toEqual(['sent', 'head', 'answerBytes', 'answerEnd', 'end']);
    expect(head).toMatchObject({ kind: 'answered', answer: { status: 200 }, samples: 0 });
  });

  it('asks no model without an intent', async () => {
    const { models, head } = await served(payloadOf(orderOf('Hi')), noIntent);
    expect(models.calls).toEqual([]);
    expect(head).toMatchObject({ kind: 'faulted', fault: { code: 'evidence_unavailable' } });
  });

  it('does not look for the intent of a prompt that it blocks', async () => {
    const { looked, head } = await served(payloadOf(orderOf('My card is 4111 1111 1111 1111.')));
    expect(looked).toEqual([]);
    expect(head).toMatchObject({ kind: 'blocked', verdicts: [{ verdict: 'blocked' }] });
  });

  it.each([null, 'x', {}, { version: 1 }])('writes a fault, and no more, for the payload %j', async (payload) => {
    const { models, frames, head } = await served(payload);
    expect(frames).toEqual(['fault']);
    expect(head).toMatchObject({ code: 'screening_failed' });
    expect(models.calls).toEqual([]);
  });
});

describe('a repair round asked of the prompt handler', () => {
  const turn = { answer: 'No sum.', instruction: 'Write a sum.' };
  const first = orderOf('Hi');
  /** The order of a repair: what the model was sent is its body. */
  const resent = (text: string): CallOrder => ({
    ...first,
    inbound: { ...first.inbound, body: Buffer.from(JSON.stringify(userSays(text))) },
  });
  const sealed = (order: CallOrder, by = secret, of = order): RepairOrder => ({
    ...turn,
    seal: sealSent(of, order.inbound.body, by),
  });

  it('asks with the turn behind what it had sealed, after it found the intent of the call as the caller sent it', async () => {
    const order = resent('Screened');
    const { models, looked, head, frames } = await served(payloadOf(order, sealed(order)));
    expect(head).toMatchObject({ kind: 'reasked' });
    expect(frames.at(-1)).toBe('end');
    expect(looked[0]?.bodyBytes).toBe(first.bodyBytes);
    expect(models.sentBody().messages).toEqual([
      { role: 'user', content: [{ text: 'Screened' }] },
      { role: 'assistant', content: [{ text: turn.answer }] },
      { role: 'user', content: [{ text: turn.instruction }] },
    ]);
    expect(models.sentBody().guardrailConfig).toMatchObject({ guardrailIdentifier: 'gr1a2b3c4d5e' });
  });

  it.each<[string, () => unknown]>([
    ['another body than it sealed', () => payloadOf(resent('Unscreened'), sealed(resent('Screened')))],
    ['a seal of another secret', () => payloadOf(resent('Screened'), sealed(resent('Screened'), otherSecret))],
    [
      'a seal of another call',
      () =>
        payloadOf(
          resent('Screened'),
          sealed(resent('Screened'), secret, { ...first, recordId: '01JD5Q8M3W0000000000000001' }),
        ),
    ],
    [
      'a seal of a call of another length',
      () => payloadOf(resent('Screened'), sealed(resent('Screened'), secret, { ...first, bodyBytes: 1 })),
    ],
    ['no seal at all', () => payloadOf(resent('Screened'), { ...turn, seal: '' })],
  ])('asks no model for %s', async (_, payload) => {
    const { models, looked, frames, head } = await served(payload());
    expect(models.calls).toEqual([]);
    expect(looked).toEqual([]);
    expect(frames).toEqual(['fault']);
    expect(head).toMatchObject({ code: 'screening_failed' });
  });

  it('asks no model once the call is no longer on record as under way', async () => {
    const order = resent('Screened');
    const { models, head } = await served(payloadOf(order, sealed(order)), noIntent);
    expect(models.calls).toEqual([]);
    expect(head).toMatchObject({ code: 'evidence_unavailable' });
  });
});
