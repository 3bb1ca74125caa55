import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFromSchema } from '../../../../hub/local/stand-in/json-from-schema.ts';
import { findModel } from '../../../../hub/local/stand-in/models.ts';
import { findEntity } from '../../../../hub/local/stand-in/sensitive-information.ts';
import { pieces } from '../../../../hub/local/stand-in/text-pieces.ts';

describe('pieces', () => {
  it('join to the text, none of them empty and no surrogate pair divided', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
        (text, count) => {
          const cut = pieces(text, count);
          expect(cut.join('')).toBe(text);
          expect(cut.every((piece) => piece.length > 0 && piece.isWellFormed())).toBe(true);
          expect(cut.length).toBeLessThanOrEqual(count ?? Number.POSITIVE_INFINITY);
        },
      ),
    );
  });
});

describe('jsonFromSchema', () => {
  it('follows references, alternatives and allOf', () => {
    const schema = {
      $defs: { id: { type: 'string', minLength: 3 } },
      type: 'object',
      allOf: [{ required: ['a'], properties: { a: { const: 7 } } }],
      required: ['id', 'list', 'either', 'maybe'],
      properties: {
        id: { $ref: '#/$defs/id' },
        list: { type: 'array', minItems: 2, items: { type: 'boolean' } },
        either: { anyOf: [{ type: 'number', exclusiveMinimum: 4 }, { type: 'string' }] },
        maybe: { type: ['null', 'string'], format: 'date' },
      },
    };
    expect(jsonFromSchema(schema, 'x')).toEqual({
      a: 7,
      id: 'x..',
      list: [true, true],
      either: 5,
      maybe: '2026-01-31',
    });
  });

  it('ends on schemas that refer to themselves', () => {
    const schema = { type: 'object', required: ['next'], properties: { next: { $ref: '#' } } };
    expect(JSON.stringify(jsonFromSchema(schema, 'x')).length).toBeLessThan(1000);
  });

  it('takes any JSON for a schema, prototype names included', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const schema = { properties: JSON.parse(text), required: ['__proto__', 'constructor'], type: 'object' };
        expect(Object.keys(jsonFromSchema(schema, 'x') as object)).toEqual(['__proto__', 'constructor']);
      }),
    );
  });
});

describe('findEntity', () => {
  const found = (type: string, text: string) => findEntity(type, text).map(({ start, end }) => text.slice(start, end));

  it.each([
    ['EMAIL', 'to a.b+c@mail.example.org, please', ['a.b+c@mail.example.org']],
    ['US_SOCIAL_SECURITY_NUMBER', '123-45-6789 but not 000-12-3456', ['123-45-6789']],
    [
      'INTERNATIONAL_BANK_ACCOUNT_NUMBER',
      'GB82 WEST 1234 5698 7654 32 or GB83 WEST 1234 5698 7654 32',
      ['GB82 WEST 1234 5698 7654 32'],
    ],
    ['IP_ADDRESS', '10.0.0.255 and 10.0.0.256', ['10.0.0.255']],
    ['AWS_ACCESS_KEY', 'key AKIAIOSFODNN7EXAMPLE.', ['AKIAIOSFODNN7EXAMPLE']],
    ['PASSWORD', 'the password is hunter22, ok', ['hunter22']],
    ['NAME', 'Jane Doe', []],
  ])('%s', (type, text, expected) => {
    expect(found(type, text)).toEqual(expected);
  });
});

describe('findModel', () => {
  it.each([
    ['global.anthropic.claude-sonnet-4-5-20250929-v1:0', 'anthropic'],
    ['us.amazon.nova-2-lite-v1:0', 'nova'],
    ['amazon.nova-2-multimodal-embeddings-v1:0', 'nova-embeddings'],
    ['arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v1', 'titan-text-v1'],
    ['arn:aws:bedrock:us-east-1:123456789012:inference-profile/eu.cohere.embed-v4:0', 'cohere-v4'],
    ['moonshot.kimi-k2-thinking', 'converse-only'],
  ])('%s is of family %s', (id, family) => {
    expect(findModel(id).family).toBe(family);
  });

  it.each(['', '../secrets', 'anthropic', 'arn:aws:s3:::bucket/anthropic.claude-x', `${'a'.repeat(5000)}.b`])(
    '%s is no model',
    (id) => {
      expect(() => findModel(id)).toThrow('The provided model identifier is invalid.');
    },
  );
});
