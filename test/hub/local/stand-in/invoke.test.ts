import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../shared/canonical-json.ts';
import { at, claude, modelPath, nova, post, standIn, user } from './conversation.ts';

const base = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 200 };

function chunks(modelId: string, body: unknown): Json[] {
  const { frames } = post(modelPath(modelId, 'invoke-with-response-stream'), body);
  return frames.map(
    (frame) => JSON.parse(Buffer.from(String(at(frame.payload, 'bytes')), 'base64').toString()) as JsonObject,
  );
}

describe('InvokeModel with Anthropic Messages', () => {
  it('answers a message with usage, in body and headers', () => {
    const answer = post(modelPath(claude, 'invoke'), {
      ...base,
      system: 'Rule',
      messages: [{ role: 'user', content: 'Hello' }],
    });
    expect(answer.json).toMatchObject({
      type: 'message',
      role: 'assistant',
      stop_reason: 'end_turn',
      stop_sequence: null,
    });
    expect(at(answer.json, 'content', 0, 'text')).toMatch(/^You asked: Hello/);
    expect(answer.headers['x-amzn-bedrock-input-token-count']).toBe(String(at(answer.json, 'usage', 'input_tokens')));
  });

  it('calls a forced tool', () => {
    const tools = [
      { name: 'look_up', input_schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer' } } } },
    ];
    const messages = [{ role: 'user', content: 'Hi' }];
    const answer = post(modelPath(claude, 'invoke'), {
      ...base,
      messages,
      tools,
      tool_choice: { type: 'tool', name: 'look_up' },
    });
    expect(at(answer.json, 'stop_reason')).toBe('tool_use');
    expect(at(answer.json, 'content', 1)).toMatchObject({ type: 'tool_use', name: 'look_up', input: { id: 1 } });
  });

  it('counts cache_control blocks as cache writes', () => {
    const system = [{ type: 'text', text: 'y'.repeat(40), cache_control: { type: 'ephemeral' } }];
    const answer = post(modelPath(claude, 'invoke'), { ...base, system, messages: [{ role: 'user', content: 'Hi' }] });
    expect(at(answer.json, 'usage')).toMatchObject({ cache_creation_input_tokens: 10, cache_read_input_tokens: 0 });
  });

  it('streams Anthropic events whose text joins to the answer', () => {
    const body = { ...base, messages: [{ role: 'user', content: 'A question of some length, to be cut' }] };
    const events = chunks(claude, body);
    expect(events.map((event) => at(event, 'type')).filter((type) => type !== 'content_block_delta')).toEqual([
      'message_start',
      'content_block_start',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    const text = events.map((event) => at(event, 'delta', 'text') ?? '').join('');
    expect(text).toBe(at(post(modelPath(claude, 'invoke'), body).json, 'content', 0, 'text'));
    expect(at(events.at(-1), 'amazon-bedrock-invocationMetrics', 'outputTokenCount')).toBeGreaterThan(0);
  });

  it.each([
    [
      'max_tokens missing',
      { anthropic_version: 'x', messages: [{ role: 'user', content: 'a' }] },
      'max_tokens: Field required',
    ],
    ['an unknown field', { ...base, messages: [{ role: 'user', content: 'a' }], model: 'x' }, /Extra inputs/],
    [
      'an assistant first',
      { ...base, messages: [{ role: 'assistant', content: 'a' }] },
      /first message must use the "user" role/,
    ],
    ['no content', { ...base, messages: [{ role: 'user', content: '' }] }, /non-empty content/],
  ])('refuses %s', (_, body, message) => {
    const answer = post(modelPath(claude, 'invoke'), body);
    expect(answer.status).toBe(400);
    expect(at(answer.json, 'message')).toMatch(message);
  });
});

it('counts rules in mid-conversation among the system rules', () => {
  const messages = [
    { role: 'user', content: 'Review it' },
    { role: 'system', content: 'Be strict' },
  ];
  const answer = post(modelPath(claude, 'invoke'), { ...base, messages });
  expect(at(answer.json, 'content', 0, 'text')).toMatch(/^You asked: Review it\nI follow 1 system rule\./);
});

it('tells by the body which model stands behind an application inference profile', () => {
  const profile = 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc';
  const invoke = (body: unknown) => post(modelPath(profile, 'invoke'), body).json;
  expect(invoke({ ...base, messages: [{ role: 'user', content: 'Hi' }] })).toHaveProperty('stop_reason');
  expect(invoke({ inputText: 'Hi' })).toHaveProperty('embedding');
  expect(invoke({ texts: ['Hi'], input_type: 'x' })).toHaveProperty('embeddings');
  expect(invoke({ messages: [user({ text: 'Hi' })] })).toHaveProperty('stopReason');
});

describe('InvokeModel with Nova Messages', () => {
  const body = { schemaVersion: 'messages-v1', messages: [user({ text: 'Hi' })], inferenceConfig: { maxTokens: 50 } };

  it('answers in Converse shape with Nova usage names', () => {
    const { json } = post(modelPath(nova, 'invoke'), body);
    expect(at(json, 'output', 'message', 'content', 0, 'text')).toBe('You asked: Hi');
    expect(at(json, 'usage')).toMatchObject({ cacheReadInputTokenCount: 0 });
  });

  it('streams one Converse event in each chunk', () => {
    const names = chunks(nova, body).map((chunk) => Object.keys(chunk as JsonObject)[0]);
    expect(names).toEqual(['messageStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata']);
  });

  it('reasons when reasoningConfig says so', () => {
    const { json } = post(modelPath('amazon.nova-2-lite-v1:0', 'invoke'), {
      ...body,
      reasoningConfig: { type: 'enabled' },
    });
    expect(at(json, 'output', 'message', 'content', 0, 'reasoningContent')).toBeDefined();
  });
});

describe('InvokeModel with embedding models', () => {
  const embed = (model: string, body: unknown) => post(modelPath(model, 'invoke'), body).json;
  const length = (vector: unknown) => Math.hypot(...(vector as number[]));

  it('gives Titan vectors of length one and of the dimensions that were asked for', () => {
    const answer = embed('amazon.titan-embed-text-v2:0', { inputText: 'claim 7', dimensions: 256 });
    expect(at(answer, 'embedding')).toHaveLength(256);
    expect(length(at(answer, 'embedding'))).toBeCloseTo(1, 9);
    expect(at(answer, 'inputTextTokenCount')).toBe(2);
    expect(at(embed('amazon.titan-embed-text-v1', { inputText: 'a' }), 'embedding')).toHaveLength(1536);
  });

  it('puts texts that share words nearer than texts that do not', () => {
    const vector = (inputText: string) =>
      at(embed('amazon.titan-embed-text-v2:0', { inputText }), 'embedding') as number[];
    const dot = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
    const claim = vector('water damage in the kitchen');
    expect(dot(claim, vector('kitchen water damage'))).toBeGreaterThan(dot(claim, vector('stolen bicycle yesterday')));
  });

  it('gives Cohere embeddings by type', () => {
    const body = { texts: ['a', 'b'], input_type: 'search_query' };
    expect(embed('cohere.embed-english-v3', body)).toMatchObject({
      response_type: 'embeddings_floats',
      texts: ['a', 'b'],
    });
    const typed = embed('us.cohere.embed-v4:0', {
      ...body,
      embedding_types: ['int8', 'ubinary'],
      output_dimension: 512,
    });
    expect(at(typed, 'embeddings', 'int8', 1)).toHaveLength(512);
    expect(at(typed, 'embeddings', 'ubinary', 0)).toHaveLength(64);
  });

  it('gives Nova embeddings with their type', () => {
    const answer = embed('amazon.nova-2-multimodal-embeddings-v1:0', {
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        embeddingPurpose: 'GENERIC_INDEX',
        embeddingDimension: 384,
        text: { truncationMode: 'END', value: 'x' },
      },
    });
    expect(at(answer, 'embeddings', 0, 'embeddingType')).toBe('TEXT');
    expect(at(answer, 'embeddings', 0, 'embedding')).toHaveLength(384);
  });

  it('refuses missing text, dimensions that do not exist, and streaming', () => {
    const titan = 'amazon.titan-embed-text-v2:0';
    expect(at(embed(titan, {}), 'message')).toMatch(/required key \[inputText\]/);
    expect(at(embed(titan, { inputText: 'a', dimensions: 3 }), 'message')).toMatch(/not one of 256, 512, 1024/);
    expect(post(modelPath(titan, 'invoke-with-response-stream'), { inputText: 'a' }).status).toBe(400);
  });
});

describe('CountTokens', () => {
  const count = (body: unknown, model = claude) => post(modelPath(model, 'count-tokens'), body);

  it('counts a Converse body as Converse charges it', () => {
    const body = { system: [{ text: 'Be kind.' }], messages: [user({ text: 'Hello there' })] };
    const charged = at(post(modelPath(claude, 'converse'), body).json, 'usage', 'inputTokens');
    expect(at(count({ input: { converse: body } }).json, 'inputTokens')).toBe(charged);
  });

  it('counts an InvokeModel body, which comes in base64', () => {
    const body = Buffer.from(JSON.stringify({ ...base, messages: [{ role: 'user', content: '12345678' }] })).toString(
      'base64',
    );
    expect(at(count({ input: { invokeModel: { body } } }).json, 'inputTokens')).toBe(5);
  });

  it('refuses bodies without input and models that cannot count', () => {
    expect(count({}).status).toBe(400);
    expect(count({ input: { invokeModel: { body: '!!' } } }).status).toBe(400);
    expect(count({ input: {} }, 'amazon.titan-embed-text-v2:0').status).toBe(400);
  });
});

it('answers an InvokeModel on a model without a known body with advice', () => {
  const answer = post(modelPath('us.meta.llama4-maverick-17b-instruct-v1:0', 'invoke'), {}, standIn());
  expect(at(answer.json, 'message')).toMatch(/Converse only/);
});
