import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../../../hub/gateway/dialects/dialect.ts';
import { chunkFrame } from '../../../../hub/gateway/dialects/stream-source.ts';
import { bodyOf, dialectFor, part, passOn, request, sent, textsOf } from './dialect-cases.ts';

const dialect = dialectFor('InvokeModel', 'nova-messages');
const streaming = dialectFor('InvokeModelWithResponseStream', 'nova-messages');

const body = {
  schemaVersion: 'messages-v1',
  system: [{ text: 'be brief' }],
  messages: [
    { role: 'user', content: [{ text: 'hi' }, { image: { format: 'jpeg', source: { bytes: 'MTIz' } } }] },
    { role: 'assistant', content: [{ toolUse: { toolUseId: 't', name: 'lookup', input: { city: 'Paris' } } }] },
  ],
  inferenceConfig: { maxTokens: 100, temperature: 0.1, topP: 0.9, topK: 20, stopSequences: ['STOP'] },
  toolConfig: { tools: [{ toolSpec: { name: 'lookup', description: 'finds', inputSchema: { json: {} } } }] },
};

describe('Nova requests', () => {
  it('are known in full and sent as they came', () => {
    const parsed = request(dialect, body);
    expect(parsed.unknownFields).toEqual([]);
    expect(sent(parsed)).toEqual(body);
    expect(textsOf(parsed.parts)).toEqual(['be brief', 'hi', 'lookup', 'Paris', 'city', 'STOP', 'lookup', 'finds']);
    expect(part(parsed.parts, '/messages/0/content/1').media).toEqual({ format: 'jpeg', bytes: 3 });
    expect(parsed.parameters).toMatchObject({ 'gen_ai.request.max_tokens': 100, 'gen_ai.request.top_k': 20 });
  });

  it.each([
    [{ maxTokens: 10 }, { maxTokens: 5 }],
    [{ max_new_tokens: 10 }, { max_new_tokens: 5 }],
    [undefined, { maxTokens: 5 }],
  ])('with inferenceConfig %j take a cap as %j', (inferenceConfig, after) => {
    const parsed = request(dialect, { messages: [], inferenceConfig });
    expect(parsed.requestedMaxTokens).toBe(inferenceConfig === undefined ? undefined : 10);
    parsed.setMaxTokens(5);
    expect(sent(parsed).inferenceConfig).toEqual(after);
  });

  it('take system rules in front and the guardrail in headers', () => {
    const parsed = request(dialect, body);
    parsed.addSystemRules(['rule']);
    expect(sent(parsed).system).toEqual([{ text: 'rule' }, { text: 'be brief' }]);
    expect(parsed.attachGuardrail('g', '1')['x-amzn-bedrock-guardrailidentifier']).toBe('g');
  });
});

describe('Nova answers', () => {
  it('give facts and texts', () => {
    const answer = {
      output: { message: { role: 'assistant', content: [{ text: 'Hello' }] } },
      stopReason: 'end_turn',
      usage: {
        inputTokens: 1,
        outputTokens: 2,
        totalTokens: 3,
        cacheReadInputTokenCount: 4,
        cacheWriteInputTokenCount: 5,
      },
    };
    const parsed = dialect.parseAnswer(bodyOf(answer));
    expect(parsed).toMatchObject({
      finishReasons: ['end_turn'],
      usage: { input: 1, output: 2, cacheRead: 4, cacheWrite: 5 },
    });
    expect(textsOf(parsed.parts)).toEqual(['Hello']);
  });

  it('that were blocked say so as Bedrock does', () => {
    const parsed = dialect.parseAnswer(bodyOf(Buffer.from(dialect.blockedAnswer('No.')).toString()));
    expect(textsOf(parsed.parts)).toEqual(['No.']);
    expect(parsed.guardrailAction).toBe('INTERVENED');
  });
});

describe('Nova streams', () => {
  const read = (frames: readonly Uint8Array[]): readonly StreamEvent[] =>
    streaming.readStream().push(Buffer.concat(frames));
  const answer = [
    chunkFrame({ messageStart: { role: 'assistant' } }),
    chunkFrame({ contentBlockDelta: { delta: { text: 'Hello' }, contentBlockIndex: 0 } }),
    chunkFrame({ contentBlockStop: { contentBlockIndex: 0 } }),
    chunkFrame({ messageStop: { stopReason: 'end_turn' } }),
    chunkFrame({
      metadata: { usage: { inputTokens: 1, outputTokens: 2 }, metrics: {} },
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 1, outputTokenCount: 2 },
      'amazon-bedrock-guardrailAction': 'NONE',
    }),
  ];

  it('are Converse’s events', () => {
    const events = read(answer);
    expect(events.map(({ kind }) => kind)).toEqual(['other', 'text', 'end-of-channel', 'final', 'final']);
    expect(events.flatMap((event) => (event.kind === 'final' ? [event.facts] : []))).toEqual([
      { finishReasons: ['end_turn'] },
      { usage: { input: 1, output: 2, cacheRead: 0, cacheWrite: 0 }, guardrailAction: 'NONE' },
    ]);
    expect(Buffer.from(passOn(events)).equals(Buffer.concat(answer))).toBe(true);
  });

  it.each([
    ['beside its event', { messageStart: { role: 'assistant' }, note: 'unseen' }],
    [
      'in a second event of the same chunk',
      { messageStart: { role: 'assistant' }, contentBlockStart: { start: { toolUse: { name: 'unseen' } } } },
    ],
    ['where no event is known', { hologram: { caption: 'unseen' } }],
  ])('are screened %s', (_where, event) => {
    expect(read([chunkFrame(event)]).flatMap((found) => (found.kind === 'text' ? [found.text] : []))).toContain(
      'unseen',
    );
  });

  it('that were blocked are chunks of Converse’s events', () => {
    const events = read(streaming.blockedStream('No.', undefined));
    expect(
      events.flatMap((event) => (event.kind === 'text' && event.channel === '0/text' ? [event.text] : [])),
    ).toEqual(['No.']);
    expect(events.filter(({ kind }) => kind === 'final')).toHaveLength(2);
  });
});
