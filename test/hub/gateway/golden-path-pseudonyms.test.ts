import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ModelAnswer, ModelCall, ModelRuntime } from '../../../hub/gateway/ports.ts';
import type { CompiledPolicy } from '../../../shared/config/bundle.ts';
import { screenerThatBreaksOn } from '../screening/support/broken-screener.ts';
import { testPolicy } from './governed-policy.fixture.ts';
import { keptOf } from './kept-content.ts';
import { converseAnswer, converseStream, decodeFrames } from './scripted-models.ts';
import { conversePath, converseStreamPath, openTestHub, type TestAnswer, userSays } from './test-hub.ts';

type Body = { readonly messages: readonly { readonly content: readonly { readonly text?: string }[] }[] };

/** E-mail addresses and cards become pseudonyms in both directions; nothing else is looked for. */
function pseudonymizing(): CompiledPolicy {
  const { screening } = testPolicy().bundle.applications.claims ?? expect.fail();
  const entities = { EMAIL: 'pseudonymize', CREDIT_DEBIT_CARD_NUMBER: 'pseudonymize' } as const;
  return testPolicy({ screening: { ...screening, input: { entities }, output: { entities }, promptAttack: 'off' } });
}

/** Says what it was told last, and `extra`, in pieces of `cut` characters where it streams. */
class EchoModel implements ModelRuntime {
  extra = '';
  cut = 1;
  sent = '';

  async invoke(call: ModelCall): Promise<ModelAnswer> {
    this.sent = Buffer.from(call.body).toString();
    const { messages } = JSON.parse(this.sent) as Body;
    const text = (messages.at(-1)?.content[0]?.text ?? '') + this.extra;
    const pieces =
      call.operation === 'ConverseStream' ? converseStream(this.#pieces(text)) : [json(converseAnswer(text))];
    return { status: 200, headers: {}, requestId: 'bedrock-1', body: oneByOne(pieces) };
  }

  #pieces(text: string): string[] {
    const characters = [...text];
    const pieces: string[] = [];
    for (let at = 0; at < characters.length; at += this.cut) pieces.push(characters.slice(at, at + this.cut).join(''));
    return pieces;
  }
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

async function* oneByOne(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

function saidTo(path: string, answer: TestAnswer): string {
  if (path === conversePath) {
    const { output } = answer.json() as { output: { message: { content: { text: string }[] } } };
    return output.message.content.map(({ text }) => text).join('');
  }
  const deltas = decodeFrames(answer.bytes).map(({ payload }) => payload.delta as { text?: string } | undefined);
  return deltas.map((delta) => delta?.text ?? '').join('');
}

const address = fc
  .tuple(fc.stringMatching(/^[a-z]{3,8}$/), fc.constantFrom('example.com', 'Example.ORG'))
  .map((parts) => parts.join('@'));
const card = fc.constantFrom('4111 1111 1111 1111', '4111111111111111', '5555-5555-5555-4444', '378282246310005');
const hostile = fc.constantFrom(
  ...['{EMAIL_1}', '{EMAIL_2}', '{CREDIT_DEBIT_CARD_NUMBER_1}', '{EMAIL_', '{', '}}', 'EMAIL_1', '{EMAIL_1}{EMAIL_1}'],
  ...['__proto__', 'constructor', 'hasOwnProperty', '😀', 'e\u0301', '"', '\\', '\n', '$&'],
);
const prompts = fc
  .array(fc.oneof(address, card, hostile), { minLength: 1, maxLength: 12 })
  .map((words) => words.join(' , '));
const answers = fc
  .array(fc.oneof(address, card, fc.constantFrom('{EMAIL_77}', '{PHONE_1}', '{EMAIL}', '{x')), { maxLength: 4 })
  .map((words) => words.map((word) => ` ; ${word}`).join(''));

/** The originals in a text: whatever looks like what the policy names. */
const originals = /[a-z]{3,8}@example\.(?:com|org)|\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}|378282246310005/gi;

describe.each([
  ['whole', conversePath],
  ['streamed', converseStreamPath],
])('pseudonymized and restored, %s', (_, path) => {
  it('is the identity for the caller, and neither the model nor anything kept holds an original', async () => {
    const models = new EchoModel();
    const opened = await openTestHub(pseudonymizing(), { models });
    const logged = (['log', 'error', 'warn', 'info', 'debug'] as const).map((level) => vi.spyOn(console, level));
    const property = fc.asyncProperty(prompts, answers, fc.integer({ min: 1, max: 30 }), async (prompt, extra, cut) => {
      Object.assign(models, { extra, cut });
      const answer = await opened.call({ body: userSays(prompt), path });
      expect(answer.status).toBe(200);
      expect(saidTo(path, answer)).toBe(prompt + extra);
      const kept = await keptOf(opened, answer.recordId);
      expect(kept.sent.toString()).toBe(models.sent);
      for (const trace of [models.sent, kept.answer.toString('latin1'), kept.records]) {
        for (const original of (prompt + extra).match(originals) ?? []) expect(trace).not.toContain(original);
      }
      expect(JSON.stringify(answer.headers)).not.toMatch(originals);
    });
    await fc.assert(property, { numRuns: 40 });
    for (const log of logged) expect(log).not.toHaveBeenCalled();
  });
});

describe('a call with pseudonyms', () => {
  it('is committed to as it is kept, and says so by its length', async () => {
    const models = new EchoModel();
    const opened = await openTestHub(pseudonymizing(), { models });
    const answer = await opened.call({ body: userSays('Ask jane@example.com') });
    const { completion } = await opened.records.get(answer.recordId);
    const kept = await keptOf(opened, answer.recordId);
    expect(kept.answer.toString()).toContain('Ask {EMAIL_1}');
    expect(completion?.response?.bodyBytes).toBe(kept.answer.length);
    expect(answer.bytes.length).not.toBe(kept.answer.length);
  });

  it('tells nothing of a value where the model cannot be reached', async () => {
    const models: ModelRuntime = { invoke: (call) => Promise.reject(new Error(Buffer.from(call.body).toString())) };
    const opened = await openTestHub(pseudonymizing(), { models });
    const answer = await opened.call({ body: userSays('Ask jane@example.com') });
    expect(answer.status).toBe(503);
    expect(answer.bytes.toString()).not.toContain('jane');
    expect((await keptOf(opened, answer.recordId)).records).not.toContain('jane');
  });

  it('passes Bedrock’s own error on with tokens in it', async () => {
    const opened = await openTestHub(pseudonymizing());
    opened.models.answers({ message: 'Bad input: {EMAIL_1}' }, 400, { 'x-amzn-errortype': 'ValidationException' });
    const answer = await opened.call({ body: userSays('Ask jane@example.com') });
    expect(answer.json()).toEqual({ message: 'Bad input: {EMAIL_1}' });
  });
});

describe('a conversation', () => {
  const turn = (role: string, ...content: object[]) => ({ role, content });
  const says = (role: string, text: string) => turn(role, { text });

  it('has the same tokens in every turn, though the caller sends back what was restored', async () => {
    const opened = await openTestHub(pseudonymizing());
    const first = [says('user', 'Write to jane@example.com, cc joe@example.com')];
    opened.models.answers(converseAnswer('Done: {EMAIL_2}, {EMAIL_1} and kim@example.com.'));
    const answered = await opened.call({ body: { messages: first } });
    const restored = saidTo(conversePath, answered);
    expect(restored).toBe('Done: joe@example.com, jane@example.com and kim@example.com.');
    const before = opened.models.sentBody().messages as unknown[];
    await opened.call({
      body: { messages: [...first, says('assistant', restored), says('user', 'And kim@example.com?')] },
    });
    const after = opened.models.sentBody().messages as unknown[];
    expect(after.slice(0, 1)).toEqual(before);
    expect(JSON.stringify(after.slice(1))).toContain('Done: {EMAIL_2}, {EMAIL_1} and {EMAIL_3}.');
    expect(JSON.stringify(after.slice(1))).toContain('And {EMAIL_3}?');
  });

  it('keeps the meaning of tokens in signed reasoning, which the model gets back untouched', async () => {
    const opened = await openTestHub(pseudonymizing());
    const reasoning = { reasoningContent: { reasoningText: { text: 'Ask {EMAIL_1}.', signature: 'c2lnbmVk' } } };
    const answer = { ...converseAnswer(''), output: { message: turn('assistant', reasoning, { text: '{EMAIL_1}?' }) } };
    opened.models.answers(answer);
    const first = [says('user', 'Who is jane@example.com?')];
    const { output } = (await opened.call({ body: { messages: first } })).json() as { output: { message: object } };
    expect(output.message).toEqual(turn('assistant', reasoning, { text: 'jane@example.com?' }));
    await opened.call({ body: { messages: [...first, output.message, says('user', 'Yes.')] } });
    expect(opened.models.sentBody().messages).toEqual([
      says('user', 'Who is {EMAIL_1}?'),
      turn('assistant', reasoning, { text: '{EMAIL_1}?' }),
      says('user', 'Yes.'),
    ]);
  });

  it('hides a value also where nothing around it says what it is', async () => {
    const { screening } = testPolicy().bundle.applications.claims ?? expect.fail();
    const entities = { PASSWORD: 'pseudonymize' } as const;
    const policy = testPolicy({ screening: { ...screening, input: { entities }, output: { entities } } });
    const opened = await openTestHub(policy);
    opened.models.answers(converseAnswer('fine'));
    const messages = [
      says('user', 'My password is hunter2-Zebra!9'),
      says('assistant', 'Noted (hunter2-Zebra!9).'),
      says('user', 'x'),
    ];
    await opened.call({ body: { messages } });
    const sent = JSON.stringify(opened.models.sentBody().messages);
    expect(sent).not.toContain('hunter2');
    expect(sent).toContain('Noted ({PASSWORD_1}).');
  });
});

describe('screening that fails on an answer', () => {
  it.each([
    ['whole', conversePath],
    ['streamed', converseStreamPath],
  ])('refuses it and records the part as not run, %s', async (_, path) => {
    const opened = await openTestHub(pseudonymizing());
    const governed = opened.hub.policy();
    const application = governed.applications.get('claims') ?? expect.fail();
    const output = screenerThatBreaksOn('zebra');
    const broken = { ...governed, applications: new Map([['claims', { ...application, output }]]) };
    const hub = { ...opened.hub, policy: () => broken };
    const { call, models, records } = await openTestHub(pseudonymizing(), { policy: hub.policy });
    if (path === conversePath) models.answers(converseAnswer('A zebra.'));
    else models.streams(converseStream(['A zebra.']));
    const answer = await call({ body: userSays('Hi'), path });
    expect(answer.bytes.toString()).not.toContain('zebra');
    const { completion } = await records.get(answer.recordId);
    expect(completion).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'screening_unavailable' },
      screening: { output: [{ verdict: 'not_run', reason: 'a detector failed', failed: true }] },
      usage: { source: 'model' },
    });
    if (path === converseStreamPath) {
      expect(decodeFrames(answer.bytes).at(-1)?.exception).toBe('serviceUnavailableException');
    } else expect(answer.status).toBe(503);
  });
});
