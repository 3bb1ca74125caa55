import { describe, expect, it } from 'vitest';
import { isRefusal } from '../../../../shared/contract/refusals.ts';
import { dialectFor, maskAll, part, request, sent, textsOf, tryRequest } from './dialect-cases.ts';

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
    block: {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: bytes },
      title: 't',
      context: 'c',
      citations: { enabled: true },
    },
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
  {
    block: { type: 'tool_use', id: 'toolu_1', name: 'lookup', input: { city: 'Paris' } },
    kind: 'tool-use',
    texts: ['lookup', 'Paris', 'city'],
  },
  {
    block: { type: 'server_tool_use', id: 's1', name: 'web_search', input: { query: 'q' } },
    kind: 'tool-use',
    texts: ['web_search', 'q', 'query'],
  },
  {
    block: { type: 'mcp_tool_use', id: 'm1', name: 'n', server_name: 'srv', input: {} },
    kind: 'tool-use',
    texts: ['n', 'srv'],
  },
  {
    block: { type: 'thinking', thinking: 'because', signature: 'not screened' },
    kind: 'reasoning',
    texts: ['because'],
  },
  { block: { type: 'search_result', source: 's', title: 't', content: [] }, kind: 'search-result', texts: ['s', 't'] },
  { block: { type: 'compaction', content: 'so far' }, kind: 'text', texts: ['so far'] },
  {
    block: {
      type: 'web_search_tool_result',
      tool_use_id: 's1',
      content: [
        { type: 'web_search_result', title: 'T', url: 'U', page_age: 'May', encrypted_content: 'not screened' },
      ],
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
    const content = [
      { type: 'text', text: 'a' },
      { type: 'image', source: { type: 'base64', media_type: 'image/gif', data: bytes } },
    ];
    const parsed = request(dialect, {
      messages: [{ role: 'user', content: [{ type: 'tool_result', tool_use_id: 't', content }] }],
    });
    expect(parsed.parts.map(({ kind, role, pointer }) => [kind, role, pointer])).toEqual([
      ['text', 'tool', '/messages/0/content/0/content/0'],
      ['image', 'tool', '/messages/0/content/0/content/1'],
    ]);
  });

  it('finds citations beside a text', () => {
    const citations = [
      {
        type: 'char_location',
        cited_text: 'Jane said',
        document_title: 'T',
        document_index: 0,
        start_char_index: 0,
        end_char_index: 9,
        file_id: null,
      },
    ];
    const parsed = request(dialect, withBlock({ type: 'text', text: 'x', citations }));
    expect(part(parsed.parts, '/messages/0/content/1/citations').texts.map(({ text }) => text)).toEqual([
      'Jane said',
      'T',
    ]);
  });

  it('screens a block of an unknown type and reports it', () => {
    const parsed = request(dialect, withBlock({ type: 'hologram', caption: 'c' }));
    expect(parsed.unknownFields).toEqual(['/messages/0/content/1']);
    expect(textsOf(parsed.parts)).toEqual(expect.arrayContaining(['c', 'hologram']));
  });

  it.each([
    [
      { messages: [{ role: 'user', content: [{ text: 'no type' }] }] },
      'an object with a type at /messages/0/content/0',
    ],
    [{ messages: [{ role: 'user', content: 5 }] }, 'an array at /messages/0/content'],
    [{ system: 5 }, 'an array at /system'],
    [{ tools: {} }, 'an array at /tools'],
    [{ max_tokens: -1 }, 'a whole number from 0 at /max_tokens'],
  ])('refuses %j', (body, expected) => {
    const refusal = tryRequest(dialect, body);
    expect(isRefusal(refusal) && refusal.message).toContain(expected);
  });
});
