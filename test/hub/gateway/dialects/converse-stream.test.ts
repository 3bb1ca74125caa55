import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../../../hub/gateway/dialects/dialect.ts';
import { eventFrame } from '../../../../hub/gateway/dialects/stream-source.ts';
import { encodeFrame, encodeHeaders, FrameReader } from '../../../../hub/gateway/event-stream.ts';
import type { JsonObject } from '../../../../shared/canonical-json.ts';
import { GatehouseFault } from '../../../../shared/errors.ts';
import { dialectFor, passOn } from './dialect-cases.ts';

const dialect = dialectFor('ConverseStream');

const delta = (contentBlockIndex: number, body: JsonObject): Uint8Array =>
  eventFrame('contentBlockDelta', { contentBlockIndex, delta: body, p: 'abcd' });
const stop = (contentBlockIndex: number) => eventFrame('contentBlockStop', { contentBlockIndex });

function read(...frames: Uint8Array[]): readonly StreamEvent[] {
  const reader = dialect.readStream();
  const events = reader.push(Buffer.concat(frames));
  reader.end();
  return events;
}

/** What the events say, without their frames. */
function outline(events: readonly StreamEvent[]): unknown[] {
  return events.map((event) => {
    if (event.kind === 'text') return ['text', event.channel, event.partKind, event.text];
    if (event.kind === 'end-of-channel') return ['end', event.channel];
    if (event.kind === 'media') return ['media', event.part.kind];
    return event.kind === 'exception' ? ['exception', event.errorType] : [event.kind, event.facts ?? null];
  });
}

function payloads(bytes: Uint8Array): { type: string; event: JsonObject }[] {
  return new FrameReader().push(bytes).map((frame) => ({
    type: frame.headers.eventType,
    event: JSON.parse(frame.payload.toString()) as JsonObject,
  }));
}

const answer = [
  eventFrame('messageStart', { role: 'assistant', p: 'ab' }),
  delta(0, { reasoningContent: { text: 'hm' } }),
  delta(0, { reasoningContent: { signature: 'c2lnIG5vdCB0ZXh0' } }),
  delta(0, { reasoningContent: { redactedContent: 'AAAA' } }),
  stop(0),
  delta(1, { text: 'Hello ' }),
  delta(1, { text: 'Jane' }),
  stop(1),
  eventFrame('contentBlockStart', { contentBlockIndex: 2, start: { toolUse: { toolUseId: 't1', name: 'lookup' } } }),
  delta(2, { toolUse: { input: '{"city":' } }),
  delta(2, { toolUse: { input: '"Paris"}' } }),
  stop(2),
  eventFrame('messageStop', { stopReason: 'tool_use' }),
  eventFrame('metadata', {
    usage: { inputTokens: 5, outputTokens: 7, totalTokens: 12, cacheReadInputTokens: 3, cacheWriteInputTokens: 2 },
    metrics: { latencyMs: 10 },
  }),
];

describe('the events of ConverseStream', () => {
  it('are texts by channel, what passes, and what ends the message', () => {
    expect(outline(read(...answer))).toEqual([
      ['other', null],
      ['text', '0/reasoning', 'reasoning', 'hm'],
      ['other', null],
      ['other', null],
      ['end', '0/reasoning'],
      ['text', '1/text', 'text', 'Hello '],
      ['text', '1/text', 'text', 'Jane'],
      ['end', '1/text'],
      ['text', 'event-0/start/0', 'tool-use', 'lookup'],
      ['end', 'event-0/start/0'],
      ['other', null],
      ['text', '2/tool-use', 'tool-use', '{"city":'],
      ['text', '2/tool-use', 'tool-use', '"Paris"}'],
      ['end', '2/tool-use'],
      ['final', { finishReasons: ['tool_use'] }],
      ['final', { usage: { input: 5, output: 7, cacheRead: 3, cacheWrite: 2 } }],
    ]);
  });

  it('pass on byte for byte', () => {
    expect(Buffer.from(passOn(read(...answer))).equals(Buffer.concat(answer))).toBe(true);
  });

  it('are the same however the bytes are cut', () => {
    const bytes = Buffer.concat(answer);
    const whole = outline(read(bytes));
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 30 }), (cuts) => {
        const reader = dialect.readStream();
        const ends = [...cuts, bytes.length].sort((a, b) => a - b);
        const events = ends.flatMap((end, at) => reader.push(bytes.subarray(ends[at - 1] ?? 0, end)));
        reader.end();
        expect(outline(events)).toEqual(whole);
      }),
    );
  });

  it('encode another text into the same event, padding kept', () => {
    const [event] = read(delta(1, { text: 'Jane' }));
    if (event?.kind !== 'text') throw new Error('no text');
    expect(payloads(event.withText('{NAME}').kept)).toEqual([
      { type: 'contentBlockDelta', event: { contentBlockIndex: 1, delta: { text: '{NAME}' }, p: 'abcd' } },
    ]);
    expect(Buffer.from(event.frame).equals(Buffer.from(delta(1, { text: 'Jane' })))).toBe(true);
  });

  it('end channels that a message leaves open', () => {
    const events = read(delta(0, { text: 'a' }), eventFrame('messageStop', { stopReason: 'end_turn' }));
    expect(outline(events)).toEqual([
      ['text', '0/text', 'text', 'a'],
      ['end', '0/text'],
      ['final', { finishReasons: ['end_turn'] }],
    ]);
    expect(events[1]?.frame).toHaveLength(0);
  });

  it('stream the text of a tool result as one channel', () => {
    expect(
      outline(read(delta(3, { toolResult: [{ text: 'sun' }] }), delta(3, { toolResult: [{ text: 'ny' }] }))),
    ).toEqual([
      ['text', '3/tool-result', 'tool-result', 'sun'],
      ['text', '3/tool-result', 'tool-result', 'ny'],
    ]);
  });

  it('say what the guardrail did', () => {
    const [final] = read(eventFrame('messageStop', { stopReason: 'guardrail_intervened' }));
    expect(final?.kind === 'final' && final.facts?.guardrailAction).toBe('INTERVENED');
  });
});

describe('events with whole texts', () => {
  const citation = delta(0, { citation: { title: 'Claim of Jane', sourceContent: [{ text: 'Jane said' }] } });

  it('release their texts into one frame at the end', () => {
    const events = read(citation);
    const texts = events.filter((event) => event.kind === 'text');
    expect(texts.map(({ text, partKind }) => [text, partKind])).toEqual([
      ['Claim of Jane', 'citation'],
      ['Jane said', 'citation'],
    ]);
    expect(new Set(texts.map(({ channel }) => channel)).size).toBe(2);
    for (const text of texts) expect(text.withText(text.text.replace('Jane', '{NAME}')).kept).toHaveLength(0);
    expect(payloads(passOn(events))[0]?.event).toMatchObject({
      delta: { citation: { title: 'Claim of {NAME}', sourceContent: [{ text: '{NAME} said' }] } },
      p: 'abcd',
    });
  });

  it('put together what is released piece by piece', () => {
    const events = read(citation);
    const [first] = events;
    if (first?.kind !== 'text') throw new Error('no text');
    first.withText('Claim ');
    first.withText('of {NAME}');
    expect(JSON.stringify(payloads(passOn(events)))).toContain('"title":"Claim of {NAME}"');
  });

  it.each([
    ['an unknown event', eventFrame('hologram', { caption: 'unseen' })],
    ['an unknown delta', delta(0, { hologram: 'unseen' })],
    [
      'an unknown field beside a text',
      eventFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'x' }, note: 'unseen' }),
    ],
    ['an unknown field in a stop', eventFrame('contentBlockStop', { contentBlockIndex: 0, note: 'unseen' })],
    [
      'response fields in the end',
      eventFrame('messageStop', { stopReason: 'end_turn', additionalModelResponseFields: { a: 'unseen' } }),
    ],
    ['a trace in the metadata', eventFrame('metadata', { trace: { guardrail: { modelOutput: ['unseen'] } } })],
    ['a tool result of several', delta(0, { toolResult: [{ text: 'unseen' }, { json: { a: 1 } }] })],
    ['a second piece in one delta', delta(0, { text: 'x', toolUse: { input: 'unseen' } })],
    ['a fragment that is not a string', delta(0, { text: { a: 'unseen' } })],
  ])('screen %s', (_what, frame) => {
    const events = read(frame);
    const text = events.find((event) => event.kind === 'text' && event.text === 'unseen');
    if (text?.kind !== 'text') throw new Error('not found');
    text.withText('{MASKED}');
    const passed = JSON.stringify(payloads(passOn(events)));
    expect(passed).toContain('{MASKED}');
    expect(passed).not.toContain('unseen');
  });
});

describe('broken streams', () => {
  const faultOf = (bytes: Uint8Array) => {
    try {
      read(bytes);
    } catch (error) {
      return error instanceof GatehouseFault ? error.code : String(error);
    }
    return 'none';
  };

  it('throw on an event that is not a JSON object', () => {
    const headers = encodeHeaders({ ':event-type': 'messageStart', ':message-type': 'event' });
    for (const payload of ['', '[]', '{"a":', '\xff']) {
      expect(faultOf(encodeFrame(headers, Buffer.from(payload, 'latin1')))).toBe('model_stream_broken');
    }
  });

  it('throw when they end inside a frame', () => {
    expect(faultOf(delta(0, { text: 'x' }).subarray(0, 30))).toBe('model_stream_broken');
  });

  it('pass on the exceptions of Bedrock with their type', () => {
    const frame = dialect.exceptionFrame('throttlingException', 'slow down');
    expect(outline(read(frame))).toEqual([['exception', 'throttlingException']]);
    expect(JSON.parse(new FrameReader().push(frame)[0]?.payload.toString() ?? '')).toEqual({ message: 'slow down' });
  });

  it('pass on unmodelled errors with their code', () => {
    const headers = encodeHeaders({ ':message-type': 'error', ':error-code': 'InternalFailure' });
    expect(outline(read(encodeFrame(headers, Buffer.alloc(0))))).toEqual([['exception', 'InternalFailure']]);
  });
});

describe('blocked', () => {
  it('answers are Bedrock’s own', () => {
    const parsed = JSON.parse(Buffer.from(dialect.blockedAnswer('No.')).toString());
    expect(parsed).toMatchObject({
      output: { message: { role: 'assistant', content: [{ text: 'No.' }] } },
      stopReason: 'guardrail_intervened',
      usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
    });
    expect(dialect.parseAnswer(parsed)).toMatchObject({
      finishReasons: ['guardrail_intervened'],
      guardrailAction: 'INTERVENED',
    });
  });

  it('streams are whole messages where none was begun', () => {
    expect(payloads(Buffer.concat(dialect.blockedStream('No.', undefined))).map(({ type }) => type)).toEqual([
      'messageStart',
      'contentBlockDelta',
      'contentBlockStop',
      'messageStop',
      'metadata',
    ]);
  });

  it.each([
    ['the open text block', ['2/text'], ['contentBlockDelta 2', 'contentBlockStop 2']],
    [
      'a new block after the open one',
      ['1/tool-use'],
      ['contentBlockStop 1', 'contentBlockDelta 2', 'contentBlockStop 2'],
    ],
    ['one block of two channels', ['1/reasoning', '1/text'], ['contentBlockDelta 1', 'contentBlockStop 1']],
    ['nothing, where nothing is open', [], []],
    ['nothing, where only a whole text is open', ['event-3/delta/0'], []],
  ])('streams that were begun say it in %s', (_where, channels, blocks) => {
    const events = payloads(Buffer.concat(dialect.blockedStream('No.', { channels })));
    expect(events.slice(0, -2).map(({ type, event }) => `${type} ${event.contentBlockIndex}`)).toEqual(blocks);
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['messageStop', 'metadata']);
  });
});
