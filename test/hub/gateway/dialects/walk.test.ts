import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownObject } from '../../../../hub/gateway/dialects/json-tree.ts';
import { array, block, json, object, text, token } from '../../../../hub/gateway/dialects/shape.ts';
import { walk } from '../../../../hub/gateway/dialects/walk.ts';
import type { Json } from '../../../../shared/canonical-json.ts';
import { bodyOf, dialectFor, maskAll, request, sent, textsOf } from './dialect-cases.ts';

const start = { prefix: '', kind: 'text', role: 'user' } as const;
const converse = dialectFor('Converse');

describe('unknown fields', () => {
  it('reports them by pointer and screens their strings, names and long numbers', () => {
    const parsed = request(converse, { messages: [], novelty: { deep: ['text', 123456789, 12] } });
    expect(parsed.unknownFields).toEqual(['/novelty']);
    expect(parsed.parts.map(({ kind, pointer }) => [kind, pointer])).toEqual([['unknown-field', '/novelty']]);
    expect(textsOf(parsed.parts)).toEqual(['text', '123456789', 'deep', 'novelty']);
  });

  it('reports an unknown member of a block and an unknown block', () => {
    const content = [{ text: 'a', extra: 'b' }, { hologram: { caption: 'c' } }];
    const parsed = request(converse, { messages: [{ role: 'user', content }] });
    expect(parsed.unknownFields).toEqual(['/messages/0/content/0/extra', '/messages/0/content/1/hologram']);
    expect(textsOf(parsed.parts)).toEqual(expect.arrayContaining(['a', 'b', 'c']));
  });

  it('takes prototype keys for unknown fields and sends them on untouched', () => {
    const body = '{"messages":[],"__proto__":{"x":"evil"},"constructor":"c","toString":1}';
    const parsed = request(converse, body);
    expect(parsed.unknownFields).toEqual(['/__proto__', '/constructor', '/toString']);
    expect(textsOf(parsed.parts)).toEqual(expect.arrayContaining(['evil', '__proto__', 'c']));
    expect(Buffer.from(parsed.serialize()).toString()).toBe(body);
  });

  it('masks under a prototype key without reaching the prototype', () => {
    const parsed = request(converse, '{"messages":[],"__proto__":"secret"}');
    parsed.parts
      .flatMap((part) => part.texts)
      .find(({ text }) => text === 'secret')
      ?.replace('masked');
    expect(Buffer.from(parsed.serialize()).toString()).toBe('{"messages":[],"__proto__":"masked"}');
  });

  it('writes a field name that could be content as * in pointers', () => {
    const names = ['jane@example.com', 'call 5551234', 'n5551234567', 'a'.repeat(65)];
    const parsed = request(converse, { messages: [], ...Object.fromEntries(names.map((name) => [name, 1])) });
    expect(parsed.unknownFields).toEqual(['/*', '/*', '/*', '/*']);
    expect(textsOf(parsed.parts)).toEqual(names);
  });

  it('reports at most a hundred, and screens the rest all the same', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`field${at}`, `text${at}`]));
    const parsed = request(converse, { messages: [], ...many });
    expect(parsed.unknownFields).toHaveLength(100);
    expect(parsed.parts.length).toBeLessThanOrEqual(101);
    expect(textsOf(parsed.parts)).toContain('text499');
  });
});

describe('tokens', () => {
  it.each(['user', 'tooluse_fiDf7dcHRcLMA5qJHOZR2U', 'arn:aws:bedrock:us-east-1::x/y'])('lets %s pass', (value) => {
    expect(walk({ id: value }, object({ id: token }), start).parts).toEqual([]);
  });

  it.each(['two words', 'jane@example.com', 'x4111111111111111', 'a'.repeat(257)])('screens %s', (value) => {
    expect(textsOf(walk({ id: value }, object({ id: token }), start).parts)).toEqual([value]);
  });
});

describe('renaming fields', () => {
  const shape = object({ input: block('tool-use', json) });

  it('renames a masked field and keeps its value, its other fields and its own masking', () => {
    const body = bodyOf({ input: { 'jane@example.com': 'jane', keep: 1 } });
    const texts = walk(body, shape, start).parts.flatMap((found) => found.texts);
    texts.find(({ text: value }) => value === 'jane@example.com')?.replace('{EMAIL}');
    texts.find(({ text: value }) => value === 'jane')?.replace('{NAME}');
    expect(body).toEqual({ input: { keep: 1, '{EMAIL}': '{NAME}' } });
  });

  it('never overwrites another field', () => {
    const body = bodyOf({ input: { a: 'first', b: 'second', '{X}': 'third' } });
    for (const name of walk(body, shape, start).parts.flatMap((found) => found.texts)) {
      if (name.text === 'a' || name.text === 'b') name.replace('{X}');
    }
    const values = Object.values(ownObject(body, 'input') ?? {});
    expect(values).toHaveLength(3);
    expect(values).toEqual(expect.arrayContaining(['first', 'second', 'third']));
  });

  it('turns a masked number into a string', () => {
    const body = bodyOf('{"input":{"card":4111111111111111.0}}');
    const [digits] = walk(body, shape, start).parts.flatMap((found) => found.texts);
    expect(digits?.text).toBe('4111111111111111.0');
    digits?.replace('{CARD}');
    expect(body).toEqual({ input: { card: '{CARD}' } });
  });

  it('renames to __proto__ without reaching the prototype', () => {
    const other = bodyOf({ input: { surname: 'v' } });
    walk(other, shape, start)
      .parts.flatMap((found) => found.texts)[1]
      ?.replace('__proto__');
    expect(JSON.stringify(other)).toBe('{"input":{"__proto__":"v"}}');
  });
});

describe('any JSON', () => {
  it('is found, string for string, and can be masked in full', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const parsed = request(converse, { messages: [], novelty: value });
        const found = textsOf(parsed.parts);
        for (const string of stringsIn(value as Json)) expect(found).toContain(string);
        maskAll(parsed.parts);
        const after = Object.values(sent(parsed)).slice(1);
        for (const string of after.flatMap(stringsIn)) expect(string).toBe('<unknown-field>');
      }),
    );
  });

  it('is refused or taken by every dialect, and never breaks one', () => {
    const keys = [
      'messages',
      'system',
      'content',
      'role',
      'text',
      'type',
      'source',
      'toolUse',
      'input',
      'bytes',
      'tools',
      '__proto__',
    ];
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.constantFrom('text', 'user', 'image'),
    );
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 4 }),
      ),
    }));
    const dialects = [
      converse,
      dialectFor('InvokeModel', 'anthropic-messages'),
      dialectFor('InvokeModel', 'nova-messages'),
      dialectFor('InvokeModel', 'cohere-embeddings'),
      dialectFor('CountTokens', 'anthropic-messages'),
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 5 }), (body) => {
        const serialized = JSON.stringify(body);
        for (const dialect of dialects) {
          const parsed = dialect.parseRequest(bodyOf(serialized));
          expect('kind' in parsed ? parsed.code : 'taken').toMatch(/^(body_invalid|taken)$/);
          expect(sent(dialect.parseAnswer(bodyOf(serialized)))).toEqual(JSON.parse(serialized));
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('walks an array of a hundred thousand blocks', () => {
  const body = { list: Array.from({ length: 100_000 }, () => 'x') };
  const { parts } = walk(body, object({ list: array(block('text', text)) }), start);
  expect(parts).toHaveLength(100_000);
});

function stringsIn(value: Json): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
