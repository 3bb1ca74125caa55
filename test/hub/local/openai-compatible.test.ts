import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ModelAnswer, ModelCall } from '../../../hub/gateway/ports.ts';
import { OpenAiCompatibleModels } from '../../../hub/local/openai-compatible.ts';
import type { JsonObject } from '../../../shared/canonical-json.ts';
import { at, user } from './stand-in/conversation.ts';

const claude = 'anthropic.claude-3-haiku-20240307-v1:0';
type Respond = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let url: string;
let respond: Respond;
let asked: { path: string; body: JsonObject; authorization: string | undefined }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    void readText(request).then((body) => {
      if (request.url === '/v1/models') return void response.end('{"data":[{"id":"llama3.2"},{"id":"other"}]}');
      asked.push({
        path: request.url ?? '',
        body: JSON.parse(body) as JsonObject,
        authorization: request.headers.authorization,
      });
      return respond(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const completion = (
  message: JsonObject,
  finish_reason = 'stop',
  usage: JsonObject = { prompt_tokens: 10, completion_tokens: 4 },
): Respond => {
  return (_, response) => void response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason }], usage }));
};

function invoke(
  operation: ModelCall['operation'],
  body: unknown,
  modelId = claude,
  options: JsonObject = {},
): Promise<ModelAnswer> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const models = new OpenAiCompatibleModels({ url, ...options });
  return models.invoke({
    operation,
    modelId,
    contentType: 'application/json',
    accept: '*/*',
    headers: {},
    body: bytes,
  });
}

async function json(answer: Promise<ModelAnswer>): Promise<JsonObject & { status: number }> {
  const { status, body } = await answer;
  return { ...(JSON.parse(Buffer.concat(await Array.fromAsync(body)).toString()) as JsonObject), status };
}

describe('Converse over chat completions', () => {
  it('translates system, turns, images, tools, results and parameters', async () => {
    respond = completion({ role: 'assistant', content: 'Clear sky.' });
    await json(
      invoke('Converse', {
        system: [{ text: 'Rule 1' }, { text: 'Rule 2' }, { cachePoint: { type: 'default' } }],
        messages: [
          user({ text: 'Look' }, { image: { format: 'png', source: { bytes: 'AAAA' } } }),
          {
            role: 'assistant',
            content: [{ text: 'Asking.' }, { toolUse: { toolUseId: 't1', name: 'sky', input: { at: 'noon' } } }],
          },
          user({ toolResult: { toolUseId: 't1', content: [{ json: { clear: true } }] } }, { text: 'And?' }),
        ],
        inferenceConfig: { maxTokens: 50, temperature: 0.5, topP: 0.9, stopSequences: ['END'] },
        toolConfig: {
          tools: [{ toolSpec: { name: 'sky', description: 'Looks up', inputSchema: { json: { type: 'object' } } } }],
          toolChoice: { any: {} },
        },
        additionalModelRequestFields: { model: 'smuggled', messages: [] },
      }),
    );
    expect(asked).toEqual([
      {
        path: '/v1/chat/completions',
        authorization: undefined,
        body: {
          model: 'llama3.2',
          messages: [
            { role: 'system', content: 'Rule 1\nRule 2' },
            {
              role: 'user',
              content: [
                { type: 'text', text: 'Look' },
                { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
              ],
            },
            {
              role: 'assistant',
              content: 'Asking.',
              tool_calls: [{ id: 't1', type: 'function', function: { name: 'sky', arguments: '{"at":"noon"}' } }],
            },
            { role: 'tool', tool_call_id: 't1', content: '{"clear":true}' },
            { role: 'user', content: 'And?' },
          ],
          max_tokens: 50,
          temperature: 0.5,
          top_p: 0.9,
          stop: ['END'],
          tools: [
            { type: 'function', function: { name: 'sky', description: 'Looks up', parameters: { type: 'object' } } },
          ],
          tool_choice: 'required',
        },
      },
    ]);
  });

  it('answers in Converse shape, cached tokens apart', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 6 } };
    respond = completion({ content: 'Hello!', reasoning: 'Greet.' }, 'length', usage);
    const answer = await json(invoke('Converse', { messages: [user({ text: 'Hi' })] }));
    expect(answer).toMatchObject({
      status: 200,
      stopReason: 'max_tokens',
      usage: { inputTokens: 4, cacheReadInputTokens: 6, outputTokens: 4, totalTokens: 14 },
    });
    expect(at(answer, 'output', 'message', 'content')).toEqual([
      { reasoningContent: { reasoningText: { text: 'Greet.' } } },
      { text: 'Hello!' },
    ]);
  });

  it('answers tool calls as toolUse, whatever the finish reason', async () => {
    respond = completion({
      content: null,
      tool_calls: [{ id: 'c1', function: { name: 'sky', arguments: '{"a":[1]}' } }],
    });
    const answer = await json(invoke('Converse', { messages: [user({ text: 'Hi' })] }));
    expect(answer).toMatchObject({ stopReason: 'tool_use' });
    expect(at(answer, 'output', 'message', 'content', 0, 'toolUse')).toEqual({
      toolUseId: 'c1',
      name: 'sky',
      input: { a: [1] },
    });
  });

  it('asks for structured output by JSON schema', async () => {
    respond = completion({ content: '{}' });
    const structure = { jsonSchema: { name: 'person', schema: '{"type":"object"}' } };
    await json(
      invoke('Converse', {
        messages: [user({ text: 'Hi' })],
        outputConfig: { textFormat: { type: 'json_schema', structure } },
      }),
    );
    expect(at(asked[0]?.body, 'response_format')).toEqual({
      type: 'json_schema',
      json_schema: { name: 'person', schema: { type: 'object' } },
    });
  });

  it('leaves usage out where the server gives none', async () => {
    respond = completion({ content: 'x' }, 'stop', {});
    expect(await json(invoke('Converse', { messages: [user({ text: 'Hi' })] }))).not.toHaveProperty('usage');
  });

  it('sends the mapped model name and the API key', async () => {
    respond = completion({ content: 'x' });
    await json(
      invoke('Converse', { messages: [user({ text: 'Hi' })] }, claude, {
        models: { [claude]: 'qwen3' },
        apiKey: 'local-key',
      }),
    );
    expect(asked[0]).toMatchObject({ body: { model: 'qwen3' }, authorization: 'Bearer local-key' });
  });

  it.each([
    ['a video', { messages: [user({ video: { format: 'mp4', source: { bytes: 'AA' } } })] }],
    ['a PDF', { messages: [user({ document: { format: 'pdf', name: 'd', source: { bytes: 'AA' } } })] }],
    ['an image in S3', { messages: [user({ image: { format: 'png', source: { s3Location: { uri: 's3://b/k' } } } })] }],
    ['no messages', {}],
    ['a body that is not JSON', '{"messages'],
  ])('refuses %s before anything is sent', async (_, body) => {
    expect((await json(invoke('Converse', body))).status).toBe(400);
    expect(asked).toEqual([]);
  });

  it('reads text documents', async () => {
    respond = completion({ content: 'x' });
    const bytes = Buffer.from('a;b').toString('base64');
    await json(
      invoke('Converse', { messages: [user({ document: { format: 'csv', name: 'table', source: { bytes } } })] }),
    );
    expect(at(asked[0]?.body, 'messages', 0, 'content')).toBe('table:\na;b');
  });

  it.each([
    [429, 429, 'ThrottlingException'],
    [401, 403, 'AccessDeniedException'],
    [404, 404, 'ResourceNotFoundException'],
    [422, 400, 'ValidationException'],
    [502, 503, 'ServiceUnavailableException'],
  ])('answers HTTP %i as Bedrock does, without the message of the server', async (upstream, status, type) => {
    respond = (_, response, body) => void response.writeHead(upstream).end(body);
    const answer = await invoke('Converse', { messages: [user({ text: 'secret text' })] });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, type]);
    expect(Buffer.concat(await Array.fromAsync(answer.body)).toString()).not.toContain('secret text');
  });

  it.each([
    'nonsense',
    '[]',
    '{"choices":[]}',
    '{"choices":[{"message":{"tool_calls":[{"function":{"name":"x","arguments":"{"}}]}}]}',
  ])('answers ModelErrorException to %s', async (body) => {
    respond = (_, response) => void response.end(body);
    expect((await json(invoke('Converse', { messages: [user({ text: 'Hi' })] }))).status).toBe(424);
  });

  it('faults with model_unavailable when the server is not there', async () => {
    const options = { url: 'http://127.0.0.1:1/v1/' };
    await expect(invoke('Converse', { messages: [user({ text: 'Hi' })] }, claude, options)).rejects.toMatchObject({
      name: 'GatehouseFault',
      code: 'model_unavailable',
    });
  });
});

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
    respond = async (_, response) => {
      for (const chunk of chunks) {
        await new Promise<void>((resolve) => response.write(chunk, () => resolve()));
      }
      response.end();
    };
    const answer = await invoke('ConverseStream', { messages: [user({ text: 'Hi' })] });
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
    expect(asked[0]?.body).toMatchObject({ stream: true, stream_options: { include_usage: true } });
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

describe('the other operations', () => {
  it('embeds Titan and Cohere texts, in the order of their indices', async () => {
    respond = (_, response) =>
      void response.end(
        '{"data":[{"index":1,"embedding":[0,1]},{"index":0,"embedding":[1,0]}],"usage":{"prompt_tokens":7}}',
      );
    const titan = await json(invoke('InvokeModel', { inputText: 'a', dimensions: 2 }, 'amazon.titan-embed-text-v2:0'));
    expect(titan).toMatchObject({ embedding: [1, 0], inputTextTokenCount: 7 });
    expect(asked[0]).toMatchObject({ path: '/v1/embeddings', body: { input: 'a', dimensions: 2, model: 'llama3.2' } });
    const cohere = await json(
      invoke('InvokeModel', { texts: ['a', 'b'], input_type: 'search_query' }, 'cohere.embed-english-v3'),
    );
    expect(cohere).toMatchObject({
      response_type: 'embeddings_floats',
      embeddings: [
        [1, 0],
        [0, 1],
      ],
    });
  });

  it('refuses embeddings that the server cannot give', async () => {
    const body = { texts: ['a'], input_type: 'x', embedding_types: ['int8'] };
    expect((await json(invoke('InvokeModel', body, 'cohere.embed-english-v3'))).status).toBe(400);
    respond = (_, response) => void response.end('{"data":[]}');
    expect((await json(invoke('InvokeModel', { inputText: 'a' }, 'amazon.titan-embed-text-v2:0'))).status).toBe(424);
  });

  it('counts tokens by estimate, for any model id', async () => {
    const body = { input: { converse: { messages: [user({ text: '12345678' })] } } };
    expect(await json(invoke('CountTokens', body, 'my-own-model'))).toEqual({ status: 200, inputTokens: 5 });
  });

  it.each(['InvokeModel', 'InvokeModelWithResponseStream'] as const)(
    'answers %s on Claude with the advice to use Converse',
    async (operation) => {
      const answer = await json(invoke(operation, { messages: [] }));
      expect(answer.status).toBe(400);
      expect(at(answer, 'message')).toMatch(/Call Converse/);
    },
  );
});
