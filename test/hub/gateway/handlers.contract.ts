import { createSecretKey } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { admit } from '../../../hub/gateway/admit.ts';
import type { Faces } from '../../../hub/gateway/faces.ts';
import { faultRefusal } from '../../../hub/gateway/faults.ts';
import { type GovernedPolicy, governPolicy } from '../../../hub/gateway/governed-policy.ts';
import type {
  CallOrder,
  FaultedCall,
  Handled,
  HandledCall,
  HandledEnd,
  Handlers,
} from '../../../hub/gateway/handlers.ts';
import type { ModelAnswer } from '../../../hub/gateway/ports.ts';
import { localGuardrails } from '../../../hub/guardrails/local-guardrails.ts';
import type { PromptHandling } from '../../../hub/prompt-handler/ask-on-record.ts';
import { isRefusal } from '../../../shared/contract/refusals.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { callerArn, testPolicy } from './governed-policy.fixture.ts';
import { converseAnswer, converseStream, decodeFrames, ScriptedModels } from './scripted-models.ts';
import { conversePath, converseStreamPath, userSays } from './test-hub.ts';

type Reach = (ports: PromptHandling, hub: { readonly policy: () => GovernedPolicy }) => Handlers;

const policy = governPolicy(testPolicy());
const recorded = Promise.resolve();

export function orderOf(text: string, path = conversePath, under = policy): CallOrder {
  const body = Buffer.from(JSON.stringify(userSays(text)));
  const inbound = { method: 'POST', path, headers: {}, body, principalArn: callerArn };
  const { decision: call } = admit(inbound, under);
  if (isRefusal(call)) throw new Error(call.message);
  return { recordId: '01JD5Q8M3W0000000000000000', inbound, bodyBytes: body.length, policy: under, call };
}

export function answeredCall(handled: Handled): HandledCall {
  if (handled.kind === 'faulted') throw new Error('the call faulted', { cause: handled.cause });
  return handled;
}

export function faultedCall(handled: Handled): FaultedCall {
  if (handled.kind !== 'faulted') throw new Error(`the call did not fault: it was ${handled.kind}`);
  return handled;
}

export async function readToItsEnd({ answer }: HandledCall): Promise<{ released: Faces[]; end: HandledEnd }> {
  const released: Faces[] = [];
  for (;;) {
    const step = await answer.next();
    if (step.done === true) return { released, end: step.value };
    released.push(step.value);
  }
}

function textOf(pieces: readonly Faces[], face: keyof Faces): string {
  return Buffer.concat(pieces.map((piece) => piece[face])).toString();
}

/** What the golden path may rely on, wherever the handlers are. */
export function describeHandlers(name: string, reach: Reach): void {
  describe(`${name} keep the contract of handlers`, () => {
    let models: ScriptedModels;
    const open = (under = policy, ports: Partial<PromptHandling> = {}): Handlers =>
      reach(
        { models, guardrails: localGuardrails, secret: createSecretKey(Buffer.alloc(32, 7)), ...ports },
        { policy: () => under },
      );
    beforeEach(() => {
      models = new ScriptedModels();
    });

    it('say what the model was sent and answered, and withhold a whole answer until its end', async () => {
      models.answers(converseAnswer('Hello there.'), 200, { 'x-amzn-bedrock-trace': 'on' });
      const handled = answeredCall(await open().handle(orderOf('Hi'), recorded));
      expect(handled).toMatchObject({ kind: 'answered', engine: 'local', verdicts: [{ verdict: 'passed' }] });
      expect(handled.upstream).toMatchObject({
        status: 200,
        headers: { 'x-amzn-bedrock-trace': 'on' },
        requestId: 'bedrock-1',
      });
      expect(Buffer.from(handled.upstream?.sent ?? [])).toEqual(Buffer.from(models.calls[0]?.body ?? []));
      const { released, end } = await readToItsEnd(handled);
      expect(released).toEqual([]);
      expect(end).toMatchObject({ outcome: 'answered', status: 200, bedrockRequestId: 'bedrock-1', asides: [] });
      expect(end.facts?.usage).toEqual({ input: 10, output: 20, cacheRead: 0, cacheWrite: 0 });
      expect(textOf(end.withheld, 'shown')).toBe(JSON.stringify(converseAnswer('Hello there.')));
      expect(end.sent).toBe(handled.upstream?.sent);
    });

    it('release a stream while the model is still writing it', async () => {
      let finish = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      const [head, ...rest] = converseStream(['Done. ', 'Really. ']);
      const body = async function* (): AsyncGenerator<Uint8Array> {
        yield head as Uint8Array;
        await finished;
        yield* rest;
      };
      const answer: ModelAnswer = { status: 200, headers: {}, requestId: 'r', body: body() };
      const handlers = open(policy, { models: { invoke: async () => answer } });
      const handled = answeredCall(await handlers.handle(orderOf('Hi', converseStreamPath), recorded));
      const first = await handled.answer.next();
      expect(first.done === true ? [] : decodeFrames(first.value.shown).map(({ event }) => event)).toEqual([
        'messageStart',
      ]);
      finish();
      const { released, end } = await readToItsEnd(handled);
      const events = (pieces: readonly Faces[]) =>
        pieces.flatMap(({ shown }) => decodeFrames(shown)).map((one) => one.event);
      expect(events(released)).toContain('contentBlockDelta');
      expect(events(released)).not.toContain('messageStop');
      expect(events(end.withheld)).toEqual(expect.arrayContaining(['messageStop', 'metadata']));
    });

    it('tell what the caller is shown from what is kept', async () => {
      const { screening } = testPolicy().bundle.applications.claims ?? expect.fail();
      const entities = { EMAIL: 'pseudonymize' } as const;
      const under = governPolicy(
        testPolicy({ screening: { ...screening, input: { entities }, output: { entities } } }),
      );
      models.answers(converseAnswer('I wrote to {EMAIL_1} and new@example.org.'));
      const order = orderOf('Write to jane@example.com.', conversePath, under);
      const handled = answeredCall(await open(under).handle(order, recorded));
      const { end } = await readToItsEnd(handled);
      expect(textOf(end.withheld, 'shown')).toContain('jane@example.com and new@example.org');
      expect(textOf(end.withheld, 'kept')).toContain('{EMAIL_1} and {EMAIL_2}');
      expect(Buffer.from(end.sent ?? []).toString()).toContain('{EMAIL_1}');
    });

    it('answer a blocked prompt without a model', async () => {
      const handled = answeredCall(await open().handle(orderOf('My card is 4111 1111 1111 1111.'), recorded));
      expect(handled).toMatchObject({ kind: 'blocked', verdicts: [{ verdict: 'blocked' }] });
      expect(handled.upstream).toBeUndefined();
      const { end } = await readToItsEnd(handled);
      expect(end).toMatchObject({ outcome: 'blocked', status: 200 });
      expect(end.sent).toBeUndefined();
      expect(textOf(end.withheld, 'shown')).toContain('The request was stopped.');
      expect(models.calls).toEqual([]);
    });

    it('pass the model’s own error on', async () => {
      models.answers({ message: 'Slow down' }, 429, { 'x-amzn-errortype': 'ThrottlingException' });
      const handled = answeredCall(await open().handle(orderOf('Hi'), recorded));
      expect(handled.upstream?.status).toBe(429);
      const { end } = await readToItsEnd(handled);
      expect(end).toMatchObject({ outcome: 'upstream_error', status: 429, errorType: 'ThrottlingException' });
      expect(textOf(end.withheld, 'shown')).toBe('{"message":"Slow down"}');
    });

    it('ask no model before the intent is durable', async () => {
      let write = () => {};
      const writing = new Promise<void>((resolve) => {
        write = resolve;
      });
      models.answers(converseAnswer('Hi'));
      const handling = open().handle(orderOf('Hi'), writing);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(models.calls).toEqual([]);
      write();
      expect((await handling).kind).toBe('answered');
      expect(models.calls).toHaveLength(1);
    });

    it('ask no model where there is no intent, and say why', async () => {
      const lost = Promise.reject(new GatehouseFault('evidence_unavailable', 'down', 'wait'));
      lost.catch(() => undefined);
      models.answers(converseAnswer('Hi'));
      const handled = faultedCall(await open().handle(orderOf('Hi'), lost));
      expect(faultRefusal(handled.cause).code).toBe('evidence_unavailable');
      expect(handled.asides).toEqual([]);
      expect(models.calls).toEqual([]);
    });

    it('say of a model that cannot be asked what the fault was, and what had been screened', async () => {
      models.fails(new GatehouseFault('model_unavailable', 'refused', 'check'));
      const handled = faultedCall(await open().handle(orderOf('Hi'), recorded));
      expect(faultRefusal(handled.cause).code).toBe('model_unavailable');
      expect(handled.verdicts).toMatchObject([{ kind: 'text', verdict: 'passed' }]);
    });

    it('fault where the answer breaks off, after what had left', async () => {
      models.streams(
        converseStream(['Done. ', 'Half']).slice(0, 3),
        new GatehouseFault('model_stream_broken', 'cut', 'retry'),
      );
      const handled = answeredCall(await open().handle(orderOf('Hi', converseStreamPath), recorded));
      const failure = await readToItsEnd(handled).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(faultRefusal(failure).code).toBe('model_unavailable');
    });

    it('ask again for an answer that does not satisfy its schema, and account for both', async () => {
      const under = governPolicy(
        testPolicy({
          outputSchema: { type: 'object', required: ['sum'] },
          answers: { repairRounds: 1, confidence: null, selfAgreementSamples: 0 },
        }),
      );
      models.inTurn(converseAnswer('{"total":1}'), converseAnswer('{"sum":1}'));
      const handled = answeredCall(await open(under).handle(orderOf('Add', conversePath, under), recorded));
      const { end } = await readToItsEnd(handled);
      expect(end).toMatchObject({ outcome: 'answered', repairs: 1, judgement: { schema: { result: 'passed' } } });
      expect(end.asides).toEqual([{ input: 10, output: 20, cacheRead: 0, cacheWrite: 0 }]);
      expect(Buffer.from(end.sent ?? [])).toEqual(Buffer.from(models.calls[1]?.body ?? []));
      expect(models.calls[1]).toMatchObject({ ...models.calls[0], body: expect.anything() });
      expect(textOf(end.withheld, 'shown')).toContain('\\"sum\\":1');
    });
  });
}
