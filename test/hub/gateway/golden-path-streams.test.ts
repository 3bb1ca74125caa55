import { describe, expect, it } from 'vitest';
import { GatehouseFault } from '../../../shared/errors.ts';
import { testPolicy } from './governed-policy.fixture.ts';
import { converseStream, decodeFrames, exceptionFrame, frame } from './scripted-models.ts';
import { converseStreamPath, openTestHub, userSays } from './test-hub.ts';

const streamWithImage = [
  frame('messageStart', { role: 'assistant' }),
  frame('contentBlockStart', { contentBlockIndex: 0, start: { image: { format: 'png' } } }),
  frame('contentBlockDelta', { contentBlockIndex: 0, delta: { image: { source: { bytes: 'iVBORw0KGgo=' } } } }),
  frame('contentBlockStop', { contentBlockIndex: 0 }),
  ...converseStream(['afterwards. ']).slice(1),
];

describe('a stream', () => {
  const texts = (bytes: Uint8Array) =>
    decodeFrames(bytes)
      .flatMap(({ payload }) => (payload.delta as { text?: string } | undefined)?.text ?? [])
      .join('');

  it('passes unchanged events byte for byte', async () => {
    const { call, models, records } = await openTestHub(testPolicy());
    const frames = converseStream(['All is well. ']);
    models.streams(frames);
    const answer = await call({ body: userSays('Hi'), path: converseStreamPath });
    expect(answer.headers['content-type']).toBe('application/vnd.amazon.eventstream');
    expect(decodeFrames(answer.bytes)).toEqual(decodeFrames(Buffer.concat(frames)));
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'answered',
      usage: { source: 'model' },
    });
  });

  it('masks what is spread over many events, whatever the cuts', async () => {
    const { call, models } = await openTestHub(testPolicy());
    models.streams(converseStream([...'Write to jane@example.com today.']));
    const answer = await call({ body: userSays('Hi'), path: converseStreamPath });
    expect(texts(answer.bytes)).toBe('Write to {EMAIL} today.');
  });

  it('ends a blocked stream the way Bedrock does, releases nothing of the finding, and reads the model to its end', async () => {
    const { call, models, records } = await openTestHub(testPolicy());
    models.streams(converseStream(['The card is 4111 11', '11 1111 1111. ', 'Bye.']));
    const answer = await call({ body: userSays('Hi'), path: converseStreamPath });
    expect(texts(answer.bytes)).not.toMatch(/4111|Bye/);
    const events = decodeFrames(answer.bytes);
    expect(events.find(({ event }) => event === 'messageStop')?.payload).toMatchObject({
      stopReason: 'guardrail_intervened',
    });
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'blocked',
      usage: { source: 'model' },
    });
  });

  it('withholds the final events until the completion is durable', async () => {
    const { respond, models, records } = await openTestHub(testPolicy());
    models.streams(converseStream(['Hi. ']));
    const response = await respond({ body: userSays('Hi'), path: converseStreamPath });
    const recordId = response.headers['x-gatehouse-record'] ?? '';
    const seen: { event: string; recorded: boolean }[] = [];
    for await (const piece of response.body as AsyncIterable<Uint8Array>) {
      const recorded = (await records.get(recordId)).completion !== undefined;
      for (const { event } of decodeFrames(piece)) seen.push({ event, recorded });
    }
    expect(seen).toContainEqual({ event: 'contentBlockDelta', recorded: false });
    expect(seen).toContainEqual({ event: 'messageStop', recorded: true });
    expect(seen.at(-1)).toEqual({ event: 'metadata', recorded: true });
  });

  it('turns a stream that breaks off into a typed exception, charges the reservation and records the fault', async () => {
    const { call, models, records, hub } = await openTestHub(testPolicy());
    models.streams(
      converseStream(['Half an ans']).slice(0, 2),
      new GatehouseFault('model_stream_broken', 'cut', 'retry'),
    );
    const answer = await call({ body: userSays('Hi'), path: converseStreamPath });
    expect(decodeFrames(answer.bytes).at(-1)?.exception).toBe('serviceUnavailableException');
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'faulted',
      usage: { source: 'reserved' },
    });
    expect((await hub.ledger.usage('claims', Date.now())).holds).toEqual([]);
  });

  it('does not take a stream without an end for a whole answer', async () => {
    const { call, models } = await openTestHub(testPolicy());
    models.streams(converseStream(['Half']).slice(0, 2));
    const answer = await call({ body: userSays('Hi'), path: converseStreamPath });
    expect(decodeFrames(answer.bytes).at(-1)?.exception).toBe('serviceUnavailableException');
  });

  it('passes Bedrock’s own stream exception on and records it', async () => {
    const { call, models, records } = await openTestHub(testPolicy());
    models.streams([
      frame('messageStart', { role: 'assistant' }),
      exceptionFrame('modelStreamErrorException', 'mid-stream'),
    ]);
    const answer = await call({ body: userSays('Hi'), path: converseStreamPath });
    expect(decodeFrames(answer.bytes).at(-1)).toMatchObject({ exception: 'modelStreamErrorException' });
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      outcome: 'upstream_error',
      'error.type': 'modelStreamErrorException',
    });
  });

  it('answers a blocked prompt as a whole blocked stream', async () => {
    const { call } = await openTestHub(testPolicy());
    const answer = await call({ body: userSays('Card 4111 1111 1111 1111'), path: converseStreamPath });
    expect(decodeFrames(answer.bytes).map(({ event }) => event)).toEqual([
      'messageStart',
      'contentBlockDelta',
      'contentBlockStop',
      'messageStop',
      'metadata',
    ]);
    expect(texts(answer.bytes)).toBe('The request was stopped.');
  });

  it('refuses an image in a streamed answer where nobody can read it, and releases nothing after it', async () => {
    const { call, models, records } = await openTestHub(testPolicy());
    models.streams(streamWithImage);
    const answer = await call({ body: userSays('Draw'), path: converseStreamPath });
    const events = decodeFrames(answer.bytes);
    expect(events.at(-1)?.exception).toBe('validationException');
    expect(answer.bytes.toString('latin1')).not.toContain('iVBORw0KGgo');
    expect(texts(answer.bytes)).not.toContain('afterwards');
    const { completion } = await records.get(answer.recordId);
    expect(completion).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'content_unscreenable' },
      usage: { source: 'model' },
    });
    expect(completion?.screening.output).toContainEqual(expect.objectContaining({ kind: 'image', verdict: 'not_run' }));
  });

  it('passes such an image on, on record, where policy allows it by name', async () => {
    const { screening } = testPolicy().bundle.applications.claims ?? expect.fail();
    const { call, models, records } = await openTestHub(
      testPolicy({ screening: { ...screening, unreadable: 'allow-unscreened' } }),
    );
    models.streams(streamWithImage);
    const answer = await call({ body: userSays('Draw'), path: converseStreamPath });
    expect(decodeFrames(answer.bytes)).toEqual(decodeFrames(Buffer.concat(streamWithImage)));
    const { completion } = await records.get(answer.recordId);
    expect(completion?.screening.output).toContainEqual(expect.objectContaining({ kind: 'image', verdict: 'not_run' }));
  });

  it('records a caller that went away, and settles all the same', async () => {
    const { call, models, records } = await openTestHub(testPolicy());
    const gone = new AbortController();
    gone.abort();
    models.streams(converseStream(['Hi. ']));
    const answer = await call({ body: userSays('Hi'), path: converseStreamPath, disconnected: gone.signal });
    expect((await records.get(answer.recordId)).completion).toMatchObject({
      response: { delivery: 'disconnected' },
      usage: { source: 'model' },
    });
  });
});
