import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../../../hub/gateway/dialects/dialect.ts';
import { chunkFrame } from '../../../../hub/gateway/dialects/stream-source.ts';
import { encodeFrame, encodeHeaders, FrameReader } from '../../../../hub/gateway/event-stream.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';
import { dialectFor, passOn } from './dialect-cases.ts';

const dialect = dialectFor('InvokeModelWithResponseStream', 'anthropic-messages');

function read(...frames: Uint8Array[]): readonly StreamEvent[] {
  const reader = dialect.readStream();
  const events = reader.push(Buffer.concat(frames));
  reader.end();
  return events;
}

function outline(events: readonly StreamEvent[]): unknown[] {
  return events.map((event) => {
    if (event.kind === 'text') return ['text', event.channel, event.partKind, event.text];
    if (event.kind === 'end-of-channel') return ['end', event.channel];
    if (event.kind === 'media') return ['media', event.part.kind];
    return event.kind === 'exception' ? ['exception', event.errorType] : [event.kind, event.facts ?? null];
  });
}

function inside(bytes: Uint8Array): JsonObject[] {
  return new FrameReader().push(bytes).map((frame) => {
    const { bytes: encoded } = JSON.parse(frame.payload.toString()) as { bytes: string };
    return JSON.parse(Buffer.from(encoded, 'base64').toString()) as JsonObject;
  });
}

const delta = (index: number, body: JsonObject) => chunkFrame({ type: 'content_block_delta', index, delta: body });
const stop = (index: number) => chunkFrame({ type: 'content_block_stop', index });

const answer = [
  chunkFrame({
    type: 'message_start',
    message: {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'claude',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 9, cache_read_input_tokens: 4, cache_creation_input_tokens: 1, output_tokens: 1 },
    },
  }),
  chunkFrame({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
  chunkFrame({ type: 'ping' }),
  delta(0, { type: 'text_delta', text: 'Hello ' }),
  delta(0, { type: 'text_delta', text: 'Jane' }),
  stop(0),
  chunkFrame({
    type: 'content_block_start',
    index: 1,
    content_block: { type: 'tool_use', id: 't', name: 'lookup', input: {} },
  }),
  delta(1, { type: 'input_json_delta', partial_json: '{"a":1}' }),
  stop(1),
  delta(2, { type: 'thinking_delta', thinking: 'hm' }),
  delta(2, { type: 'signature_delta', signature: 'not screened at all' }),
  stop(2),
  chunkFrame({
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 12 },
  }),
  chunkFrame({
    type: 'message_stop',
    'amazon-bedrock-invocationMetrics': { inputTokenCount: 9, outputTokenCount: 12 },
  }),
];

const usage = { input: 9, output: 12, cacheRead: 4, cacheWrite: 1 };

describe('the events of a streamed Anthropic message', () => {
  it('are texts by channel, what passes, and what ends the message', () => {
    expect(outline(read(...answer))).toEqual([
      ['other', { model: 'claude', usage: { ...usage, output: 1 } }],
      ['other', null],
      ['other', null],
      ['text', '0/text', 'text', 'Hello '],
      ['text', '0/text', 'text', 'Jane'],
      ['end', '0/text'],
      ['text', 'event-0/content_block/0', 'tool-use', 'lookup'],
      ['end', 'event-0/content_block/0'],
      ['other', null],
      ['text', '1/tool-use', 'tool-use', '{"a":1}'],
      ['end', '1/tool-use'],
      ['text', '2/reasoning', 'reasoning', 'hm'],
      ['other', null],
      ['end', '2/reasoning'],
      ['final', { finishReasons: ['end_turn'], usage }],
      ['final', { usage }],
    ]);
  });

  it('pass on byte for byte', () => {
    expect(Buffer.from(passOn(read(...answer))).equals(Buffer.concat(answer))).toBe(true);
  });

  it('encode another text into the same chunk, padding kept', () => {
    const payload = {
      bytes: Buffer.from(
        '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Jane"}}',
      ).toString('base64'),
      p: 'abc',
    };
    const headers = encodeHeaders({
      ':event-type': 'chunk',
      ':content-type': 'application/json',
      ':message-type': 'event',
    });
    const [event] = read(encodeFrame(headers, Buffer.from(JSON.stringify(payload))));
    if (event?.kind !== 'text') throw new Error('no text');
    const changed = event.withText('{NAME}').kept;
    expect(inside(changed)).toEqual([
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: '{NAME}' } },
    ]);
    expect(JSON.parse(new FrameReader().push(changed)[0]?.payload.toString() ?? '').p).toBe('abc');
  });

  it.each<[string, JsonObject]>([
    [
      'a citation',
      {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'citations_delta', citation: { type: 'char_location', cited_text: 'unseen text' } },
      },
    ],
    [
      'a server tool’s result',
      {
        type: 'content_block_start',
        index: 0,
        content_block: {
          type: 'web_search_tool_result',
          tool_use_id: 's',
          content: [{ type: 'web_search_result', title: 'unseen text', url: '', encrypted_content: 'x' }],
        },
      },
    ],
    [
      'a stop sequence',
      { type: 'message_delta', delta: { stop_reason: 'stop_sequence', stop_sequence: 'unseen text' }, usage: {} },
    ],
    ['an unknown event', { type: 'hologram', caption: 'unseen text' }],
    [
      'an unknown delta',
      { type: 'content_block_delta', index: 0, delta: { type: 'hologram_delta', caption: 'unseen text' } },
    ],
    [
      'an unknown field beside a text',
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'x', extra: 'unseen text' } },
    ],
    ['a trace', { type: 'message_stop', 'amazon-bedrock-trace': { guardrail: { match: 'unseen text' } } }],
    ['an event without a type', { caption: 'unseen text' }],
  ])('screen %s', (_what, event) => {
    const events = read(chunkFrame(event));
    const text = events.find((found) => found.kind === 'text' && found.text === 'unseen text');
    if (text?.kind !== 'text') throw new Error('not found');
    text.withText('{MASKED}');
    const passed = JSON.stringify(inside(passOn(events)));
    expect(passed).toContain('{MASKED}');
    expect(passed).not.toContain('unseen');
  });

  it.each([
    ['no bytes', '{"p":"a"}'],
    ['bytes that are not JSON', '{"bytes":"AAAA"}'],
  ])('throw on a chunk with %s', (_what, payload) => {
    const headers = encodeHeaders({ ':event-type': 'chunk', ':message-type': 'event' });
    expect(() => read(encodeFrame(headers, Buffer.from(payload)))).toThrowError(
      expect.objectContaining({ code: 'model_stream_broken' }),
    );
  });
});

describe('blocked streams of Anthropic messages', () => {
  const typesOf = (open: { channels: string[] } | undefined) =>
    inside(Buffer.concat(dialect.blockedStream('No.', open))).map(({ type, index }) =>
      index === undefined ? type : `${type} ${index}`,
    );

  it('are whole messages where none was begun', () => {
    expect(typesOf(undefined)).toEqual([
      'message_start',
      'content_block_start 0',
      'content_block_delta 0',
      'content_block_stop 0',
      'message_delta',
      'message_stop',
    ]);
  });

  it.each([
    ['the open text block', ['0/text'], ['content_block_delta 0', 'content_block_stop 0']],
    [
      'a new block after the open one',
      ['3/tool-use'],
      ['content_block_stop 3', 'content_block_start 4', 'content_block_delta 4', 'content_block_stop 4'],
    ],
    ['the end alone, where nothing is open', [], []],
  ])('say it in %s', (_where, channels, blocks) => {
    expect(typesOf({ channels })).toEqual([...blocks, 'message_delta', 'message_stop']);
  });

  it('carry Bedrock’s own word for it, and no usage', () => {
    const events = read(...dialect.blockedStream('No.', undefined));
    const facts = events.flatMap((event) => (event.kind === 'final' ? [event.facts] : []));
    expect(facts[0]).toMatchObject({ finishReasons: ['guardrail_intervened'], usage: { input: 0, output: 0 } });
    expect(facts[1]).toMatchObject({ guardrailAction: 'INTERVENED' });
  });
});
