import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../../shared/contract/refusals.ts';
import { bodyOf, dialectFor, maskAll, part, request, sent, textsOf, tryRequest } from './dialect-cases.ts';

const dialect = dialectFor('InvokeModel', 'openai-chat');
const streaming = dialectFor('InvokeModelWithResponseStream', 'openai-chat');

const fixture = join(import.meta.dirname, '../../../fixtures/conform/openai-chat.json');
const { model: _, ...body } = JSON.parse(readFileSync(fixture, 'utf8')).request;
const says = (content: unknown, more: object = {}) => ({ messages: [{ role: 'user', content }], ...more });

function refusalOf(parsed: unknown): string {
  return isRefusal(parsed) ? parsed.code : 'none';
}

describe('Chat Completions requests', () => {
  it('are known in full and sent as they came', () => {
    const parsed = request(dialect, body);
    expect(parsed.unknownFields).toEqual([]);
    expect(sent(parsed)).toEqual(body);
  });

  it.each([
    ['/messages/0', 'system', 'system', 'Answer in one sentence.', '/content'],
    ['/messages/1', 'system', 'system', 'Be kind.', '/content/0'],
    ['/messages/2', 'text', 'user', 'What is 2+2?', '/content/0'],
    ['/messages/4', 'tool-result', 'tool', '4', '/content'],
    ['/messages/5', 'text', 'assistant', 'No.', '/content/0'],
    ['/messages/6', 'text', 'user', 'Again.', '/content'],
  ])('say at %s with kind %s that %s speaks', (pointer, kind, role, text, below) => {
    const found = part(request(dialect, body).parts, pointer + below);
    expect(found).toMatchObject({ kind, role });
    expect(found.texts.map((one) => one.text)).toEqual([text]);
  });

  it('give the texts of tools, tool calls and parameters', () => {
    const { parts } = request(dialect, body);
    expect(textsOf(parts.filter(({ kind }) => kind === 'tool-use'))).toEqual(['add', '{"a":2}']);
    expect(textsOf(parts.filter(({ kind }) => kind === 'tool-definition'))).toContain('Adds two numbers');
    expect(textsOf(parts.filter(({ kind }) => kind === 'parameters'))).toEqual(
      expect.arrayContaining(['STOP', 'The sum', 'value']),
    );
  });

  it('give media, wherever they lie', () => {
    const media = request(dialect, body).parts.flatMap((one) => one.media ?? []);
    expect(media.map(({ format }) => format)).toEqual(['image/png', 'url', 'wav', 'file']);
    expect(media[0]?.bytes).toBe(8);
  });

  it('let every text be replaced in place', () => {
    const parsed = request(dialect, body);
    maskAll(parsed.parts);
    const after = JSON.stringify(sent(parsed));
    const secrets = [
      'one sentence',
      'kind.',
      '2+2',
      'cat.png',
      'sum.pdf',
      '\\"a\\"',
      'Again',
      'Adds',
      'STOP',
      'The sum',
    ];
    expect(secrets.filter((secret) => after.includes(secret))).toEqual([]);
    expect(sent(parsed)).toMatchObject({ messages: { 4: { tool_call_id: 'call_1', content: '<tool-result>' } } });
  });

  it('take a text that stands in a URL for a text too', () => {
    const url = 'https://example.com/?mail=jane.doe@example.com';
    const parsed = request(dialect, says([{ type: 'image_url', image_url: { url } }]));
    expect(part(parsed.parts, '/messages/0/content/0')).toMatchObject({ kind: 'image', media: { format: 'url' } });
    expect(textsOf(parsed.parts)).toEqual([url]);
  });

  it.each(['data:', 'data:,x', 'data:text/plain,jane', `data:${'x'.repeat(300)}`])(
    'take the data URI %s for a medium that cannot be read',
    (url) => {
      const parsed = request(dialect, says([{ type: 'image_url', image_url: url }]));
      expect(parsed.parts.filter(({ media }) => media !== undefined)).toHaveLength(1);
      expect(textsOf(parsed.parts)).toEqual([]);
    },
  );

  it('give parameters, declarations, tier, system and tools', () => {
    const parsed = request(dialect, body);
    expect(parsed.parameters).toMatchObject({
      'gen_ai.request.max_tokens': 100,
      'gen_ai.request.choice.count': 2,
      'gen_ai.request.temperature': 0.5,
      'gatehouse.request.stop_sequences': 1,
    });
    expect(parsed.declared).toEqual({ user: 'jane' });
    expect(parsed.serviceTier).toBe('priority');
    expect(parsed.system).toEqual(body.messages.slice(0, 2));
    expect(parsed.tools).toEqual(body.tools);
  });

  it('put system rules in front, one message each', () => {
    const parsed = request(dialect, body);
    parsed.addSystemRules(['first', 'second']);
    expect(sent(parsed).messages).toEqual([
      { role: 'system', content: 'first' },
      { role: 'system', content: 'second' },
      ...body.messages,
    ]);
  });

  it('take the guardrail in headers, and lose what would narrow it', () => {
    const parsed = request(dialect, says('hi', { 'amazon-bedrock-guardrailConfig': { tagSuffix: 'x' } }));
    expect(parsed.attachGuardrail('g', '1')).toEqual({
      'x-amzn-bedrock-guardrailidentifier': 'g',
      'x-amzn-bedrock-guardrailversion': '1',
    });
    expect(sent(parsed)).toEqual(says('hi'));
  });
});

describe('the output cap of Chat Completions', () => {
  it.each([
    [{}, undefined, 60, { max_completion_tokens: 60 }],
    [{ max_tokens: 50 }, 50, 40, { max_tokens: 40 }],
    [{ max_completion_tokens: 50 }, 50, 40, { max_completion_tokens: 40 }],
    [{ max_tokens: 10, max_completion_tokens: 50 }, 50, 50, { max_tokens: 50, max_completion_tokens: 50 }],
    [{ max_completion_tokens: 50, n: 3 }, 150, 150, { max_completion_tokens: 50, n: 3 }],
  ])('of %j counts %s tokens for the whole call, and %i make it %j', (fields, requested, granted, after) => {
    const parsed = request(dialect, says('hi', fields));
    expect(parsed.requestedMaxTokens).toBe(requested);
    parsed.setMaxTokens(granted);
    expect(sent(parsed)).toEqual(says('hi', after));
  });

  it('counts every choice, and sends on exactly what was counted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 128 }), fc.integer({ min: 1, max: 100_000 }), (n, cap) => {
        const parsed = request(dialect, says('hi', { n, max_completion_tokens: cap }));
        expect(parsed.requestedMaxTokens).toBe(n * cap);
        parsed.setMaxTokens(n * cap);
        expect(sent(parsed).max_completion_tokens).toBe(cap);
      }),
    );
  });

  it.each([{ n: 3 }, { n: 1_000_000_000 }, { n: 1.5 }, { n: 2, max_tokens: 0 }, { n: 2, max_tokens: 0.5 }])(
    'is needed for several choices, so that none is ever sent on as 0: %j',
    (fields) => {
      expect(refusalOf(tryRequest(dialect, says('hi', fields)))).toBe('body_invalid');
    },
  );

  it('needs a choice to count', () => {
    expect(refusalOf(tryRequest(dialect, says('hi', { n: 0 })))).toBe('body_invalid');
  });
});

describe('hostile Chat Completions requests', () => {
  it.each([
    ['messages that are no list', { messages: 'hi' }],
    ['a message that is a string', { messages: ['hi'] }],
    ['a message without a role', { messages: [{ content: 'hi' }] }],
    ['content that is a number', says(5)],
    ['a part without a type', says([{ text: 'hi' }])],
    ['an n that is no count', says('hi', { n: -1 })],
    ['a cap that is a string', says('hi', { max_completion_tokens: '5' })],
    ['tool calls that are no list', { messages: [{ role: 'assistant', tool_calls: 'hi' }] }],
  ])('are refused for %s', (_what, hostile) => {
    expect(refusalOf(tryRequest(dialect, hostile))).toBe('body_invalid');
  });

  it.each([
    ['a field', says('hi', { hologram: { caption: 'unseen' } }), '/hologram'],
    ['a role', { messages: [{ role: 'oracle', content: 'unseen' }] }, '/messages/0'],
    ['a type of part', says([{ type: 'hologram', caption: 'unseen' }]), '/messages/0/content/0'],
    ['a prototype key', '{"messages":[],"__proto__":{"a":"unseen"}}', '/__proto__'],
  ])('have their texts found in %s that is not known', (_what, hostile, pointer) => {
    const parsed = request(dialect, hostile);
    expect(parsed.unknownFields).toEqual([pointer]);
    expect(textsOf(parsed.parts)).toContain('unseen');
  });

  it('find the definitions of tools of any type', () => {
    const tools = [
      { type: 'custom', custom: { name: 'sql', format: { definition: 'start: "x"' } } },
      { type: 'browse' },
    ];
    expect(textsOf(request(dialect, says('hi', { tools })).parts)).toEqual(
      expect.arrayContaining(['sql', 'start: "x"', 'browse']),
    );
  });

  it('may not ask for log probabilities in a stream, which they would leave unscreened', () => {
    expect(refusalOf(tryRequest(streaming, says('hi', { logprobs: true })))).toBe('field_not_allowed');
    expect(refusalOf(tryRequest(streaming, says('hi', { logprobs: false })))).toBe('none');
  });
});

describe('Chat Completions inside CountTokens', () => {
  it('are screened there and sent as they were screened', () => {
    const inner = Buffer.from(JSON.stringify(says('count me'))).toString('base64');
    const parsed = request(dialectFor('CountTokens', 'openai-chat'), { input: { invokeModel: { body: inner } } });
    expect(part(parsed.parts, '/input/invokeModel/body/messages/0/content').texts[0]?.text).toBe('count me');
  });
});

describe('chat completions', () => {
  const usage = { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } };
  const message = {
    role: 'assistant',
    content: 'Ask Jane',
    refusal: 'Not Joe',
    reasoning: 'Jane knows',
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'mail', arguments: '{"to":"Jane"}' } }],
    annotations: [{ type: 'url_citation', url_citation: { title: 'On Jane' } }],
  };
  const answer = {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1784247991,
    model: 'openai.gpt-oss-20b',
    choices: [
      { index: 0, message, finish_reason: 'tool_calls', logprobs: { content: [{ token: 'Jane', logprob: -0.1 }] } },
      { index: 1, message: { role: 'assistant', content: 'Or Jim' }, finish_reason: 'stop' },
    ],
    usage,
  };

  it('give facts and every text, and stay as they are', () => {
    const parsed = dialect.parseAnswer(bodyOf(answer));
    expect(parsed).toMatchObject({
      finishReasons: ['tool_calls', 'stop'],
      model: 'openai.gpt-oss-20b',
      usage: { input: 6, output: 5, cacheRead: 4, cacheWrite: 0 },
    });
    expect(textsOf(parsed.parts)).toEqual(
      expect.arrayContaining(['Ask Jane', 'Not Joe', 'Jane knows', 'mail', '{"to":"Jane"}', 'On Jane', 'Or Jim']),
    );
    expect(sent(parsed)).toEqual(answer);
  });

  it('lose log probabilities, which repeat the text, where a text was masked', () => {
    const parsed = dialect.parseAnswer(bodyOf(answer));
    maskAll(parsed.parts);
    expect(sent(parsed)).toMatchObject({ choices: [{ logprobs: null }, { message: { content: '<text>' } }] });
    expect(Buffer.from(parsed.serialize()).toString()).not.toContain('Jane');
  });

  it('have the strings of a shape that is not theirs screened', () => {
    expect(textsOf(dialect.parseAnswer(bodyOf({ choices: 'unseen' })).parts)).toContain('unseen');
    expect(textsOf(dialect.parseAnswer(bodyOf({ choices: [{ message: ['unseen'] }] })).parts)).toContain('unseen');
  });

  it('that were blocked say so', () => {
    const blocked = Buffer.from(dialect.blockedAnswer('No.')).toString();
    const parsed = dialect.parseAnswer(bodyOf(blocked));
    expect(textsOf(parsed.parts)).toEqual(['No.']);
    expect(parsed).toMatchObject({ finishReasons: ['content_filter'], guardrailAction: 'INTERVENED' });
  });
});
