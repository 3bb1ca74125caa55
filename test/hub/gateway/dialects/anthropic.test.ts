import { describe, expect, it } from 'vitest';
import { bodyOf, dialectFor, request, sent, textsOf } from './dialect-cases.ts';

const dialect = dialectFor('InvokeModel', 'anthropic-messages');
const cache_control = { type: 'ephemeral', ttl: '1h' };

describe('the other fields of Anthropic Messages', () => {
  const body = {
    anthropic_version: 'bedrock-2023-05-31',
    anthropic_beta: ['computer-use-2025-01-24'],
    max_tokens: 100,
    system: [{ type: 'text', text: 'be brief', cache_control }],
    messages: [{ role: 'user', content: 'hi' }],
    tools: [
      { name: 'lookup', description: 'finds', input_schema: { type: 'object' }, cache_control },
      { type: 'bash_20250124', name: 'bash' },
    ],
    tool_choice: { type: 'tool', name: 'lookup', disable_parallel_tool_use: true },
    thinking: { type: 'enabled', budget_tokens: 50 },
    metadata: { user_id: 'jane@example.com' },
    stop_sequences: ['STOP'],
    temperature: 0.5,
    top_p: 0.9,
    top_k: 5,
    output_config: { effort: 'low', format: { type: 'json_schema', schema: { description: 'd' } } },
    context_management: { edits: [{ type: 'clear_tool_uses_20250919' }] },
    'amazon-bedrock-guardrailConfig': { tagSuffix: 'xyz', streamProcessingMode: 'ASYNCHRONOUS' },
  };

  it('are all known, and sent as they came', () => {
    expect(request(dialect, body).unknownFields).toEqual([]);
    expect(sent(request(dialect, body))).toEqual(body);
  });

  it('give texts, declarations, parameters and caps', () => {
    const parsed = request(dialect, body);
    expect(textsOf(parsed.parts)).toEqual(
      expect.arrayContaining(['be brief', 'hi', 'lookup', 'finds', 'bash', 'STOP', 'd']),
    );
    expect(parsed.declared).toEqual({ user: 'jane@example.com' });
    expect(parsed.requestedMaxTokens).toBe(100);
    expect(parsed.system).toEqual(body.system);
    expect(parsed.tools).toEqual(body.tools);
    expect(parsed.parameters).toEqual({
      'gen_ai.request.max_tokens': 100,
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.top_p': 0.9,
      'gen_ai.request.top_k': 5,
      'gatehouse.request.stop_sequences': 1,
    });
  });

  it('take a cap', () => {
    const parsed = request(dialect, { messages: [] });
    expect(parsed.requestedMaxTokens).toBeUndefined();
    parsed.setMaxTokens(7);
    expect(sent(parsed).max_tokens).toBe(7);
  });

  it('take the guardrail in headers, and lose what would narrow it', () => {
    const parsed = request(dialect, body);
    expect(parsed.attachGuardrail('governed', '3')).toEqual({
      'x-amzn-bedrock-guardrailidentifier': 'governed',
      'x-amzn-bedrock-guardrailversion': '3',
    });
    expect(sent(parsed)).not.toHaveProperty('amazon-bedrock-guardrailConfig');
  });

  it('take system rules before a system prompt that is a string, which can still be masked', () => {
    const parsed = request(dialect, { messages: [], system: 'I am Jane' });
    parsed.addSystemRules(['rule']);
    parsed.parts[0]?.texts[0]?.replace('I am {NAME}');
    expect(sent(parsed).system).toEqual([
      { type: 'text', text: 'rule' },
      { type: 'text', text: 'I am {NAME}' },
    ]);
  });

  it.each([
    ['blocks', [{ type: 'text', text: 'x', cache_control }], [{ type: 'text', text: 'x', cache_control }]],
    ['an empty string', '', []],
    ['nothing', undefined, []],
  ])('take system rules before %s', (_what, system, after) => {
    const parsed = request(dialect, { messages: [], system });
    parsed.addSystemRules(['rule']);
    expect(sent(parsed).system).toEqual([{ type: 'text', text: 'rule' }, ...after]);
  });
});

describe('answers of Anthropic Messages', () => {
  const answer = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-sonnet-4-5',
    content: [
      { type: 'text', text: 'Hello Jane' },
      { type: 'tool_use', id: 't', name: 'n', input: { a: 'b' } },
    ],
    stop_reason: 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: 5, output_tokens: 7, cache_read_input_tokens: 3, cache_creation_input_tokens: 2 },
    'amazon-bedrock-guardrailAction': 'NONE',
    'amazon-bedrock-trace': { guardrail: { input: { match: 'traced' } } },
    surprise: 'unknown',
  };

  it('give facts and every text', () => {
    const parsed = dialect.parseAnswer(bodyOf(answer));
    expect(parsed).toMatchObject({
      finishReasons: ['tool_use'],
      model: 'claude-sonnet-4-5',
      usage: { input: 5, output: 7, cacheRead: 3, cacheWrite: 2 },
      guardrailAction: 'NONE',
    });
    expect(textsOf(parsed.parts)).toEqual(expect.arrayContaining(['Hello Jane', 'b', 'traced', 'unknown']));
    expect(sent(parsed)).toEqual(answer);
  });

  it('that were blocked say so as Bedrock does', () => {
    const parsed = dialect.parseAnswer(bodyOf(Buffer.from(dialect.blockedAnswer('No.')).toString()));
    expect(textsOf(parsed.parts)).toEqual(['No.']);
    expect(parsed).toMatchObject({ guardrailAction: 'INTERVENED', finishReasons: ['guardrail_intervened'] });
    expect(parsed.usage).toEqual({ input: 0, output: 0, cacheRead: 0, cacheWrite: 0 });
  });

  it('of a shape we do not know are screened, never refused', () => {
    const parsed = dialect.parseAnswer(bodyOf({ content: { odd: 'text' }, usage: 'none' }));
    expect(textsOf(parsed.parts)).toEqual(expect.arrayContaining(['text', 'none']));
    expect(parsed.usage).toBeUndefined();
  });
});
