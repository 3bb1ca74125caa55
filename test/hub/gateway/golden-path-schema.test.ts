import { describe, expect, it } from 'vitest';
import type { AnswerPolicy, ApplicationPolicy } from '../../../shared/config/bundle.ts';
import { testPolicy } from './governed-policy.fixture.ts';
import { keptOf } from './kept-content.ts';
import { converseAnswer, converseStream, decodeFrames } from './scripted-models.ts';
import { conversePath, converseStreamPath, openTestHub, userSays } from './test-hub.ts';

const outputSchema = {
  type: 'object',
  required: ['total'],
  properties: { total: { type: 'number' }, mail: { type: 'string' } },
};
const once: AnswerPolicy = { repairRounds: 1, confidence: null, selfAgreementSamples: 0 };
const hubWith = (change: Partial<ApplicationPolicy> = {}) => openTestHub(testPolicy({ outputSchema, ...change }));
const good = '{"total":120}';

describe('an answer that must satisfy the application’s schema', () => {
  it('passes untouched where it does, and the model was told of the schema', async () => {
    const { call, models, records } = await hubWith();
    models.answers(converseAnswer(good));
    const answer = await call({ body: userSays('Sum up.') });
    expect(answer.json()).toMatchObject({ output: { message: { content: [{ text: good }] } } });
    expect(JSON.stringify(models.sentBody().system)).toContain('satisfies this JSON Schema');
    expect((await records.get(answer.recordId)).completion?.response).toMatchObject({
      schema: { result: 'passed', reason: null, errors: [], repairs: 0 },
      confidence: null,
      review: null,
    });
  });

  it('is refused where it does not, by rule and place and without a word of it, and is charged', async () => {
    const { call, models, records } = await hubWith();
    models.answers(converseAnswer('{"total":"a secret word"}'));
    const answer = await call({ body: userSays('Sum up.') });
    expect(answer.status).toBe(424);
    expect(answer.headers['x-amzn-errortype']).toContain('ModelErrorException');
    expect(answer.headers['x-gatehouse-refusal']).toBe('output_schema_failed');
    expect(answer.bytes.toString()).toContain('/total breaks “type”');
    const { completion } = await records.get(answer.recordId);
    expect(answer.bytes.toString() + JSON.stringify(completion)).not.toContain('secret word');
    expect(completion).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'output_schema_failed' },
      response: { schema: { result: 'failed', errors: [{ path: '/total', rule: 'type' }], repairs: 0 } },
      usage: { source: 'model', 'gen_ai.usage.output_tokens': 20 },
    });
  });

  it('is mended once where the policy allows it: the model sees its own answer and what is wrong with it', async () => {
    const { call, models, records, hub } = await hubWith({ answers: once });
    models.inTurn(converseAnswer('The total is 120.'), converseAnswer(good));
    const answer = await call({ body: userSays('Sum up.') });
    expect(answer.json()).toMatchObject({ output: { message: { content: [{ text: good }] } } });
    expect(models.sentBody().messages).toEqual([
      { role: 'user', content: [{ text: 'Sum up.' }] },
      { role: 'assistant', content: [{ text: 'The total is 120.' }] },
      { role: 'user', content: [{ text: expect.stringContaining('JSON document alone') }] },
    ]);
    const { completion, intent } = await records.get(answer.recordId);
    expect(completion).toMatchObject({
      outcome: 'answered',
      response: { bedrockRequestId: 'bedrock-2', schema: { result: 'passed', repairs: 1 } },
      usage: { source: 'model', 'gen_ai.usage.input_tokens': 20, 'gen_ai.usage.output_tokens': 40 },
    });
    expect(completion?.screening.output).toHaveLength(2);
    expect(intent?.reservation?.tokens).toBeGreaterThan(2 * 500);
    expect((await hub.ledger.usage('claims', Date.now())).windows.day).toMatchObject({ requests: 1, tokens: 60 });
  });

  it('keeps what the model was sent last, which holds all that it was sent before', async () => {
    const opened = await hubWith({ answers: once });
    opened.models.inTurn(converseAnswer('The total is 120.'), converseAnswer(good));
    const { recordId } = await opened.call({ body: userSays('Sum up.') });
    const { sent, answer } = await keptOf(opened, recordId);
    expect(sent).toEqual(Buffer.from(opened.models.calls[1]?.body ?? []));
    expect(answer.toString()).toContain(JSON.stringify(good).slice(1, -1));
  });

  it('is sent back for its correction as it was screened', async () => {
    const { call, models } = await hubWith({ answers: once });
    models.inTurn(converseAnswer('Write to jane@example.com.'), converseAnswer(good));
    await call({ body: userSays('Sum up.') });
    expect(models.sentBody().messages).toContainEqual({
      role: 'assistant',
      content: [{ text: 'Write to {EMAIL}.' }],
    });
  });

  it('is refused where the correction does not satisfy the schema either', async () => {
    const { call, models, records } = await hubWith({ answers: once });
    models.inTurn(converseAnswer('No.'), converseAnswer('Still no.'));
    const answer = await call({ body: userSays('Sum up.') });
    expect(answer.status).toBe(424);
    expect(models.calls).toHaveLength(2);
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'refused',
      response: { schema: { result: 'failed', errors: [{ path: '', rule: 'not_json' }], repairs: 1 } },
      usage: { 'gen_ai.usage.output_tokens': 40 },
    });
  });

  it('is refused where the model cannot be asked again, and charged for the first answer alone', async () => {
    const { call, models, records } = await hubWith({ answers: once });
    models.inTurn(converseAnswer('No.'), new Error('down'));
    const answer = await call({ body: userSays('Sum up.') });
    expect(answer.headers['x-gatehouse-refusal']).toBe('output_schema_failed');
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      response: { schema: { result: 'failed', repairs: 1 } },
      usage: { source: 'model', 'gen_ai.usage.output_tokens': 20 },
    });
  });

  it('is kept where it is refused, for who looks into it', async () => {
    const opened = await hubWith();
    opened.models.answers(converseAnswer('Write to jane@example.com.'));
    const { recordId } = await opened.call({ body: userSays('Sum up.') });
    const { answer, unreleased } = await keptOf(opened, recordId);
    expect(answer).toHaveLength(0);
    expect(unreleased.toString()).toContain('Write to {EMAIL}.');
  });

  it('is blocked, and not mended, where screening says so', async () => {
    const { call, models } = await hubWith({ answers: once });
    models.answers(converseAnswer('Card 4111 1111 1111 1111.'));
    const answer = await call({ body: userSays('Sum up.') });
    expect(answer.json()).toMatchObject({ stopReason: 'guardrail_intervened' });
    expect(models.calls).toHaveLength(1);
  });

  it('is judged as the caller reads it, with values where pseudonyms stood', async () => {
    const { screening } = testPolicy().bundle.applications.claims ?? expect.fail();
    const both = { entities: { EMAIL: 'pseudonymize' } } as const;
    const mail = { type: 'object', properties: { mail: { type: 'string', format: 'email' } } };
    const { call, models } = await hubWith({
      outputSchema: mail,
      screening: { ...screening, input: both, output: both },
    });
    models.answers(converseAnswer('{"mail":"{EMAIL_1}"}'));
    const answer = await call({ body: userSays('Write to jane@example.com.') });
    expect(answer.status).toBe(200);
    expect(answer.bytes.toString()).toContain('jane@example.com');
  });

  it('is not answered where the schema itself cannot be checked against', async () => {
    const { call, models } = await hubWith({
      outputSchema: { type: 'object', properties: { total: { pattern: '(?=1)' } } },
    });
    models.answers(converseAnswer(good));
    const answer = await call({ body: userSays('Sum up.') });
    expect(answer.status).toBe(424);
    expect(answer.bytes.toString()).toContain('could not be checked');
  });

  it('need not be a document where the model calls a tool', async () => {
    const { call, models, records } = await hubWith();
    const content = [{ toolUse: { toolUseId: 't', name: 'look', input: {} } }];
    models.answers({
      ...converseAnswer(''),
      output: { message: { role: 'assistant', content } },
      stopReason: 'tool_use',
    });
    const answer = await call({ body: userSays('Sum up.') });
    expect(answer.status).toBe(200);
    expect((await records.get(answer.recordId)).completion?.response?.schema).toMatchObject({
      result: 'not_checked',
      reason: 'tool_call',
    });
  });
});

describe('a schema that the request asks for', () => {
  const outputConfig = {
    textFormat: {
      type: 'json_schema',
      structure: { jsonSchema: { name: 'sum', schema: JSON.stringify(outputSchema) } },
    },
  };

  it.each([
    [good, 200, 'passed'],
    ['{"total":"much"}', 424, 'failed'],
  ])('is checked where the application has none: %s', async (text, status, result) => {
    const { call, models, records } = await openTestHub(testPolicy());
    models.answers(converseAnswer(text));
    const answer = await call({ body: { ...userSays('Sum up.'), outputConfig }, path: conversePath });
    expect(answer.status).toBe(status);
    const { completion } = await records.get(answer.recordId);
    expect(completion?.response?.schema).toMatchObject({ result });
  });

  it('is recorded without its names, which are the caller’s content', async () => {
    const { call, models, records } = await openTestHub(testPolicy());
    models.answers(converseAnswer('{"total":"much"}'));
    const { recordId } = await call({ body: { ...userSays('Sum up.'), outputConfig } });
    const { completion } = await records.get(recordId);
    expect(completion?.response?.schema?.errors).toEqual([{ path: '/*', rule: 'type' }]);
    expect(JSON.stringify(completion)).not.toContain('total');
  });

  it('sets nothing aside for a repair that the policy does not allow', async () => {
    const { call, models, records } = await openTestHub(testPolicy());
    models.answers(converseAnswer(good));
    const { recordId } = await call({ body: { ...userSays('Sum up.'), outputConfig } });
    expect((await records.get(recordId)).intent?.reservation?.tokens).toBeLessThan(2 * 500);
  });
});

describe('a stream that must satisfy a schema', () => {
  const texts = (bytes: Uint8Array) =>
    decodeFrames(bytes)
      .flatMap(({ payload }) => (payload.delta as { text?: string } | undefined)?.text ?? [])
      .join('');

  it('leaves whole, once it is known to satisfy it and that is on record', async () => {
    const { respond, models, records } = await hubWith();
    models.streams(converseStream(['{"tot', 'al":120}']));
    const response = await respond({ body: userSays('Sum up.'), path: converseStreamPath });
    const recordId = response.headers['x-gatehouse-record'] ?? '';
    const pieces: Uint8Array[] = [];
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      expect((await records.get(recordId)).completion).toBeDefined();
      pieces.push(piece);
    }
    const bytes = Buffer.concat(pieces);
    expect(texts(bytes)).toBe(good);
    expect(decodeFrames(bytes).at(-1)?.event).toBe('metadata');
  });

  it('ends with the exception that streams have for it, and releases no word, where it does not', async () => {
    const { call, models, records } = await hubWith();
    models.streams(converseStream(['The total', ' is 120.']));
    const answer = await call({ body: userSays('Sum up.'), path: converseStreamPath });
    const events = decodeFrames(answer.bytes);
    expect(events.map(({ exception }) => exception)).toEqual(['modelStreamErrorException']);
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      refusal: { code: 'output_schema_failed' },
      response: { schema: { result: 'failed' } },
      usage: { source: 'model' },
    });
  });

  it('is mended like a document, for nothing of it has left', async () => {
    const { call, models, records } = await hubWith({ answers: once });
    models.inTurn(converseStream(['The total is 120.']), converseStream([good]));
    const answer = await call({ body: userSays('Sum up.'), path: converseStreamPath });
    expect(texts(answer.bytes)).toBe(good);
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'answered',
      response: { schema: { result: 'passed', repairs: 1 } },
      usage: { 'gen_ai.usage.output_tokens': 40 },
    });
  });

  it('is a blocked stream from its first frame on where screening stops it', async () => {
    const { call, models } = await hubWith();
    models.streams(converseStream(['{"total":1,"note":"', 'Card 4111 1111 1111 1111."}']));
    const answer = await call({ body: userSays('Sum up.'), path: converseStreamPath });
    expect(texts(answer.bytes)).toBe('The answer was withheld.');
    expect(decodeFrames(answer.bytes)[0]?.event).toBe('messageStart');
  });
});
