import { describe, expect, it } from 'vitest';
import { GatehouseFault } from '../../../shared/errors.ts';
import { testPolicy } from './governed-policy.fixture.ts';
import { converseAnswer, converseStream } from './scripted-models.ts';
import { converseStreamPath, openTestHub, userSays } from './test-hub.ts';

const question = userSays('The kitchen repair cost 1,200 euros. How much was it?');
const sound = 'The kitchen repair cost 1200 euros.';

describe('self-agreement', () => {
  const sampled = (samples: number, minute: number | null = null) => {
    const caps = { requests: null, tokens: minute, costNanos: null };
    const uncapped = { requests: null, tokens: null, costNanos: null };
    return openTestHub(
      testPolicy({
        answers: { repairRounds: 0, confidence: { threshold: 0.8, below: 'flag' }, selfAgreementSamples: samples },
        limits: { maxOutputTokens: 500, minute: caps, day: uncapped, month: uncapped },
      }),
    );
  };
  const reasonsOf = async ({ records }: Awaited<ReturnType<typeof sampled>>, recordId: string) =>
    (await records.get(recordId)).completion?.response?.confidence?.reasons.map(({ reason, count }) => ({
      reason,
      count,
    }));

  it('asks the same of the model again, and charges for all of it', async () => {
    const opened = await sampled(2);
    opened.models.inTurn(converseAnswer(sound), converseAnswer(sound), converseAnswer(sound));
    const answer = await opened.call({ body: question });
    expect(opened.models.calls.map(({ body }) => body)).toEqual(Array(3).fill(opened.models.calls[0]?.body));
    expect(answer.headers['x-gatehouse-confidence']).toBe('1.000');
    const { intent, completion } = await opened.records.get(answer.recordId);
    expect(completion?.usage).toMatchObject({ 'gen_ai.usage.input_tokens': 30, 'gen_ai.usage.output_tokens': 60 });
    expect(intent?.reservation?.tokens).toBeGreaterThan(3 * 500);
  });

  it('lowers the confidence where the answers differ, and shows and keeps none of the others', async () => {
    const opened = await sampled(2);
    const other = 'Nobody knows; perhaps 9000 dollars.';
    opened.models.inTurn(converseAnswer(sound), converseAnswer(other), converseAnswer(other));
    const answer = await opened.call({ body: question });
    expect(await reasonsOf(opened, answer.recordId)).toEqual([{ reason: 'self_agreement', count: 2 }]);
    expect(answer.headers['x-gatehouse-review']).toBe('open');
    expect(answer.bytes.toString()).not.toContain('9000');
  });

  it('counts a sample that fails as one less, never as a failed call', async () => {
    const opened = await sampled(2);
    opened.models.inTurn(converseAnswer(sound), new Error('throttled'), converseAnswer('Perhaps 9000 dollars.'));
    const answer = await opened.call({ body: question });
    expect(answer.status).toBe(200);
    expect(await reasonsOf(opened, answer.recordId)).toEqual([{ reason: 'self_agreement', count: 1 }]);
    expect((await opened.records.get(answer.recordId)).completion?.usage).toMatchObject({
      'gen_ai.usage.output_tokens': 40,
    });
  });

  it('charges samples that came though the answer itself did not', async () => {
    const opened = await sampled(1);
    opened.models.inTurn(new GatehouseFault('model_unavailable', 'down', 'retry'), converseAnswer(sound));
    const answer = await opened.call({ body: question });
    expect(answer.status).toBe(503);
    expect((await opened.records.get(answer.recordId)).completion?.usage).toMatchObject({
      source: 'model',
      'gen_ai.usage.output_tokens': 20,
    });
  });

  it('refuses a call whose samples do not fit the cap', async () => {
    const { call } = await sampled(2, 1_200);
    expect((await call({ body: question })).headers['x-gatehouse-refusal']).toBe('quota_exceeded');
  });

  it('asks nothing more for a stream', async () => {
    const opened = await sampled(2);
    opened.models.inTurn(converseStream([sound]));
    await opened.call({ body: question, path: converseStreamPath });
    expect(opened.models.calls).toHaveLength(1);
  });
});
