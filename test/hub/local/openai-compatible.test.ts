import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ChatServer, claude, completion, invoke, json, startChatServer } from './openai-compatible/chat-server.ts';
import { at, user } from './stand-in/conversation.ts';

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

const richRequest = {
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
};

describe('Converse over chat completions', () => {
  it('translates system, turns, images, tools, results and parameters', async () => {
    server.respond = completion({ role: 'assistant', content: 'Clear sky.' });
    await json(ask('Converse', richRequest));
    expect(server.asked).toEqual([
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
    server.respond = completion({ content: 'Hello!', reasoning: 'Greet.' }, 'length', usage);
    const answer = await json(ask('Converse', { messages: [user({ text: 'Hi' })] }));
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
    server.respond = completion({
      content: null,
      tool_calls: [{ id: 'c1', function: { name: 'sky', arguments: '{"a":[1]}' } }],
    });
    const answer = await json(ask('Converse', { messages: [user({ text: 'Hi' })] }));
    expect(answer).toMatchObject({ stopReason: 'tool_use' });
    expect(at(answer, 'output', 'message', 'content', 0, 'toolUse')).toEqual({
      toolUseId: 'c1',
      name: 'sky',
      input: { a: [1] },
    });
  });

  it('asks for structured output by JSON schema', async () => {
    server.respond = completion({ content: '{}' });
    const structure = { jsonSchema: { name: 'person', schema: '{"type":"object"}' } };
    await json(
      ask('Converse', {
        messages: [user({ text: 'Hi' })],
        outputConfig: { textFormat: { type: 'json_schema', structure } },
      }),
    );
    expect(at(server.asked[0]?.body, 'response_format')).toEqual({
      type: 'json_schema',
      json_schema: { name: 'person', schema: { type: 'object' } },
    });
  });

  it('leaves usage out where the server gives none', async () => {
    server.respond = completion({ content: 'x' }, 'stop', {});
    expect(await json(ask('Converse', { messages: [user({ text: 'Hi' })] }))).not.toHaveProperty('usage');
  });

  it('sends the mapped model name and the API key', async () => {
    server.respond = completion({ content: 'x' });
    await json(
      ask('Converse', { messages: [user({ text: 'Hi' })] }, claude, {
        models: { [claude]: 'qwen3' },
        apiKey: 'local-key',
      }),
    );
    expect(server.asked[0]).toMatchObject({ body: { model: 'qwen3' }, authorization: 'Bearer local-key' });
  });

  it.each([
    ['a video', { messages: [user({ video: { format: 'mp4', source: { bytes: 'AA' } } })] }],
    ['a PDF', { messages: [user({ document: { format: 'pdf', name: 'd', source: { bytes: 'AA' } } })] }],
    ['an image in S3', { messages: [user({ image: { format: 'png', source: { s3Location: { uri: 's3://b/k' } } } })] }],
    ['no messages', {}],
    ['a body that is not JSON', '{"messages'],
  ])('refuses %s before anything is sent', async (_, body) => {
    expect((await json(ask('Converse', body))).status).toBe(400);
    expect(server.asked).toEqual([]);
  });

  it('reads text documents', async () => {
    server.respond = completion({ content: 'x' });
    const bytes = Buffer.from('a;b').toString('base64');
    await json(
      ask('Converse', { messages: [user({ document: { format: 'csv', name: 'table', source: { bytes } } })] }),
    );
    expect(at(server.asked[0]?.body, 'messages', 0, 'content')).toBe('table:\na;b');
  });

  it.each([
    [429, 429, 'ThrottlingException'],
    [401, 403, 'AccessDeniedException'],
    [404, 404, 'ResourceNotFoundException'],
    [422, 400, 'ValidationException'],
    [502, 503, 'ServiceUnavailableException'],
  ])('answers HTTP %i as Bedrock does, without the message of the server', async (upstream, status, type) => {
    server.respond = (_, response, body) => void response.writeHead(upstream).end(body);
    const answer = await ask('Converse', { messages: [user({ text: 'secret text' })] });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, type]);
    expect(Buffer.concat(await Array.fromAsync(answer.body)).toString()).not.toContain('secret text');
  });

  it.each([
    'nonsense',
    '[]',
    '{"choices":[]}',
    '{"choices":[{"message":{"tool_calls":[{"function":{"name":"x","arguments":"{"}}]}}]}',
  ])('answers ModelErrorException to %s', async (body) => {
    server.respond = (_, response) => void response.end(body);
    expect((await json(ask('Converse', { messages: [user({ text: 'Hi' })] }))).status).toBe(424);
  });

  it('faults with model_unavailable when the server is not there', async () => {
    const options = { url: 'http://127.0.0.1:1/v1/' };
    await expect(ask('Converse', { messages: [user({ text: 'Hi' })] }, claude, options)).rejects.toMatchObject({
      name: 'GatehouseFault',
      code: 'model_unavailable',
    });
  });
});

describe('the other operations', () => {
  it('embeds Titan and Cohere texts, in the order of their indices', async () => {
    server.respond = (_, response) =>
      void response.end(
        '{"data":[{"index":1,"embedding":[0,1]},{"index":0,"embedding":[1,0]}],"usage":{"prompt_tokens":7}}',
      );
    const titan = await json(ask('InvokeModel', { inputText: 'a', dimensions: 2 }, 'amazon.titan-embed-text-v2:0'));
    expect(titan).toMatchObject({ embedding: [1, 0], inputTextTokenCount: 7 });
    expect(server.asked[0]).toMatchObject({
      path: '/v1/embeddings',
      body: { input: 'a', dimensions: 2, model: 'llama3.2' },
    });
    const cohere = await json(
      ask('InvokeModel', { texts: ['a', 'b'], input_type: 'search_query' }, 'cohere.embed-english-v3'),
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
    expect((await json(ask('InvokeModel', body, 'cohere.embed-english-v3'))).status).toBe(400);
    server.respond = (_, response) => void response.end('{"data":[]}');
    expect((await json(ask('InvokeModel', { inputText: 'a' }, 'amazon.titan-embed-text-v2:0'))).status).toBe(424);
  });

  it('counts tokens by estimate, for any model id', async () => {
    const body = { input: { converse: { messages: [user({ text: '12345678' })] } } };
    expect(await json(ask('CountTokens', body, 'my-own-model'))).toEqual({ status: 200, inputTokens: 5 });
  });

  it.each(['InvokeModel', 'InvokeModelWithResponseStream'] as const)(
    'answers %s on Claude with the advice to use Converse',
    async (operation) => {
      const answer = await json(ask(operation, { messages: [] }));
      expect(answer.status).toBe(400);
      expect(at(answer, 'message')).toMatch(/Call Converse/);
    },
  );
});
