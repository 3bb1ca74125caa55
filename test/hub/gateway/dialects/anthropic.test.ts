import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../../shared/contract/refusals.ts';
import { bodyOf, dialectFor, maskAll, part, request, sent, textsOf, tryRequest } from './dialect-cases.ts';

const dialect = dialectFor('InvokeModel', 'anthropic-messages');
const bytes = Buffer.from('12345').toString('base64');
const cache_control = { type: 'ephemeral', ttl: '1h' };

interface BlockCase {
  readonly block: Record<string, unknown> & { readonly type: string };
  readonly kind: string;
  readonly texts: readonly string[];
  readonly media?: { readonly format: string; readonly bytes: number };
}

const blocks: readonly BlockCase[] = [
  { block: { type: 'text', text: 'hello', cache_control }, kind: 'text', texts: ['hello'] },
  {
    block: { type: 'image', source: { type: 'base64', media_type: 'image/png', data: bytes } },
    kind: 'image',
    texts: [],
    media: { format: 'image/png', bytes: 5 },
  },
  {
    block: { type: 'image', source: { type: 'url', url: 'https://example.com/a' } },
    kind: 'image',
    texts: ['https://example.com/a'],
    media: { format: 'url', bytes: 0 },
  },
  {
    block: { type: 'image', source: { type: 'file', file_id: 'file_1' } },
    kind: 'image',
    texts: [],
    media: { format: 'file', bytes: 0 },
  },
  {
    block: { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: bytes }, title: 't', context: 'c', citations: { enabled: true } },
    kind: 'document',
    texts: ['t', 'c'],
    media: { format: 'application/pdf', bytes: 5 },
  },
  {
    block: { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'the text' } },
    kind: 'document',
    texts: ['the text'],
  },
  {
    block: { type: 'document', source: { type: 'base64', media_type: 'text/plain', data: bytes } },
    kind: 'document',
    texts: ['12345'],
  },
  { block: { type: 'tool_use', id: 'toolu_1', name: 'lookup', input: { city: 'Paris' } }, kind: 'tool-use', texts: ['lookup', 'Paris', 'city'] },
  { block: { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: 'q' } }, kind: 'tool-use', texts: ['web_search', 'q', 'query'] },
  { block: { type: 'mcp_tool_use', id: 'm1', name: 'n', server_name: 'srv', input: {} }, kind: 'tool-use', texts: ['n', 'srv'] },
  { block: { type: 'thinking', thinking: 'because', signature: 'not screened' }, kind: 'reasoning', texts: ['because'] },
  { block: { type: 'search_result', source: 's', title: 't', content: [] }, kind: 'search-result', texts: ['s', 't'] },
  { block: { type: 'compaction', content: 'so far' }, kind: 'text', texts: ['so far'] },
  {
    block: {
      type: 'web_search_tool_result',
      tool_use_id: 's1',
      content: [{ type: 'web_search_result', title: 'T', url: 'U', page_age: 'May', encrypted_content: 'not screened' }],
    },
    kind: 'tool-result',
    texts: ['T', 'U', 'May'],
  },
  {
    block: { type: 'bash_code_execution_tool_result', tool_use_id: 's1', content: { stdout: 'out' } },
    kind: 'tool-result',
    texts: ['out', 'stdout'],
  },
];

const withBlock = (block: unknown) => ({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 10,
  messages: [{ role: 'user', content: [{ type: 'text', text: 'before' }, block] }],
});

describe('content blocks of Anthropic Messages', () => {
  it.each(blocks)('$block.type $texts: finds its texts in one part', ({ block, kind, texts, media }) => {
    const parsed = request(dialect, withBlock(block));
    const found = part(parsed.parts, '/messages/0/content/1');
    expect([found.kind, found.texts.map(({ text }) => text), found.media]).toEqual([kind, texts, media]);
    expect(parsed.unknownFields).toEqual([]);
  });

  it.each(blocks)('$block.type $texts: is sent as it came, byte for byte', ({ block }) => {
    const text = JSON.stringify(withBlock(block));
    expect(Buffer.from(request(dialect, text).serialize()).toString()).toBe(text);
  });

  it.each(blocks)('$block.type $texts: holds nothing of its texts once they are masked', ({ block, texts }) => {
    const parsed = request(dialect, withBlock(block));
    maskAll(parsed.parts);
    expect(textsOf(request(dialect, sent(parsed)).parts).filter((text) => texts.includes(text))).toEqual([]);
  });

  it('reads content that is a string', () => {
    const parsed = request(dialect, { messages: [{ role: 'assistant', content: 'hi' }] });
    expect(parsed.parts.map(({ pointer, kind, role }) => [pointer, kind, role])).toEqual([
      ['/messages/0/content', 'text', 'assistant'],
    ]);
  });

  it('takes a message of the system in the middle of a conversation for what it is', () => {
    const parsed = request(dialect, { messages: [{ role: 'system', content: [{ type: 'text', text: 'now' }] }] });
    expect(parsed.parts.map(({ kind, role }) => [kind, role])).toEqual([['system', 'system']]);
  });

  it('gives texts, images and documents inside a tool result parts of their own, said by the tool', () => {
    const content = [{ type: 'text', text: 'a' }, { type: 'image', source: { type: 'base64', media_type: 'image/gif', data: bytes } }];
    const parsed = request(dialect, { messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content }] }] });
    expect(parsed.parts.map(({ kind, role, pointer }) => [kind, role, pointer])).toEqual([
      ['text', 'tool', '/messages/0/content/0/content/0'],
      ['image', 'tool', '/messages/0/content/0/content/1'],
    ]);
  });

  it('finds citations beside a text', () => {
    const citations = [{ type: 'char_location', cited_text: 'Jane said', document_title: 'T', document_index: 0, start_char_index: 0, end_char_index: 9, file_id: null }];
    const parsed = request(dialect, withBlock({ type: 'text', text: 'x', citations }));
    expect(part(parsed.parts, '/messages/0/content/1/citations').texts.map(({ text }) => text)).toEqual(['Jane said', 'T']);
  });

  it('screens a block of an unknown type and reports it', () => {
    const parsed = request(dialect, withBlock({ type: 'hologram', caption: 'c' }));
    expect(parsed.unknownFields).toEqual(['/messages/0/content/1']);
    expect(textsOf(parsed.parts)).toEqual(expect.arrayContaining(['c', 'hologram']));
  });

  it.each([
    [{ messages: [{ role: 'user', content: [{ text: 'no type' }] }] }, 'an object with a type at /messages/0/content/0'],
    [{ messages: [{ role: 'user', content: 5 }] }, 'an array at /messages/0/content'],
    [{ system: 5 }, 'an array at /system'],
    [{ tools: {} }, 'an array at /tools'],
    [{ max_tokens: -1 }, 'a whole number from 0 at /max_tokens'],
  ])('refuses %j', (body, expected) => {
    const refusal = tryRequest(dialect, body);
    expect(isRefusal(refusal) && refusal.message).toContain(expected);
  });
});

describe('the other fields of Anthropic Messages', () => {
  const body = {
    anthropic_version: 'bedrock-2023-05-31',
    anthropic_beta: ['computer-use-2025-01-24'],
    max_tokens: 100,
    system: [{ type: 'text', text: 'be brief', cache_control }],
    messages: [{ role: 'user', content: 'hi' }],
    tools: [{ name: 'lookup', description: 'finds', input_schema: { type: 'object' }, cache_control }, { type: 'bash_20250124', name: 'bash' }],
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
    expect(textsOf(parsed.parts)).toEqual(expect.arrayContaining(['be brief', 'hi', 'lookup', 'finds', 'bash', 'STOP', 'd']));
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
    content: [{ type: 'text', text: 'Hello Jane' }, { type: 'tool_use', id: 't', name: 'n', input: { a: 'b' } }],
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
