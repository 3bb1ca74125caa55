import { describe, expect, it } from 'vitest';
import type { AnswerPolicy, BodyFormat } from '../../../shared/config/bundle.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { testPolicy } from './governed-policy.fixture.ts';
import { keptOf } from './kept-content.ts';
import { converseAnswer, converseStream, decodeFrames } from './scripted-models.ts';
import { converseStreamPath, openTestHub, userSays } from './test-hub.ts';

type Below = NonNullable<AnswerPolicy['confidence']>['below'];

const answersWith = (below: Below): AnswerPolicy => ({
  repairRounds: 0,
  confidence: { threshold: 0.8, below },
  selfAgreementSamples: 0,
});
const hubThat = (below: Below, change = {}) => openTestHub(testPolicy({ answers: answersWith(below) }), change);
const question = userSays('The kitchen repair cost 1,200 euros. How much was it?');
const sound = 'The kitchen repair cost 1200 euros.';
const doubtful = 'It cost 4711 euros, of which 815 are for “the new oven in the hall”.';

const texts = (bytes: Uint8Array) =>
  decodeFrames(bytes).flatMap(({ payload }) => (payload.delta as { text?: string } | undefined)?.text ?? []);

const down = {
  open: () => Promise.reject(new GatehouseFault('evidence_unavailable', 'The store is down.', 'Start it.')),
};

describe('an answer of low confidence', () => {
  it('is told from one that is borne out', async () => {
    const { call, models, records, reviews } = await hubThat('flag');
    models.answers(converseAnswer(sound));
    const answer = await call({ body: question });
    expect(answer.headers['x-gatehouse-confidence']).toBe('1.000');
    expect(answer.headers).not.toHaveProperty('x-gatehouse-review');
    expect((await records.get(answer.recordId)).completion?.response).toMatchObject({
      confidence: { score: 1, reasons: [] },
      review: null,
    });
    expect(await reviews.get(answer.recordId)).toBeUndefined();
  });

  it('is answered and waits for a person: flag', async () => {
    const { call, models, records, reviews } = await hubThat('flag');
    models.answers(converseAnswer(doubtful));
    const answer = await call({ body: question });
    expect(answer.json()).toMatchObject({ output: { message: { content: [{ text: doubtful }] } } });
    expect(answer.headers['x-gatehouse-review']).toBe('open');
    expect(Number(answer.headers['x-gatehouse-confidence'])).toBeLessThan(0.8);
    const { completion } = await records.get(answer.recordId);
    expect(completion?.response?.review).toEqual({ state: 'open' });
    expect(completion?.response?.confidence?.reasons).toContainEqual(
      expect.objectContaining({ reason: 'unsupported_figures', count: 2 }),
    );
    expect(JSON.stringify(completion)).not.toMatch(/4711|oven/);
    expect(await reviews.get(answer.recordId)).toMatchObject({
      application: 'claims',
      state: 'open',
      score: completion?.response?.confidence?.score,
    });
  });

  it('is replaced by a message that names the record: withhold', async () => {
    const { call, models, records, reviews } = await hubThat('withhold');
    models.answers(converseAnswer(doubtful));
    const answer = await call({ body: question });
    const told = answer.bytes.toString();
    expect(told).toContain('withheld for its low confidence');
    expect(told).toContain(answer.recordId);
    expect(told).not.toMatch(/4711|oven/);
    expect(answer.json()).toMatchObject({ stopReason: 'guardrail_intervened' });
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'blocked',
      response: { review: { state: 'open' }, 'gen_ai.response.finish_reasons': ['guardrail_intervened'] },
      usage: { source: 'model', 'gen_ai.usage.output_tokens': 20 },
    });
    expect((await reviews.list({ state: 'open', limit: 10 })).map(({ recordId }) => recordId)).toEqual([
      answer.recordId,
    ]);
  });

  it('is kept for the person who looks at it, as it was screened: withhold', async () => {
    const opened = await hubThat('withhold');
    opened.models.answers(converseAnswer(`${doubtful} Ask jane@example.com.`));
    const { recordId } = await opened.call({ body: question });
    const { answer, unreleased } = await keptOf(opened, recordId);
    expect(answer.toString()).toContain('withheld for its low confidence');
    expect(unreleased.toString()).toContain('4711');
    expect(unreleased.toString()).toContain('Ask {EMAIL}.');
  });

  it('says so at its end: annotate', async () => {
    const { call, models, records, reviews } = await hubThat('annotate');
    models.answers(converseAnswer(doubtful));
    const answer = await call({ body: question });
    const { content } = (answer.json().output as { message: { content: { text: string }[] } }).message;
    expect(content[0]?.text).toBe(doubtful);
    expect(content[1]?.text).toMatch(
      /^Low confidence \(0\.\d\d\): 1 quotation and 2 figures stand in no given source\. Record /,
    );
    expect(content).toHaveLength(2);
    expect((await records.get(answer.recordId)).completion?.response?.review).toBeNull();
    expect(await reviews.get(answer.recordId)).toBeUndefined();
  });

  it.each(['flag', 'withhold'] as const)('is not answered where no review can be opened: %s', async (below) => {
    const { call, models, records } = await hubThat(below, { reviews: down });
    models.answers(converseAnswer(doubtful));
    const answer = await call({ body: question });
    expect(answer.status).toBe(503);
    expect(answer.headers['x-gatehouse-refusal']).toBe('evidence_unavailable');
    expect(answer.bytes.toString()).not.toContain('4711');
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'faulted',
      response: { review: null, bodyBytes: 0 },
      usage: { source: 'model', 'gen_ai.usage.output_tokens': 20 },
    });
  });

  it('needs no reviews where nothing is to be reviewed', async () => {
    const { call, models } = await hubThat('flag', { reviews: down });
    models.answers(converseAnswer(sound));
    expect((await call({ body: question })).status).toBe(200);
  });

  it('is worked out from what the model wrote, also where screening masks it', async () => {
    const { call, models } = await hubThat('flag');
    models.answers(converseAnswer('Ask jane@example.com about the 1,200 euros.'));
    const answer = await call({ body: question });
    expect(answer.headers['x-gatehouse-confidence']).toBe('1.000');
    expect(answer.bytes.toString()).toContain('{EMAIL}');
  });

  it('counts what the guardrail said of grounding, where its trace came with the answer', async () => {
    const { call, models, records } = await hubThat('flag');
    const filters = [{ type: 'GROUNDING', score: 0.1, threshold: 0.05, action: 'NONE' }];
    const trace = { guardrail: { outputAssessments: { gr1: [{ contextualGroundingPolicy: { filters } }] } } };
    models.answers({ ...converseAnswer(sound), trace });
    const { recordId } = await call({ body: question });
    expect((await records.get(recordId)).completion?.response?.confidence?.reasons).toEqual([
      { reason: 'grounding', count: 1, factor: 0.28 },
    ]);
  });

  it('is not asked for where the policy does not ask', async () => {
    const { call, models, records } = await openTestHub(testPolicy());
    models.answers(converseAnswer(doubtful));
    const answer = await call({ body: question });
    expect(answer.headers).not.toHaveProperty('x-gatehouse-confidence');
    expect((await records.get(answer.recordId)).completion?.response?.confidence).toBeNull();
  });

  it('is not asked of what a guardrail says instead of an answer', async () => {
    const { call, models, records } = await hubThat('withhold');
    models.answers({ ...converseAnswer('Stopped at 4711 of 815.'), stopReason: 'guardrail_intervened' });
    const answer = await call({ body: question });
    expect(answer.bytes.toString()).toContain('Stopped at 4711');
    expect((await records.get(answer.recordId)).completion?.response?.confidence).toBeNull();
  });
});

describe('a stream of low confidence', () => {
  const stream = () => converseStream([doubtful.slice(0, 20), doubtful.slice(20)]);

  it('leaves as it comes and waits for a person: flag', async () => {
    const { call, models, records, reviews } = await hubThat('flag');
    models.streams(stream());
    const answer = await call({ body: question, path: converseStreamPath });
    expect(texts(answer.bytes).join('')).toBe(doubtful);
    expect((await records.get(answer.recordId)).completion?.response?.review).toEqual({ state: 'open' });
    expect(await reviews.get(answer.recordId)).toMatchObject({ state: 'open' });
  });

  it('keeps its end back where no review can be opened', async () => {
    const { call, models, records } = await hubThat('flag', { reviews: down });
    models.streams(stream());
    const answer = await call({ body: question, path: converseStreamPath });
    const events = decodeFrames(answer.bytes);
    expect(events.at(-1)?.exception).toBe('serviceUnavailableException');
    expect(events.map(({ event }) => event)).not.toContain('messageStop');
    expect((await records.get(answer.recordId)).completion).toMatchObject({ outcome: 'faulted' });
  });

  it('is replaced before any of it has left: withhold', async () => {
    const { call, models, records } = await hubThat('withhold');
    models.streams(stream());
    const answer = await call({ body: question, path: converseStreamPath });
    expect(texts(answer.bytes).join('')).toContain('withheld for its low confidence');
    expect(answer.bytes.toString()).not.toContain('4711');
    expect(decodeFrames(answer.bytes).map(({ event }) => event)).toEqual([
      'messageStart',
      'contentBlockDelta',
      'contentBlockStop',
      'messageStop',
      'metadata',
    ]);
    expect((await records.get(answer.recordId)).completion).toMatchObject({ outcome: 'blocked' });
  });

  it('says so in a block of its own before the message ends: annotate', async () => {
    const { call, models } = await hubThat('annotate');
    models.streams(stream());
    const answer = await call({ body: question, path: converseStreamPath });
    const events = decodeFrames(answer.bytes);
    const note = events.findIndex(({ payload }) => payload.contentBlockIndex === 1);
    expect(events[note]?.payload).toEqual({
      contentBlockIndex: 1,
      delta: { text: expect.stringMatching(/^Low confidence .* Record /) },
    });
    expect(events.slice(note + 1).map(({ event }) => event)).toEqual(['contentBlockStop', 'messageStop', 'metadata']);
  });
});

describe('a low-confidence answer in the formats of InvokeModel', () => {
  const anthropic: BodyFormat = 'anthropic-messages';

  it(`is annotated in ${anthropic}`, async () => {
    const { call, models } = await hubThat('annotate');
    models.answers({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: doubtful }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 10, output_tokens: 20 },
    });
    const answer = await call({
      path: '/apps/claims/model/anthropic.claude-sonnet-5/invoke',
      body: {
        anthropic_version: 'bedrock-2023-05-31',
        max_tokens: 100,
        messages: [{ role: 'user', content: 'The kitchen repair cost 1,200 euros.' }],
      },
    });
    expect(answer.json().content).toEqual([
      { type: 'text', text: doubtful },
      { type: 'text', text: expect.stringContaining('Low confidence') },
    ]);
  });
});
