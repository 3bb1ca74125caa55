import { EventStreamCodec } from '@smithy/eventstream-codec';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../shared/canonical-json.ts';
import { user } from '../stand-in/conversation.ts';
import { type ChatServer, invoke, startChatServer } from './chat-server.ts';

let server: ChatServer;
const ask = (...call: Parameters<typeof invoke> extends [string, ...infer Rest] ? Rest : never) =>
  invoke(server.url, ...call);

beforeAll(async () => {
  server = await startChatServer();
});
afterEach(() => {
  server.asked.length = 0;
});
afterAll(() => server.close());

describe('ConverseStream over server-sent events', () => {
  const codec = () =>
    new EventStreamCodec(
      (data) => Buffer.from(data).toString(),
      (data) => Buffer.from(data),
    );
  const sse = (events: readonly (JsonObject | string)[]) =>
    events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\r\n\r\n`).join('');
  const delta = (value: JsonObject, finish: string | null = null) => ({
    choices: [{ index: 0, delta: value, finish_reason: finish }],
  });

  async function events(chunks: readonly Uint8Array[]) {
    server.respond = async (_, response) => {
      for (const chunk of chunks) {
        await new Promise<void>((resolve) => response.write(chunk, () => resolve()));
      }
      response.end();
    };
    const answer = await ask('ConverseStream', { messages: [user({ text: 'Hi' })] });
    expect(answer.headers['content-type']).toBe('application/vnd.amazon.eventstream');
    const decoder = codec();
    for await (const frame of answer.body) decoder.feed(frame);
    decoder.endOfStream();
    return decoder
      .getAvailableMessages()
      .getMessages()
      .map(({ headers, body }) => ({
        type: headers[':event-type']?.value ?? headers[':exception-type']?.value,
        ...(JSON.parse(Buffer.from(body).toString()) as JsonObject),
      }));
  }

  it('turns deltas into blocks with starts, stops, stop reason and usage, however the bytes are cut', async () => {
    const whole = Buffer.from(
      sse([
        delta({ role: 'assistant', content: '' }),
        delta({ reasoning: 'Hm.' }),
        delta({ content: 'Grüße' }),
        delta({ content: ' 👋' }),
        delta({ tool_calls: [{ index: 0, id: 'c1', function: { name: 'sky', arguments: '' } }] }),
        delta({ tool_calls: [{ index: 0, function: { arguments: '{"a":1}' } }] }),
        delta({ tool_calls: [{ index: 1, id: 'c2', function: { name: 'sea', arguments: '{}' } }] }),
        delta({}, 'tool_calls'),
        { choices: [], usage: { prompt_tokens: 3, completion_tokens: 2 } },
        '[DONE]',
      ]),
    );
    const cut = Array.from({ length: Math.ceil(whole.length / 7) }, (_, index) =>
      whole.subarray(index * 7, index * 7 + 7),
    );
    expect(await events(cut)).toEqual([
      { type: 'messageStart', role: 'assistant' },
      { type: 'contentBlockDelta', delta: { reasoningContent: { text: 'Hm.' } }, contentBlockIndex: 0 },
      { type: 'contentBlockStop', contentBlockIndex: 0 },
      { type: 'contentBlockDelta', delta: { text: 'Grüße' }, contentBlockIndex: 1 },
      { type: 'contentBlockDelta', delta: { text: ' 👋' }, contentBlockIndex: 1 },
      { type: 'contentBlockStop', contentBlockIndex: 1 },
      { type: 'contentBlockStart', start: { toolUse: { toolUseId: 'c1', name: 'sky' } }, contentBlockIndex: 2 },
      { type: 'contentBlockDelta', delta: { toolUse: { input: '{"a":1}' } }, contentBlockIndex: 2 },
      { type: 'contentBlockStop', contentBlockIndex: 2 },
      { type: 'contentBlockStart', start: { toolUse: { toolUseId: 'c2', name: 'sea' } }, contentBlockIndex: 3 },
      { type: 'contentBlockDelta', delta: { toolUse: { input: '{}' } }, contentBlockIndex: 3 },
      { type: 'contentBlockStop', contentBlockIndex: 3 },
      { type: 'messageStop', stopReason: 'tool_use' },
      {
        type: 'metadata',
        usage: { inputTokens: 3, outputTokens: 2, totalTokens: 5, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
        metrics: { latencyMs: 0 },
      },
    ]);
    expect(server.asked[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
  });

  it.each([
    ['an error in the stream', [delta({ content: 'a' }), { error: { message: 'private' } }]],
    ['an end without a reason', [delta({ content: 'a' }), '[DONE]']],
  ])('ends with modelStreamErrorException after %s', async (_, chunks) => {
    const received = await events([Buffer.from(sse(chunks))]);
    expect(received.at(-1)?.type).toBe('modelStreamErrorException');
    expect(JSON.stringify(received)).not.toContain('private');
  });

  it.each([
    ['breaks off', sse([delta({ content: 'a' })])],
    ['holds no JSON', 'data: {\n\n'],
    ['is not UTF-8', Buffer.from([0x64, 0xff, 0x0a])],
  ])('faults when the stream %s', async (_, bytes) => {
    await expect(events([Buffer.from(bytes)])).rejects.toMatchObject({ code: 'model_stream_broken' });
  });
});
