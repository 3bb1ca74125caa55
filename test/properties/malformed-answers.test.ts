import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openContent } from '../../hub/audit/content-envelope.ts';
import { type Frame, FrameReader } from '../../hub/gateway/event-stream.ts';
import { testPolicy } from '../hub/gateway/governed-policy.fixture.ts';
import { converseAnswer, frame } from '../hub/gateway/scripted-models.ts';
import {
  conversePath,
  converseStreamPath,
  openTestHub,
  type TestAnswer,
  type TestHub,
  userSays,
} from '../hub/gateway/test-hub.ts';
import {
  claimedLength,
  frameAround,
  HostileModels,
  hostileDocuments,
  hostileStreams,
  ok,
  type StreamedEvent,
} from './hostile-answers.ts';

const invokePath = '/apps/claims/model/anthropic.claude-sonnet-5/invoke';
const invokeStreamPath = '/apps/claims/model/anthropic.claude-sonnet-5/invoke-with-response-stream';
const embedPath = '/apps/claims/model/amazon.titan-embed-text-v2%3A0/invoke';

const anthropicRequest = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 50,
  messages: [{ role: 'user', content: 'Hi' }],
};

const usage = { inputTokens: 10, outputTokens: 20, totalTokens: 30 };
const converseEvents: readonly StreamedEvent[] = [
  { event: 'messageStart', payload: { role: 'assistant' } },
  { event: 'contentBlockDelta', payload: { contentBlockIndex: 0, delta: { text: 'Write to jo@' } } },
  { event: 'contentBlockDelta', payload: { contentBlockIndex: 0, delta: { text: 'example.com.' } } },
  { event: 'contentBlockStop', payload: { contentBlockIndex: 0 } },
  {
    event: 'contentBlockStart',
    payload: { contentBlockIndex: 1, start: { toolUse: { toolUseId: 't1', name: 'find' } } },
  },
  { event: 'contentBlockDelta', payload: { contentBlockIndex: 1, delta: { toolUse: { input: '{"a":1}' } } } },
  { event: 'contentBlockStop', payload: { contentBlockIndex: 1 } },
  { event: 'messageStop', payload: { stopReason: 'end_turn' } },
  { event: 'metadata', payload: { usage, metrics: { latencyMs: 5 } } },
];

const anthropicEvents: readonly object[] = [
  {
    type: 'message_start',
    message: { id: 'm', type: 'message', role: 'assistant', model: 'claude', content: [], usage: { input_tokens: 9 } },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello there' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 12 } },
  { type: 'message_stop', 'amazon-bedrock-invocationMetrics': { inputTokenCount: 9, outputTokenCount: 12 } },
];
const chunks: readonly StreamedEvent[] = anthropicEvents.map((event) => ({
  event: 'chunk',
  payload: { bytes: Buffer.from(JSON.stringify(event)).toString('base64') },
}));

/** The same events with something wrong inside the base64. */
const hostileChunks = fc.nat({ max: anthropicEvents.length - 1 }).chain((which) => {
  const sound = chunks.map(({ event, payload }) => frame(event, payload));
  return hostileDocuments(anthropicEvents[which] ?? {}).map(({ pieces }) => {
    const bytes = Buffer.concat([...pieces]).toString('base64');
    return sound.with(which, frameAround('chunk', Buffer.from(JSON.stringify({ bytes }))));
  });
});

const streamed: readonly string[] = [converseStreamPath, invokeStreamPath];

async function openHostileHub(): Promise<TestHub & { readonly hostile: HostileModels }> {
  const hostile = new HostileModels();
  return { ...(await openTestHub(testPolicy(), { models: hostile })), hostile };
}

function request(path: string) {
  if (path === embedPath) return { path, body: { inputText: 'Hi' } };
  return { path, body: path.includes('anthropic') ? anthropicRequest : userSays('Hi') };
}

/** What must hold of every call, whatever the model said. */
async function expectSafeEnd(opened: TestHub, path: string, answer: TestAnswer): Promise<void> {
  expect(answer.headers['x-gatehouse-record']).toBeDefined();
  const { intent, completion } = await opened.records.get(answer.recordId);
  expect(intent).toBeDefined();
  expect(completion).toBeDefined();
  const { outcome = 'faulted', content } = completion ?? {};
  const ending = streamed.includes(path) && answer.status === 200 ? endOfStream(answer.bytes) : endOfDocument(answer);
  expect({ outcome, ending }).toSatisfy(agrees);
  const { holds } = await opened.hub.ledger.usage('claims', Date.now());
  expect(holds).toEqual([]);
  expect(content).toBeTruthy();
  if (content) await expectKept(opened, answer, content);
}

type Ending = 'whole' | 'exception' | 'refusal' | 'error of the model';

function agrees({ outcome, ending }: { readonly outcome: string; readonly ending: Ending }): boolean {
  switch (outcome) {
    case 'answered':
    case 'blocked':
      return ending === 'whole';
    case 'upstream_error':
      return ending === 'exception' || ending === 'error of the model';
    case 'refused':
    case 'faulted':
      return ending === 'exception' || ending === 'refusal';
    default:
      return false;
  }
}

/** Every frame that the caller gets has checksums that hold, and the last one ends the stream. */
function endOfStream(bytes: Buffer): Ending {
  const reader = new FrameReader();
  const frames: readonly Frame[] = reader.push(bytes);
  reader.end();
  const last = frames.at(-1)?.headers;
  expect(last).toBeDefined();
  return last?.messageType === 'event' ? 'whole' : 'exception';
}

function endOfDocument({ status, headers, json }: TestAnswer): Ending {
  if (status === 200) {
    expect(json).not.toThrow();
    return 'whole';
  }
  if (headers['x-gatehouse-refusal'] === undefined) return 'error of the model';
  expect(headers['x-amzn-errortype']).toBe(status === 503 ? 'ServiceUnavailableException' : 'ValidationException');
  expect(Object.keys(json())).toEqual(['message']);
  return 'refusal';
}

type Content = NonNullable<Awaited<ReturnType<TestHub['records']['get']>>['completion']>['content'];

/** What was kept is what the caller got, except for the exception that says that nothing more comes. */
async function expectKept({ hub }: TestHub, answer: TestAnswer, content: NonNullable<Content>): Promise<void> {
  const key = await hub.keys.find(content.dataKeyId);
  const kept = openContent(await hub.evidence.get(content), answer.recordId, key!);
  if (answer.headers['x-gatehouse-refusal'] === undefined) {
    expect(answer.bytes.subarray(0, kept.answer.length).equals(kept.answer)).toBe(true);
  }
}

describe('answers that are documents', () => {
  const cases = [
    [conversePath, converseAnswer('Write to jo@example.com.')],
    [
      invokePath,
      {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'c',
        content: [{ type: 'text', text: 'Hi' }],
        stop_reason: 'end_turn',
        usage: { input_tokens: 9, output_tokens: 3 },
      },
    ],
    [embedPath, { embedding: [0.1, 0.2], inputTextTokenCount: 4 }],
  ] as const;

  it.each(cases)(
    'end in an answer, a typed error or the model’s own, on record, with nothing held: %s',
    async (path, sound) => {
      const opened = await openHostileHub();
      const property = fc.asyncProperty(hostileDocuments(sound), async (answer) => {
        opened.hostile.next = answer;
        await expectSafeEnd(opened, path, await opened.call(request(path)));
      });
      await fc.assert(property, { numRuns: 300 });
    },
    60_000,
  );

  it.each([conversePath, invokePath])('of 40 MB are refused: %s', async (path) => {
    const opened = await openHostileHub();
    opened.hostile.next = ok(megabytes(40, Buffer.alloc(1_048_576, 'a')));
    const answer = await opened.call(request(path));
    expect(answer.status).toBe(503);
    await expectSafeEnd(opened, path, answer);
  });
});

describe('answers that are streams', () => {
  const cases = [
    [converseStreamPath, hostileStreams(converseEvents)],
    [invokeStreamPath, fc.oneof(hostileStreams(chunks), hostileChunks)],
  ] as const;

  it.each(cases)(
    'end in whole frames, the last of them final or an exception, on record, with nothing held: %s',
    async (path, streams) => {
      const opened = await openHostileHub();
      const property = fc.asyncProperty(streams, async (pieces) => {
        opened.hostile.next = ok(pieces);
        await expectSafeEnd(opened, path, await opened.call(request(path)));
      });
      await fc.assert(property, { numRuns: 500 });
    },
    60_000,
  );

  it.each([0, 11, 15, 24 * 1024 * 1024 + 1, 0x7fffffff, 0xffffffff])(
    'that claim a frame of %s bytes are broken off before anything is set aside for it',
    async (length) => {
      const opened = await openHostileHub();
      opened.hostile.next = ok([frame('messageStart', { role: 'assistant' }), claimedLength(length, 0)]);
      const answer = await opened.call(request(converseStreamPath));
      expect(endOfStream(answer.bytes)).toBe('exception');
      await expectSafeEnd(opened, converseStreamPath, answer);
    },
  );

  it('that never end are broken off', async () => {
    const opened = await openHostileHub();
    const delta = frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'and so on '.repeat(100) } });
    opened.hostile.next = ok(megabytes(200, Buffer.concat(Array<Uint8Array>(1000).fill(delta))));
    const answer = await opened.call(request(converseStreamPath));
    expect(endOfStream(answer.bytes)).toBe('exception');
    await expectSafeEnd(opened, converseStreamPath, answer);
  }, 60_000);

  it.each([
    ['negative', { inputTokens: -5, outputTokens: -1 }],
    ['fractional', { inputTokens: 1.5, outputTokens: 2 }],
    ['beyond all numbers', { inputTokens: 1e300, outputTokens: 1 }],
    ['words', { inputTokens: 'ten', outputTokens: [] }],
  ])('with usage figures that are %s are charged as reserved', async (_, figures) => {
    const opened = await openHostileHub();
    const events = [...converseEvents.slice(0, -1), { event: 'metadata', payload: { usage: figures } }];
    opened.hostile.next = ok(events.map(({ event, payload }) => frame(event, payload)));
    const answer = await opened.call(request(converseStreamPath));
    await expectSafeEnd(opened, converseStreamPath, answer);
    const { intent, completion } = await opened.records.get(answer.recordId);
    expect(completion?.usage).toMatchObject({ source: 'reserved', costNanos: intent?.reservation?.costNanos });
  });

  it('whose stop reason fills pages leave a record that does not', async () => {
    const opened = await openHostileHub();
    const stop = { event: 'messageStop', payload: { stopReason: `\ud800${'end'.repeat(100_000)}` } };
    opened.hostile.next = ok([...converseEvents.slice(0, 4), stop].map(({ event, payload }) => frame(event, payload)));
    const answer = await opened.call(request(converseStreamPath));
    await expectSafeEnd(opened, converseStreamPath, answer);
    const { completion } = await opened.records.get(answer.recordId);
    expect(completion?.response?.['gen_ai.response.finish_reasons'][0]).toHaveLength(256);
  });
});

function* megabytes(count: number, piece: Uint8Array): Generator<Uint8Array> {
  for (let sent = 0; sent < count * 1_048_576; sent += piece.length) yield piece;
}
