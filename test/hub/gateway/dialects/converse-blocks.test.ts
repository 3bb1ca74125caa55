import { describe, expect, it } from 'vitest';
import { dialectFor, maskAll, part, request, sent, textsOf } from './dialect-cases.ts';

const converse = dialectFor('Converse');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const s3Location = { uri: 's3://bucket/key.png', bucketOwner: '111122223333' };

interface BlockCase {
  readonly name: string;
  readonly block: Record<string, unknown>;
  readonly kind: string;
  readonly texts: readonly string[];
  readonly media?: { readonly format: string; readonly bytes: number };
}

const blocks: readonly BlockCase[] = [
  { name: 'text', block: { text: 'hello' }, kind: 'text', texts: ['hello'] },
  {
    name: 'image with bytes',
    block: { image: { format: 'png', source: { bytes: base64('12345') } } },
    kind: 'image',
    texts: [],
    media: { format: 'png', bytes: 5 },
  },
  {
    name: 'image in S3',
    block: { image: { format: 'png', source: { s3Location } } },
    kind: 'image',
    texts: [],
    media: { format: 's3Location', bytes: 0 },
  },
  {
    name: 'pdf document',
    block: { document: { format: 'pdf', name: 'claim', source: { bytes: base64('%PDF-') }, context: 'ctx' } },
    kind: 'document',
    texts: ['claim', 'ctx'],
    media: { format: 'pdf', bytes: 5 },
  },
  {
    name: 'text document in bytes',
    block: { document: { format: 'csv', name: 'list', source: { bytes: base64('a,b\nÄ,€') } } },
    kind: 'document',
    texts: ['list', 'a,b\nÄ,€'],
  },
  {
    name: 'document with a text source',
    block: { document: { name: 'policy', source: { text: 'the text' }, citations: { enabled: true } } },
    kind: 'document',
    texts: ['policy', 'the text'],
  },
  {
    name: 'document in chunks',
    block: { document: { name: 'policy', source: { content: [{ text: 'one' }, { text: 'two' }] } } },
    kind: 'document',
    texts: ['policy', 'one', 'two'],
  },
  {
    name: 'video',
    block: { video: { format: 'mp4', source: { s3Location } } },
    kind: 'video',
    texts: [],
    media: { format: 's3Location', bytes: 0 },
  },
  {
    name: 'audio',
    block: { audio: { format: 'mp3', source: { bytes: base64('abc') }, error: { message: 'broken' } } },
    kind: 'audio',
    texts: ['broken'],
    media: { format: 'mp3', bytes: 3 },
  },
  {
    name: 'tool use',
    block: {
      toolUse: {
        toolUseId: 't1',
        name: 'lookup',
        input: { city: 'Paris', card: 4111111111111111, n: 3 },
        type: 'server_tool_use',
      },
    },
    kind: 'tool-use',
    texts: ['lookup', 'Paris', 'city', '4111111111111111', 'card', 'n'],
  },
  {
    name: 'tool result',
    block: {
      toolResult: { toolUseId: 't1', status: 'success', content: [{ text: 'sunny' }, { json: { temp: 'warm' } }] },
    },
    kind: 'tool-result',
    texts: ['sunny', 'warm', 'temp'],
  },
  {
    name: 'guarded text',
    block: { guardContent: { text: { text: 'check', qualifiers: ['query'] } } },
    kind: 'guard-content',
    texts: ['check'],
  },
  {
    name: 'reasoning',
    block: { reasoningContent: { reasoningText: { text: 'because', signature: 'c2ln' } } },
    kind: 'reasoning',
    texts: ['because'],
  },
  {
    name: 'citations',
    block: {
      citationsContent: {
        content: [{ text: 'quoted' }],
        citations: [
          {
            title: 'T',
            source: 'S',
            sourceContent: [{ text: 'C' }],
            location: { documentChar: { documentIndex: 0, start: 1, end: 2 } },
          },
          { location: { web: { url: 'https://example.com/x y', domain: 'example.com' } } },
        ],
      },
    },
    kind: 'citation',
    texts: ['quoted', 'T', 'S', 'C', 'https://example.com/x y', 'example.com'],
  },
  {
    name: 'search result',
    block: {
      searchResult: {
        source: 'https://example.com',
        title: 'T',
        content: [{ text: 'found' }],
        citations: { enabled: false },
      },
    },
    kind: 'search-result',
    texts: ['https://example.com', 'T', 'found'],
  },
  {
    name: 'tool addition',
    block: { toolAddition: { tool: { type: 'mcp', name: 'added', serverName: 'srv' } } },
    kind: 'tool-definition',
    texts: ['added', 'srv'],
  },
  {
    name: 'tool removal',
    block: { toolRemoval: { tool: { name: 'removed' } } },
    kind: 'tool-definition',
    texts: ['removed'],
  },
];

const withBlock = (block: unknown, role = 'user') => ({ messages: [{ role, content: [{ text: 'before' }, block] }] });

describe('content blocks of Converse', () => {
  it.each(blocks)('$name: finds its texts in one part', ({ block, kind, texts, media }) => {
    const parsed = request(converse, withBlock(block));
    const found = part(parsed.parts, '/messages/0/content/1');
    expect(found.kind).toBe(kind);
    expect(found.texts.map(({ text }) => text)).toEqual(texts);
    expect(found.media).toEqual(media);
    expect(parsed.unknownFields).toEqual([]);
  });

  it.each(blocks)('$name: is sent as it came, byte for byte', ({ block }) => {
    const text = JSON.stringify(withBlock(block));
    expect(Buffer.from(request(converse, text).serialize()).toString('utf8')).toBe(text);
  });

  it.each(blocks)('$name: holds nothing of its texts once they are masked', ({ block, texts }) => {
    const parsed = request(converse, withBlock(block));
    maskAll(parsed.parts);
    expect(textsOf(request(converse, sent(parsed)).parts).filter((text) => texts.includes(text))).toEqual([]);
  });

  it.each(blocks)('$name: is the same block in an answer', ({ block, kind, texts }) => {
    const answer = { output: { message: { role: 'assistant', content: [block] } }, stopReason: 'end_turn' };
    const parsed = converse.parseAnswer(JSON.parse(JSON.stringify(answer)));
    const found = part(parsed.parts, '/output/message/content/0');
    expect([found.kind, found.texts.map(({ text }) => text)]).toEqual([kind, texts]);
    expect(sent(parsed)).toEqual(answer);
  });

  it('makes no part of a cache point or of redacted reasoning', () => {
    const content = [{ cachePoint: { type: 'default', ttl: '1h' } }, { reasoningContent: { redactedContent: 'AAAA' } }];
    expect(request(converse, { messages: [{ role: 'assistant', content }] }).parts).toEqual([]);
  });

  it('gives media and documents inside a tool result parts of their own, said by the tool', () => {
    const content = [
      { image: { format: 'gif', source: { bytes: base64('123') } } },
      { document: { format: 'txt', name: 'd', source: { bytes: base64('inside') } } },
      { text: 'after' },
    ];
    const { parts } = request(converse, withBlock({ toolResult: { toolUseId: 't', content } }));
    expect(parts.map(({ pointer, kind, role }) => [pointer, kind, role])).toEqual([
      ['/messages/0/content/0', 'text', 'user'],
      ['/messages/0/content/1/toolResult/content/0', 'image', 'tool'],
      ['/messages/0/content/1/toolResult/content/1', 'document', 'tool'],
      ['/messages/0/content/1', 'tool-result', 'tool'],
    ]);
  });

  it('writes a masked text document back as base64', () => {
    const block = { document: { format: 'md', name: 'n', source: { bytes: base64('secret') } } };
    const parsed = request(converse, { messages: [{ role: 'user', content: [block] }] });
    parsed.parts[0]?.texts[1]?.replace('{MASKED}');
    expect(JSON.stringify(sent(parsed))).toContain(base64('{MASKED}'));
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x41]).toString('base64')],
    ['base64 that decoders read differently', 'aGVsbG8=aGVsbG8='],
    ['base64 with stray characters', 'aGVs\nbG8='],
  ])('treats a text document of %s as unreadable', (_what, bytes) => {
    const block = { document: { format: 'txt', name: 'n', source: { bytes } } };
    const [document] = request(converse, { messages: [{ role: 'user', content: [block] }] }).parts;
    expect(document?.media?.format).toBe('txt');
    expect(document?.texts.map(({ text }) => text)).toEqual(['n']);
  });

  it('says who speaks', () => {
    const messages = [
      { content: [{ text: 'a' }], role: 'assistant' },
      { role: 'user', content: [{ text: 'b' }] },
    ];
    expect(request(converse, { messages }).parts.map(({ role }) => role)).toEqual(['assistant', 'user']);
  });
});
