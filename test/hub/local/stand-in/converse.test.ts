import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, claude, converse, modelPath, nova, post, said, standIn, user } from './conversation.ts';

const weather = {
  toolSpec: {
    name: 'get_weather',
    description: 'Reports the temperature of a city.',
    inputSchema: {
      json: {
        type: 'object',
        required: ['location', 'days', 'unit'],
        properties: {
          location: { type: 'string' },
          days: { type: 'integer', minimum: 3 },
          unit: { enum: ['celsius', 'fahrenheit'] },
        },
      },
    },
  },
};

describe('Converse', () => {
  it('echoes the last user text and says how many system rules there are', () => {
    const answer = converse({
      system: [{ text: 'Be kind.' }, { text: 'Be brief.' }],
      messages: [user({ text: 'Hello {EMAIL}' })],
    });
    expect(answer.status).toBe(200);
    expect(said(answer)).toMatch(/^You asked: Hello \{EMAIL\}/);
    expect(said(answer)).toContain('2 system rules');
    expect(at(answer.json, 'stopReason')).toBe('end_turn');
  });

  it('names the format and size of an image', () => {
    const bytes = Buffer.alloc(100).toString('base64');
    const answer = converse({ messages: [user({ text: 'Look' }, { image: { format: 'png', source: { bytes } } })] });
    expect(said(answer)).toContain('one image (png, 100 bytes)');
  });

  it('calls the tool that the question names, with input that satisfies its schema', () => {
    const answer = converse({
      messages: [user({ text: 'How is the weather in Paris?' })],
      toolConfig: { tools: [weather] },
    });
    expect(at(answer.json, 'stopReason')).toBe('tool_use');
    expect(at(answer.json, 'output', 'message', 'content', 1, 'toolUse')).toMatchObject({
      name: 'get_weather',
      input: { location: 'How is the weather in Paris?', days: 3, unit: 'celsius' },
    });
  });

  it('leaves a tool alone that the question does not name', () => {
    const answer = converse({ messages: [user({ text: 'Tell a joke' })], toolConfig: { tools: [weather] } });
    expect(at(answer.json, 'stopReason')).toBe('end_turn');
    expect(said(answer)).toContain('get_weather');
  });

  it('calls a tool that toolChoice forces', () => {
    const toolConfig = { tools: [weather], toolChoice: { tool: { name: 'get_weather' } } };
    expect(at(converse({ messages: [user({ text: 'Hi' })], toolConfig }).json, 'stopReason')).toBe('tool_use');
  });

  it('answers from a tool result instead of calling again', () => {
    const answer = converse({
      messages: [
        user({ text: 'How is the weather?' }),
        { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'get_weather', input: {} } }] },
        user({ toolResult: { toolUseId: 't1', content: [{ json: { sky: 'clear' } }] } }),
      ],
      toolConfig: { tools: [weather] },
    });
    expect(said(answer)).toMatch(/^The tool answered: \{"sky":"clear"\}/);
    expect(at(answer.json, 'stopReason')).toBe('end_turn');
  });

  it('stops at maxTokens, counting four characters for a token', () => {
    const answer = converse({ messages: [user({ text: 'A long question' })], inferenceConfig: { maxTokens: 2 } });
    expect(said(answer)).toBe('You aske');
    expect(at(answer.json, 'stopReason')).toBe('max_tokens');
    expect(at(answer.json, 'usage', 'outputTokens')).toBe(2);
  });

  it('stops at the stop sequence that comes first', () => {
    const answer = converse({
      messages: [user({ text: 'one two three' })],
      inferenceConfig: { stopSequences: ['three', 'two'] },
      additionalModelResponseFieldPaths: ['/stop_sequence'],
    });
    expect(said(answer)).toBe('You asked: one ');
    expect(at(answer.json, 'stopReason')).toBe('stop_sequence');
    expect(at(answer.json, 'additionalModelResponseFields', 'stop_sequence')).toBe('two');
  });

  it('writes JSON that satisfies the schema of structured output', () => {
    const schema = {
      type: 'object',
      required: ['name', 'age'],
      properties: { name: { type: 'string', maxLength: 5 }, age: { type: 'integer' } },
    };
    const structure = { jsonSchema: { name: 'person', schema: JSON.stringify(schema) } };
    const answer = converse({
      messages: [user({ text: 'Who is it?' })],
      outputConfig: { textFormat: { type: 'json_schema', structure } },
    });
    expect(JSON.parse(said(answer))).toEqual({ name: 'Who i', age: 1 });
  });

  it('reasons, with a signature, when thinking is enabled', () => {
    const answer = converse({
      messages: [user({ text: 'Think' })],
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } },
    });
    expect(
      at(answer.json, 'output', 'message', 'content', 0, 'reasoningContent', 'reasoningText', 'signature'),
    ).toMatch(/^[\w+/=]{40,}$/);
  });

  it('writes the cache at the first use of a prefix and reads it at the second', () => {
    const state = standIn();
    const ask = (text: string) =>
      converse(
        { system: [{ text: 'x'.repeat(400) }, { cachePoint: { type: 'default' } }], messages: [user({ text })] },
        state,
      );
    expect(at(ask('one!').json, 'usage')).toEqual({
      inputTokens: 4,
      outputTokens: 10,
      totalTokens: 114,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 100,
    });
    expect(at(ask('two!').json, 'usage')).toMatchObject({
      inputTokens: 4,
      cacheReadInputTokens: 100,
      cacheWriteInputTokens: 0,
    });
  });

  it('gives the same answer to the same request', () => {
    const body = { messages: [user({ text: 'Same' })] };
    expect(converse(body).json).toEqual(converse(body).json);
  });
});

describe('ConverseStream', () => {
  const stream = (body: unknown, state = standIn()) => post(modelPath(claude, 'converse-stream'), body, state).frames;

  it('streams the text that Converse answers, between messageStart and metadata', () => {
    const body = { messages: [user({ text: 'Grüße 👋🏽 aus Köln, und noch etwas mehr Text' })] };
    const frames = stream(body);
    expect(frames.at(0)?.headers[':event-type']).toBe('messageStart');
    expect(frames.at(-2)?.headers[':event-type']).toBe('messageStop');
    expect(frames.at(-1)?.headers[':event-type']).toBe('metadata');
    expect(frames.map((frame) => at(frame.payload, 'delta', 'text') ?? '').join('')).toBe(said(converse(body)));
  });

  it('streams a tool call as start, input fragments that join to JSON, and stop', () => {
    const frames = stream({ messages: [user({ text: 'weather?' })], toolConfig: { tools: [weather] } });
    const start = frames.find((frame) => frame.headers[':event-type'] === 'contentBlockStart');
    expect(at(start?.payload, 'start', 'toolUse', 'name')).toBe('get_weather');
    const input = frames.map((frame) => at(frame.payload, 'delta', 'toolUse', 'input') ?? '').join('');
    expect(JSON.parse(input)).toMatchObject({ location: 'weather?' });
    expect(at(frames.at(-2)?.payload, 'stopReason')).toBe('tool_use');
  });

  it('gives as many text events as the settings want', () => {
    const frames = stream({ messages: [user({ text: 'x'.repeat(500) })] }, standIn({ streamEvents: 36 }));
    expect(frames.filter((frame) => at(frame.payload, 'delta', 'text') !== undefined)).toHaveLength(36);
  });
});

describe('what Converse refuses', () => {
  const refused = (body: unknown, modelId?: string) => {
    const answer = converse(body, standIn(), modelId);
    expect(answer.status).toBe(400);
    expect(answer.headers['x-amzn-errortype']).toBe('ValidationException');
    return String(at(answer.json, 'message'));
  };

  it.each([
    ['no messages', {}, /Value null at 'messages'/],
    ['two user messages in a row', { messages: [user({ text: 'a' }), user({ text: 'b' })] }, /must alternate/],
    [
      'an unknown role',
      { messages: [{ role: 'system', content: [{ text: 'a' }] }] },
      /enum value set: \[user, assistant\]/,
    ],
    ['empty content', { messages: [user()] }, /content field in the Message object at messages.0 is empty/],
    ['blank text', { messages: [user({ text: ' ' })] }, /is blank/],
    ['an unknown top-level field', { messages: [user({ text: 'a' })], temperature: 1 }, /extraneous key/],
    [
      'maxTokens of zero',
      { messages: [user({ text: 'a' })], inferenceConfig: { maxTokens: 0 } },
      /greater than or equal to 1/,
    ],
    ['an empty list of tools', { messages: [user({ text: 'a' })], toolConfig: { tools: [] } }, /toolConfig.tools/],
    [
      'a tool result without tools',
      { messages: [user({ toolResult: { toolUseId: 't', content: [] } })] },
      /toolConfig field must be defined/,
    ],
    ['a body that is a list', [], /JSONObject/],
    ['a body that is not JSON', '{', /Malformed input request/],
    ['a body that is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), /Malformed input request/],
  ])('%s', (_, body, message) => {
    expect(refused(body)).toMatch(message);
  });

  it('an assistant first, except on Claude', () => {
    const body = { messages: [{ role: 'assistant', content: [{ text: 'a' }] }, user({ text: 'b' })] };
    expect(refused(body, nova)).toMatch(/must start with a user message/);
    expect(converse(body).status).toBe(200);
  });

  it('a model id that does not exist, and a model that embeds', () => {
    const body = { messages: [user({ text: 'a' })] };
    expect(refused(body, 'gpt-4')).toBe('The provided model identifier is invalid.');
    expect(refused(body, 'amazon.titan-embed-text-v2:0')).toMatch(/doesn't support the model/);
  });

  it('accepts inference-profile ARNs', () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123';
    expect(converse({ messages: [user({ text: 'a' })] }, standIn(), arn).status).toBe(200);
  });

  it('never crashes and never answers 200 to JSON that is no conversation', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(post(modelPath(claude, 'converse'), text).status).toBe(400);
      }),
    );
  });

  it('treats prototype names as data', () => {
    const body =
      '{"__proto__":{"messages":[{"role":"user","content":[{"text":"a"}]}]},"messages":[{"role":"user","content":[{"text":"a"}]}]}';
    expect(refused(body)).toMatch(/extraneous key/);
    expect(({} as { messages?: unknown }).messages).toBeUndefined();
  });

  it('survives JSON that is nested too deeply, without content in the error', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const body = `{"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"t","content":[{"json":${deep}}]}}]}],"toolConfig":{"tools":[{"toolSpec":{"name":"a"}}]}}`;
    const answer = converse(body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(answer.json)).not.toContain('[[');
  });
});
