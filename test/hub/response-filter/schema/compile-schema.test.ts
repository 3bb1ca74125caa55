import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledSchema, compileSchema } from '../../../../hub/response-filter/schema/compile-schema.ts';

async function compiled(schema: unknown): Promise<CompiledSchema> {
  const result = await compileSchema(schema);
  if (typeof result === 'string') throw new Error(`not compiled: ${result}`);
  return result;
}

async function accepts(schema: unknown, document: unknown): Promise<boolean> {
  const found = (await compiled(schema)).check(document, JSON.stringify(document).length);
  expect(found).not.toBe('too_costly');
  return found.length === 0;
}

const string = { type: 'string' };

describe('a schema', () => {
  it.each<[what: string, schema: unknown, good: unknown, bad: unknown]>([
    ['of types', { type: ['string', 'null'] }, null, 1],
    ['of required members', { type: 'object', required: ['a'] }, { a: 1 }, {}],
    ['that is closed', { properties: { a: true }, additionalProperties: false }, { a: 1 }, { b: 1 }],
    ['of alternatives', { oneOf: [{ const: 1 }, { minimum: 5 }] }, 7, 3],
    ['of conditions', JSON.parse('{"if":{"required":["a"]},"then":{"required":["b"]}}'), { a: 1, b: 2 }, { a: 1 }],
    ['of tuples', { prefixItems: [string], items: false }, ['x'], ['x', 1]],
    ['of tuples as draft-07 writes them', { items: [string], additionalItems: false }, ['x'], ['x', 1]],
    ['of dependencies as draft-07 writes them', { dependencies: { a: ['b'] } }, { a: 1, b: 1 }, { a: 1 }],
    ['of a dependency on a schema', { dependencies: { a: { required: ['b'] } } }, { b: 1 }, { a: 1 }],
    ['that is nullable as OpenAPI writes it', { type: 'string', nullable: true }, null, 1],
    [
      'of definitions as draft-07 writes them',
      { definitions: { s: string }, items: { $ref: '#/definitions/s' } },
      ['x'],
      [1],
    ],
    [
      'that refers to itself',
      { properties: { next: { $ref: '#' } }, required: ['v'] },
      { v: 1, next: { v: 2 } },
      { v: 1, next: {} },
    ],
    ['that refers by an escaped pointer', { $defs: { 'a/b %': string }, $ref: '#/$defs/a~1b%20%25' }, 'x', 1],
    ['of patterns', { pattern: '^[A-Z]{2}\\d+$' }, 'AB12', 'ab12'],
    ['of patterns in names', { patternProperties: { '^n_': { type: 'number' } } }, { n_a: 1 }, { n_a: 'x' }],
    ['of pieces of money', { multipleOf: 0.01 }, 19.99, 19.999],
    [
      'of distinct items',
      { uniqueItems: true },
      [{ a: 1, b: 2 }, { a: 1 }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    ['of values', { enum: [1, 'a', { b: [0] }] }, { b: [-0] }, { b: [1] }],
    ['of one value', { const: { a: 1, b: null } }, { b: null, a: 1 }, { a: 1 }],
    [
      'of values whose members are called like methods',
      { enum: [{ toString: 0 }, { constructor: { valueOf: 1 } }] },
      { constructor: { valueOf: 1 } },
      { toString: 1 },
    ],
    ['of e-mail addresses', { format: 'email' }, 'a@example.com', 'a@'],
    ['of dates', { format: 'date' }, '2026-02-28', '2026-02-30'],
    ['of times', { format: 'date-time' }, '2026-02-28T10:00:00Z', '28.2.2026'],
    [
      'of what is left unevaluated',
      { allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
      { a: 1 },
      { b: 1 },
    ],
    ['of false', { properties: { a: false } }, {}, { a: 1 }],
    [
      'of names that every object inherits',
      { required: ['constructor', 'toString'] },
      { constructor: 1, toString: 1 },
      {},
    ],
    [
      'of names that look like code',
      { required: ['"];throw 1;//', '$-x', '\u2028'] },
      { '"];throw 1;//': 1, '$-x': 1, '\u2028': 1 },
      {},
    ],
  ])('%s tells right from wrong', async (_what, schema, good, bad) => {
    expect(await accepts(schema, good)).toBe(true);
    expect(await accepts(schema, bad)).toBe(false);
  });

  it('is taken as JSON in a string, too', async () => {
    expect(await accepts('{"type":"object"}', {})).toBe(true);
    expect(await accepts('{"type":"object"}', [])).toBe(false);
  });

  it('ignores annotations, and formats that nobody knows', async () => {
    expect(await accepts({ title: 't', default: 7, 'x-mine': { $ref: 'far' }, format: 'iban' }, 'x')).toBe(true);
  });

  it('has no side with what an annotation hides', async () => {
    expect(await compileSchema({ properties: { a: { $comment: 'c', $id: 'https://example.com/a' } } })).toBeTypeOf(
      'object',
    );
  });

  it('remembers nothing of the schema before it, whatever that was called', async () => {
    await compiled({ $id: 'https://example.com/s', type: 'string' });
    expect(await accepts({ $id: 'https://example.com/s', type: 'number' }, 1)).toBe(true);
  });

  it('finds all that is wrong with a document', async () => {
    const { check } = await compiled({ properties: { a: string, b: string }, required: ['c'] });
    const found = check({ a: 1, b: 2 }, 15);
    expect(found).toHaveLength(3);
  });
});

describe('a schema that cannot be checked against', () => {
  it.each<[problem: string, schema: unknown]>([
    ['not_json', 'no json'],
    ['not_json', '"a string"'],
    ['not_json', null],
    ['not_json', undefined],
    ['not_json', [{}]],
    ['invalid', { type: 'text' }],
    ['invalid', { type: [] }],
    ['invalid', { minLength: -1 }],
    ['invalid', { maximum: '7' }],
    ['invalid', { multipleOf: 0 }],
    ['invalid', { exclusiveMinimum: true }],
    ['invalid', { required: 'a' }],
    ['invalid', { required: [1] }],
    ['invalid', { properties: [] }],
    ['invalid', { properties: { a: 'string' } }],
    ['invalid', { allOf: [] }],
    ['invalid', { enum: [] }],
    ['invalid', { format: {} }],
    ['reference_unresolved', { $ref: 'https://example.com/schema.json' }],
    ['reference_unresolved', { $ref: 'file:///etc/passwd' }],
    ['reference_unresolved', { $ref: '#/$defs/none' }],
    ['reference_unresolved', { $ref: '#anchor' }],
    ['reference_unresolved', { $ref: '#/__proto__' }],
    ['reference_unresolved', { $ref: '#/%' }],
    ['reference_unresolved', { $ref: 7 }],
    ['pattern_unsupported', { pattern: '(?=a)b' }],
    ['pattern_unsupported', { pattern: '(a)\\1' }],
    ['pattern_unsupported', { pattern: '(' }],
    ['pattern_unsupported', { pattern: '((a{1000}){1000}){1000}' }],
    ['pattern_unsupported', { pattern: 'a'.repeat(501) }],
    ['keyword_unsupported', { $dynamicRef: '#x' }],
    ['keyword_unsupported', '{"properties":{"__proto__":{"type":"string"}}}'],
    ['keyword_unsupported', { required: ['__proto__'] }],
    ['too_many_patterns', { allOf: Array.from({ length: 101 }, (_, at) => ({ pattern: `a${at}` })) }],
    ['too_large', { description: 'x'.repeat(140_000) }],
    ['too_large', { properties: Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`p${at}`, {}])) }],
    ['too_deep', `${'{"not":'.repeat(70)}{}${'}'.repeat(70)}`],
    ['too_deep', '['.repeat(100_000)],
  ])('is %s: %.60j', async (problem, schema) => {
    expect(await compileSchema(schema)).toBe(problem);
  });

  it('stays small however often one place refers to another', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `d${at}`);
    const $defs = Object.fromEntries(
      names.map((name, at) => [name, { allOf: Array(20).fill({ $ref: `#/$defs/d${(at + 1) % 300}` }) }]),
    );
    expect(await compileSchema({ $defs, $ref: '#/$defs/d0' })).toBe('too_large');
  });
});

describe('a schema that makes checking expensive', () => {
  const twice = (at: number) => [{ $ref: `#/$defs/d${at}` }, { $ref: `#/$defs/d${at}` }];

  it('is given up where its references multiply', async () => {
    const $defs: Record<string, unknown> = { d40: { minimum: 0 } };
    for (let at = 0; at < 40; at += 1) $defs[`d${at}`] = { allOf: twice(at + 1) };
    const { check } = await compiled({ $defs, $ref: '#/$defs/d0' });
    expect(check(1, 1)).toBe('too_costly');
  });

  it('is given up where it walks a deep document over and over', async () => {
    const step = { properties: { a: { $ref: '#' } } };
    const { check } = await compiled({ allOf: [step, step, step] });
    const text = `${'{"a":'.repeat(90)}1${'}'.repeat(90)}`;
    expect(check(JSON.parse(text), text.length)).toBe('too_costly');
  });

  it('is given up where it refers to itself without an end', async () => {
    const { check } = await compiled({ allOf: [{ $ref: '#' }] });
    expect(check(1, 1)).toBe('too_costly');
  });

  it('is given up where a slow pattern reads a long text over and over', async () => {
    const { check } = await compiled({
      $defs: { p: { not: { pattern: '(a*)*c$' } } },
      allOf: Array(200).fill({ $ref: '#/$defs/p' }),
    });
    const text = 'a'.repeat(20_000);
    expect(check(text, text.length)).toBe('too_costly');
  });

  it('is given up where errors pile up', async () => {
    const { check } = await compiled({ items: { allOf: Array(300).fill({ type: 'string' }) } });
    expect(check(Array(200).fill(1), 100_000)).toBe('too_costly');
  });

  it('may look at each item of a long list', async () => {
    const items = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `n${id}` }));
    const schema = {
      type: 'array',
      uniqueItems: true,
      items: { type: 'object', required: ['id', 'name'], properties: { id: { type: 'integer' }, name: string } },
    };
    const { check } = await compiled(schema);
    expect(check(items, JSON.stringify(items).length)).toEqual([]);
  });
});

describe('the rebuilt schema', () => {
  const name = fc.constantFrom('a', 'b', 'hasOwnProperty', 'x-y', '');
  // The library by itself stumbles over members that are called like the methods that it uses.
  const document = fc
    .jsonValue({ maxDepth: 3 })
    .filter((value) => !/"(?:toString|valueOf|constructor|__proto__)":/.test(JSON.stringify(value)));
  const { schema } = fc.letrec<{ schema: unknown; keywords: unknown }>((tie) => ({
    schema: fc.oneof({ maxDepth: 2 }, fc.boolean(), tie('keywords')),
    keywords: fc.record(
      {
        type: fc.constantFrom('string', 'number', 'integer', 'object', 'array', 'null', 'boolean'),
        enum: fc.array(document, { minLength: 1, maxLength: 3 }),
        const: document,
        minimum: fc.integer({ min: -3, max: 3 }),
        maxLength: fc.nat(3),
        pattern: fc.constantFrom('^a', 'b+', '^$', '[0-9]'),
        required: fc.uniqueArray(name, { maxLength: 2 }),
        maxItems: fc.nat(3),
        uniqueItems: fc.boolean(),
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 2, noNullPrototype: true }),
        additionalProperties: tie('schema'),
        items: tie('schema'),
        prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        contains: tie('schema'),
        not: tie('schema'),
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
        oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
        if: tie('schema'),
        else: tie('schema'),
        unevaluatedProperties: tie('schema'),
        title: fc.string(),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  }));

  it('judges as the schema itself would', async () => {
    await fc.assert(
      fc.asyncProperty(schema, document, async (any, value) => {
        const plain = new Ajv2020({ strict: false, logger: false, ownProperties: true }).compile(
          any as object | boolean,
        );
        expect(await accepts(any, value)).toBe(plain(value));
      }),
      { numRuns: 300 },
    );
  });

  it('is made of any JSON, or refused with a word', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        const result = await compileSchema(text);
        if (typeof result !== 'string') expect(result.check(JSON.parse(text), text.length)).toBeDefined();
      }),
      { numRuns: 200 },
    );
  });
});
