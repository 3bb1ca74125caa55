import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../../../hub/gateway/dialects/dialect.ts';
import { chunkFrame } from '../../../../hub/gateway/dialects/stream-source.ts';
import { FrameReader } from '../../../../hub/gateway/event-stream.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';
import { dialectFor, passOn } from './dialect-cases.ts';

const dialect = dialectFor('InvokeModelWithResponseStream', 'openai-chat');

function read(...chunks: JsonObject[]): readonly StreamEvent[] {
  const reader = dialect.readStream();
  const events = reader.push(Buffer.concat(chunks.map(chunkFrame)));
  reader.end();
  return events;
}

function outline(events: readonly StreamEvent[]): unknown[] {
  return events.map((event) => {
    if (event.kind === 'text') return [event.channel, event.partKind, event.text];
    return event.kind === 'end-of-channel' ? ['end', event.channel] : event.kind;
  });
}

function inside(bytes: Uint8Array): JsonObject[] {
  return new FrameReader().push(bytes).map((frame) => {
    const { bytes: encoded } = JSON.parse(frame.payload.toString()) as { bytes: string };
    return JSON.parse(Buffer.from(encoded, 'base64').toString()) as JsonObject;
  });
}

const envelope = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'gpt-oss' };
const chunk = (delta: JsonObject, finish_reason: string | null = null, index = 0): JsonObject => ({
  ...envelope,
  choices: [{ index, delta, finish_reason }],
});
const call = (index: number, fn: JsonObject, more: JsonObject = {}) => ({
  tool_calls: [{ index, ...more, function: fn }],
});
const usage = {
  prompt_tokens: 10,
  completion_tokens: 5,
  total_tokens: 15,
  prompt_tokens_details: { cached_tokens: 4 },
};

const answer = [
  chunk({ role: 'assistant', content: '' }),
  chunk({ reasoning_content: 'Hm.' }),
  chunk({ content: 'Hello ' }),
  chunk({ content: 'Jane' }),
  chunk(call(0, { name: 'mail', arguments: '' }, { id: 'c1', type: 'function' })),
  chunk(call(0, { arguments: '{"to":' })),
  chunk(call(1, { arguments: '{}' })),
  chunk({ refusal: 'No.' }),
  chunk({}, 'tool_calls'),
  { ...envelope, choices: [], usage },
];

describe('streamed chat completions', () => {
  it('give each text in the channel of its choice and kind', () => {
    expect(outline(read(...answer))).toEqual([
      'other',
      ['0/reasoning_content', 'reasoning', 'Hm.'],
      ['0/content', 'text', 'Hello '],
      ['0/content', 'text', 'Jane'],
      [expect.stringContaining('/tool_calls/0'), 'tool-use', 'mail'],
      ['end', expect.stringContaining('/tool_calls/0')],
      'other',
      ['0/tool-call-0', 'tool-use', '{"to":'],
      ['0/tool-call-1', 'tool-use', '{}'],
      ['0/refusal', 'text', 'No.'],
      ['end', '0/reasoning_content'],
      ['end', '0/content'],
      ['end', '0/tool-call-0'],
      ['end', '0/tool-call-1'],
      ['end', '0/refusal'],
      'final',
      'final',
    ]);
  });

  it('pass on byte for byte', () => {
    expect(Buffer.from(passOn(read(...answer))).equals(Buffer.concat(answer.map(chunkFrame)))).toBe(true);
  });

  it('give facts at their end', () => {
    const facts = read(...answer).flatMap((event) => (event.kind === 'final' ? [event.facts] : []));
    expect(facts).toEqual([
      { finishReasons: ['tool_calls'], model: 'gpt-oss' },
      {
        finishReasons: ['tool_calls'],
        model: 'gpt-oss',
        usage: { input: 6, output: 5, cacheRead: 4, cacheWrite: 0 },
      },
    ]);
  });

  it('take Bedrock’s figures where OpenAI’s were not asked for', () => {
    const metrics = { 'amazon-bedrock-invocationMetrics': { inputTokenCount: 3, outputTokenCount: 2 } };
    const [end] = read({ ...chunk({}, 'stop'), ...metrics });
    expect(end).toMatchObject({ facts: { usage: { input: 3, output: 2, cacheRead: 0, cacheWrite: 0 } } });
  });

  it('keep the channels and the ends of several choices apart', () => {
    const events = read(
      chunk({ content: 'a' }, null, 0),
      chunk({ content: 'b' }, null, 1),
      chunk({}, 'stop', 0),
      chunk({ content: 'c' }, null, 1),
      chunk({}, 'length', 1),
    );
    expect(outline(events)).toEqual([
      ['0/content', 'text', 'a'],
      ['1/content', 'text', 'b'],
      ['end', '0/content'],
      'final',
      ['1/content', 'text', 'c'],
      ['end', '1/content'],
      'final',
    ]);
    expect(events.at(-1)).toMatchObject({ facts: { finishReasons: ['stop', 'length'] } });
  });

  it('take a chunk of several texts apart, so that each can be masked alone', () => {
    const delta = { role: 'assistant', content: 'Hi', ...call(0, { name: 'mail', arguments: '{}' }, { id: 'c1' }) };
    const events = read(chunk(delta, 'stop'));
    expect(outline(events)).toEqual([
      [expect.any(String), 'tool-use', 'mail'],
      ['end', expect.any(String)],
      'other',
      ['0/content', 'text', 'Hi'],
      ['0/tool-call-0', 'tool-use', '{}'],
      ['end', '0/content'],
      ['end', '0/tool-call-0'],
      'final',
    ]);
    expect(inside(passOn(events))).toEqual([
      chunk({ ...delta, content: '', ...call(0, { name: 'mail', arguments: '' }, { id: 'c1' }) }),
      chunk({ content: 'Hi' }),
      chunk(call(0, { arguments: '{}' })),
      chunk({}, 'stop'),
    ]);
  });

  it('write a masked text in the form of its own chunk', () => {
    const [first, second] = read(chunk({ content: 'Hi' }), chunk(call(2, { arguments: 'x' })));
    expect(first?.kind === 'text' && inside(first.withText('<m>').kept)).toEqual([chunk({ content: '<m>' })]);
    expect(second?.kind === 'text' && inside(second.withText('<m>').kept)).toEqual([
      chunk(call(2, { arguments: '<m>' })),
    ]);
  });

  it('let no log probabilities through, which repeat the text', () => {
    const content = [{ token: 'Jane', logprob: -0.1 }];
    const event = { ...envelope, choices: [{ index: 0, delta: { content: 'Jane' }, logprobs: { content } }] };
    const [only] = read(event);
    expect(inside(only?.frame ?? new Uint8Array())).toMatchObject([{ choices: [{ logprobs: null }] }]);
    expect(only?.kind === 'text' && JSON.stringify(inside(only.withText('<m>').kept))).not.toContain('Jane');
  });

  it.each<[string, JsonObject]>([
    ['beside the choices', { ...chunk({ content: 'seen' }), note: 'unseen' }],
    ['beside a delta', { choices: [{ index: 0, delta: {}, note: 'unseen' }] }],
    ['in an unknown delta', chunk({ hologram: { caption: 'unseen' } })],
    ['in content that is no string', chunk({ content: ['unseen'] })],
    ['in choices that are no list', { choices: 'unseen' }],
    ['in tool calls that are no list', chunk({ tool_calls: 'unseen' })],
    ['at the end', { ...chunk({ content: 'seen' }, 'stop'), note: 'unseen' }],
  ])('have texts %s screened', (_where, event) => {
    expect(read(event).flatMap((found) => (found.kind === 'text' ? [found.text] : []))).toContain('unseen');
  });
});

describe('a stream that was blocked', () => {
  const blocked = (open: { channels: string[] } | undefined) =>
    inside(Buffer.concat(dialect.blockedStream('No.', open)));
  const choicesOf = (events: JsonObject[]) => events.map(({ choices }) => choices);
  const end = (...indices: number[]) => indices.map((index) => ({ index, delta: {}, finish_reason: 'content_filter' }));

  it('is a whole message where none was begun', () => {
    const events = blocked(undefined);
    expect(choicesOf(events)).toEqual([
      [{ index: 0, delta: { role: 'assistant', content: 'No.' }, finish_reason: null }],
      end(0),
    ]);
    expect(events.at(-1)).toMatchObject({ 'amazon-bedrock-guardrailAction': 'INTERVENED' });
  });

  it('ends every open choice, and says why in the first', () => {
    expect(
      choicesOf(blocked({ channels: ['2/content', '1/tool-call-0', '1/content', 'chunk-3/choices/0/0'] })),
    ).toEqual([[{ index: 1, delta: { content: 'No.' }, finish_reason: null }], end(1, 2)]);
  });

  it('ends alone where no choice is open', () => {
    expect(choicesOf(blocked({ channels: [] }))).toEqual([end(0)]);
  });

  it('reads back as a guardrail’s intervention', () => {
    const events = read(...blocked(undefined));
    expect(events.at(-1)).toMatchObject({ kind: 'final', facts: { guardrailAction: 'INTERVENED' } });
  });
});
