import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../../shared/contract/refusals.ts';
import { dialectFor, part, request, sent, textsOf, tryRequest } from './dialect-cases.ts';

const converse = dialectFor('Converse');

describe('the other fields of Converse', () => {
  const body = {
    system: [
      { text: 'be brief' },
      { cachePoint: { type: 'default' } },
      { guardContent: { text: { text: 'guarded' } } },
    ],
    inferenceConfig: { maxTokens: 100, temperature: 0.5, topP: 0.9, stopSequences: ['STOP'] },
    toolConfig: {
      tools: [
        {
          toolSpec: {
            name: 'lookup',
            description: 'finds',
            inputSchema: { json: { type: 'object', properties: { ssn: { description: 'the number' } } } },
            strict: true,
          },
        },
        { systemTool: { name: 'nova_grounding' } },
        { cachePoint: { type: 'default' } },
      ],
      toolChoice: { tool: { name: 'lookup' } },
    },
    guardrailConfig: { guardrailIdentifier: 'abc', guardrailVersion: '1', trace: 'enabled_full' },
    additionalModelRequestFields: { thinking: { type: 'enabled' } },
    promptVariables: { customer: { text: 'Jane' } },
    additionalModelResponseFieldPaths: ['/stop_sequence'],
    requestMetadata: { purpose: 'claims', user: 'jane@example.com' },
    performanceConfig: { latency: 'optimized' },
    serviceTier: { type: 'flex' },
    outputConfig: {
      textFormat: {
        type: 'json_schema',
        structure: { jsonSchema: { schema: '{"a":1}', name: 'n', description: 'd' } },
      },
      effort: 'low',
    },
    messages: [{ role: 'user', content: [{ text: 'hi' }] }],
  };

  it('knows them all', () => {
    expect(request(converse, body).unknownFields).toEqual([]);
    expect(sent(request(converse, body))).toEqual(body);
  });

  it.each([
    ['/system/0', 'system', ['be brief']],
    ['/system/2', 'guard-content', ['guarded']],
    ['/inferenceConfig', 'parameters', ['STOP']],
    ['/toolConfig/tools/0', 'tool-definition', ['lookup', 'finds', 'object', 'the number', 'ssn']],
    ['/toolConfig/tools/1', 'tool-definition', ['nova_grounding']],
    ['/toolConfig/toolChoice', 'tool-definition', ['lookup']],
    ['/additionalModelRequestFields', 'parameters', ['enabled', 'type', 'thinking']],
    ['/promptVariables', 'parameters', ['Jane', 'customer']],
    ['/additionalModelResponseFieldPaths', 'parameters', ['/stop_sequence']],
    ['/outputConfig', 'parameters', ['{"a":1}', 'n', 'd']],
  ])('finds the texts of %s', (pointer, kind, texts) => {
    const found = part(request(converse, body).parts, pointer);
    const ignored = ['type'];
    expect(found.kind).toBe(kind);
    expect(found.texts.map(({ text }) => text).filter((text) => !ignored.includes(text))).toEqual(
      texts.filter((text) => !ignored.includes(text)),
    );
  });

  it('takes purpose and user from requestMetadata, and does not screen them', () => {
    const parsed = request(converse, body);
    expect(parsed.declared).toEqual({ purpose: 'claims', user: 'jane@example.com' });
    expect(textsOf(parsed.parts)).not.toContain('jane@example.com');
  });

  it('names sampling parameters as OpenTelemetry does, and counts stop sequences without quoting them', () => {
    expect(request(converse, body).parameters).toEqual({
      'gen_ai.request.max_tokens': 100,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.top_p': 0.9,
      'gatehouse.request.stop_sequences': 1,
    });
  });

  it('gives system prompt, tools and tier', () => {
    const parsed = request(converse, body);
    expect([parsed.system, parsed.tools, parsed.serviceTier]).toEqual([body.system, body.toolConfig.tools, 'flex']);
    expect(parsed.generates).toBe(true);
  });

  it('gives null for a system prompt and tools that are not there', () => {
    const parsed = request(converse, { messages: [] });
    expect([parsed.system, parsed.tools, parsed.serviceTier]).toEqual([null, null, undefined]);
  });

  it('reads null as a field left out', () => {
    const parsed = request(converse, {
      messages: [{ role: 'user', content: [{ text: 'x', image: null }] }],
      system: null,
    });
    expect(textsOf(parsed.parts)).toEqual(['x']);
  });
});

describe('output caps', () => {
  const caps = (body: object) => request(converse, { messages: [], ...body });

  it('takes the largest cap, wherever a model family would read it', () => {
    expect(caps({}).requestedMaxTokens).toBeUndefined();
    expect(caps({ inferenceConfig: { maxTokens: 10 } }).requestedMaxTokens).toBe(10);
    const hidden = { inferenceConfig: { maxTokens: 10 }, additionalModelRequestFields: { max_tokens: 99999 } };
    expect(caps(hidden).requestedMaxTokens).toBe(99999);
    expect(caps({ additionalModelRequestFields: { inferenceConfig: { max_new_tokens: 7 } } }).requestedMaxTokens).toBe(
      7,
    );
  });

  it('sets the cap everywhere', () => {
    const parsed = caps({ additionalModelRequestFields: { max_tokens: '99999', top_k: 5 } });
    parsed.setMaxTokens(50);
    expect(sent(parsed)).toEqual({
      messages: [],
      inferenceConfig: { maxTokens: 50 },
      additionalModelRequestFields: { max_tokens: 50, top_k: 5 },
    });
  });

  it('leaves the spelling of an equal cap alone', () => {
    const parsed = request(converse, '{"messages":[],"inferenceConfig":{"maxTokens":50.0}}');
    parsed.setMaxTokens(50);
    expect(Buffer.from(parsed.serialize()).toString()).toContain('"maxTokens":50.0');
  });

  it.each([-1, 1.5, '10', 1e300])('refuses %s as a cap', (maxTokens) => {
    const parsed = tryRequest(converse, { messages: [], inferenceConfig: { maxTokens } });
    expect(isRefusal(parsed) && parsed.message).toContain('a whole number from 0 at /inferenceConfig/maxTokens');
  });
});

describe('system rules and guardrail', () => {
  it('puts each rule in front as a block of its own, before the caller’s cache point', () => {
    const system = [{ text: 'caller' }, { cachePoint: { type: 'default' } }];
    const parsed = request(converse, { messages: [], system });
    parsed.addSystemRules(['one', 'two']);
    part(parsed.parts, '/system/0').texts[0]?.replace('masked');
    expect(sent(parsed).system).toEqual([
      { text: 'one' },
      { text: 'two' },
      { text: 'masked' },
      { cachePoint: { type: 'default' } },
    ]);
  });

  it('makes a system prompt where there is none, and none for no rules', () => {
    const parsed = request(converse, { messages: [] });
    parsed.addSystemRules([]);
    expect(sent(parsed)).toEqual({ messages: [] });
    parsed.addSystemRules(['one']);
    expect(sent(parsed).system).toEqual([{ text: 'one' }]);
  });

  it('replaces the caller’s guardrail and keeps the caller’s trace', () => {
    const guardrailConfig = { guardrailIdentifier: 'mine', guardrailVersion: 'DRAFT', trace: 'enabled_full' };
    const parsed = request(converse, { messages: [], guardrailConfig });
    expect(parsed.attachGuardrail('governed', '3')).toEqual({});
    expect(sent(parsed).guardrailConfig).toEqual({
      guardrailIdentifier: 'governed',
      guardrailVersion: '3',
      trace: 'enabled_full',
    });
  });

  it('judges streams synchronously, whatever the caller asked', () => {
    const guardrailConfig = { trace: 'loud', streamProcessingMode: 'async' };
    const parsed = request(dialectFor('ConverseStream'), { messages: [], guardrailConfig });
    parsed.attachGuardrail('governed', '3');
    expect(sent(parsed).guardrailConfig).toEqual({
      guardrailIdentifier: 'governed',
      guardrailVersion: '3',
      streamProcessingMode: 'sync',
    });
  });
});

describe('bodies that do not fit', () => {
  it.each([
    [{ messages: {} }, 'an array at /messages'],
    [{ messages: ['x'] }, 'an object at /messages/0'],
    [{ messages: [null] }, 'an object at /messages/0'],
    [{ messages: [{ role: 'user', content: 'x' }] }, 'an array at /messages/0/content'],
    [{ messages: [{ role: 'user', content: [{ text: 5 }] }] }, 'a string at /messages/0/content/0/text'],
    [{ messages: [{ role: {}, content: [] }] }, 'a boolean at /messages/0/role'],
    [{ messages: [{ role: 'user', content: [{ text: 'a', image: {} }] }] }, 'exactly one of text, image'],
    [{ system: 'x' }, 'an array at /system'],
    [{ toolConfig: [] }, 'an object at /toolConfig'],
    [{ requestMetadata: { user: {} } }, 'at /requestMetadata/user'],
    [{ inferenceConfig: { temperature: 'hot' } }, 'a number at /inferenceConfig/temperature'],
    [
      { messages: [{ role: 'user', content: [{ image: { format: 'png', source: { bytes: 5 } } }] }] },
      'a base64 string at /messages/0/content/0/image/source/bytes',
    ],
  ])('refuses %j with the place and what belongs there', (body, expected) => {
    const refusal = tryRequest(converse, body);
    expect(isRefusal(refusal) && refusal.code).toBe('body_invalid');
    expect(isRefusal(refusal) && refusal.message).toContain(expected);
  });

  it('never quotes a value or a telling field name', () => {
    const body = {
      promptVariables: 1,
      messages: [{ role: 'user', content: [{ text: { 'jane@example.com': 'hunter2' } }] }],
    };
    const refusal = tryRequest(converse, body);
    expect(isRefusal(refusal)).toBe(true);
    expect(JSON.stringify(refusal)).not.toMatch(/hunter2|jane/);
  });
});
