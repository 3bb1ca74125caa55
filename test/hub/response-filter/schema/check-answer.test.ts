import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawNumber } from '../../../../hub/gateway/dialects/json-tree.ts';
import {
  checkAnswer,
  checkToolInput,
  type SchemaCheck,
  type WantedSchema,
} from '../../../../hub/response-filter/schema/check-answer.ts';
import { repairInstruction } from '../../../../hub/response-filter/schema/repair-instruction.ts';
import { SchemaCache } from '../../../../hub/response-filter/schema/schema-cache.ts';
import type { Json } from '../../../../shared/canonical-json.ts';

const schema = {
  type: 'object',
  required: ['summary', 'total'],
  additionalProperties: { type: 'string' },
  properties: { summary: { type: 'string' }, total: { type: 'number' }, lines: { items: { type: 'number' } } },
};
const application: WantedSchema = { origin: 'application', schema };
const request: WantedSchema = { origin: 'request', schema };
const cache = new SchemaCache();

const check = (text: string | readonly string[], wanted: readonly WantedSchema[] = [application]) =>
  checkAnswer({ texts: typeof text === 'string' ? [text] : text }, wanted, cache);

const errorsOf = (result: SchemaCheck) => (result.result === 'failed' ? result.errors : []);

describe('an answer that must satisfy a schema', () => {
  it('passes where it does', async () => {
    expect(await check(' {"summary":"s","total":1.50}\n')).toEqual({ result: 'passed' });
  });

  it.each([
    ['empty', '  \n'],
    ['not_json', 'Here you are: {"summary":"s","total":1}'],
    ['not_json', '{"summary":"s","total":1} I hope this helps.'],
    ['not_json', '{"summary":"s","total":1'],
    ['fenced', '```json\n{"summary":"s","total":1}\n```'],
    ['too_deep', `${'['.repeat(101)}${']'.repeat(101)}`],
    ['too_large', `"${'x'.repeat(4 * 1024 * 1024)}"`],
  ])('fails as %s', async (rule, text) => {
    expect(errorsOf(await check(text))).toEqual([{ path: '', rule }]);
  });

  it('fails without any text', async () => {
    expect(errorsOf(await check([]))).toEqual([{ path: '', rule: 'empty' }]);
  });

  it('fails where one of several choices does', async () => {
    const good = '{"summary":"s","total":1}';
    expect((await check([good, good])).result).toBe('passed');
    expect((await check([good, '{}'])).result).toBe('failed');
  });

  it('tells places and rules, and the names of the application’s own schema', async () => {
    expect(errorsOf(await check('{"summary":7,"lines":[1,"x"]}'))).toEqual([
      { path: '', rule: 'required', missing: 'total' },
      { path: '/summary', rule: 'type' },
      { path: '/lines/1', rule: 'type' },
    ]);
  });

  it('tells no names of a caller’s schema in errors, and does in hints to the model', async () => {
    const result = await check('{"summary":7}', [request]);
    expect(result).toMatchObject({
      errors: [
        { path: '', rule: 'required' },
        { path: '/*', rule: 'type' },
      ],
      hints: [
        { path: '', rule: 'required', missing: 'total' },
        { path: '/summary', rule: 'type' },
      ],
    });
    expect(JSON.stringify(errorsOf(result))).not.toContain('total');
  });

  it('masks members that the schema does not name', async () => {
    expect(errorsOf(await check('{"summary":"s","total":1,"ann/miller~":7}'))).toEqual([{ path: '/*', rule: 'type' }]);
  });

  it('tells ten errors at most, and none twice', async () => {
    const lines = Array.from({ length: 100 }, (_, at) => `x${at}`);
    const many = errorsOf(await check(JSON.stringify({ summary: 's', total: 1, lines })));
    expect(many).toHaveLength(10);
    const alike = Object.fromEntries(lines.map((name) => [name, 1]));
    expect(errorsOf(await check(JSON.stringify({ summary: 's', total: 1, ...alike })))).toEqual([
      { path: '/*', rule: 'type' },
    ]);
  });

  it('holds nothing of the answer in its errors, whatever the answer', async () => {
    const word = 'Zz4111Marker';
    const marked = fc
      .jsonValue()
      .map((value) => ({ [word]: value, summary: word, lines: [word, value], [`${word}/~`]: 1 }));
    await fc.assert(
      fc.asyncProperty(marked, async (value) => {
        const result = await check(JSON.stringify(value));
        expect(result.result).toBe('failed');
        expect(JSON.stringify(result)).not.toContain(word);
      }),
      { numRuns: 100 },
    );
  });

  it('must satisfy every schema that is wanted', async () => {
    const narrow: WantedSchema = { origin: 'request', schema: '{"required":["lines"]}' };
    expect((await check('{"summary":"s","total":1}', [application, narrow])).result).toBe('failed');
    expect((await check('{"summary":"s","total":1,"lines":[]}', [application, narrow])).result).toBe('passed');
  });

  it('takes __proto__ for a member like any other', async () => {
    expect(errorsOf(await check('{"__proto__":{"summary":"s","total":1}}'))[0]?.rule).toBe('required');
  });
});

describe('an answer is not checked', () => {
  it('without a schema', async () => {
    expect(await check('x', [])).toEqual({ result: 'not_checked', reason: 'no_schema' });
  });

  it.each(['tool_call', 'refusal'] as const)('where a document is excused by a %s', async (excused) => {
    const result = await checkAnswer({ texts: [], excused }, [application], cache);
    expect(result).toEqual({ result: 'not_checked', reason: excused });
  });

  it('against a schema that cannot be checked against, which is said', async () => {
    const far: WantedSchema = { origin: 'request', schema: { $ref: 'https://example.com/s.json' } };
    expect(await check('{}', [far])).toEqual({
      result: 'not_checked',
      reason: 'schema_reference_unresolved',
      origin: 'request',
    });
    expect((await check('{}', [far, application])).result).toBe('failed');
    expect((await check('{"summary":"s","total":1}', [far, application])).result).toBe('not_checked');
  });

  it('where checking would take too long', async () => {
    const endless: WantedSchema = { origin: 'request', schema: { allOf: [{ $ref: '#' }] } };
    expect(await check('{}', [endless])).toEqual({ result: 'not_checked', reason: 'too_costly', origin: 'request' });
  });
});

describe('the input of a tool call', () => {
  it('is checked as the tree that it is, with numbers that keep their source text', async () => {
    const input = { summary: 's', total: rawNumber('1.50') as unknown as Json };
    expect(await checkToolInput(input, request, cache)).toEqual({ result: 'passed' });
    expect((await checkToolInput({ summary: 's' }, request, cache)).result).toBe('failed');
    const unusable: WantedSchema = { origin: 'request', schema: 7 };
    expect((await checkToolInput({}, unusable, cache)).result).toBe('not_checked');
  });
});

describe('the cache of schemas', () => {
  it('compiles a schema once, and again only when others have taken its place', async () => {
    const small = new SchemaCache(2);
    const first = await small.get({ type: 'string' });
    expect(await small.get({ type: 'string' })).toBe(first);
    await small.get({ type: 'number' });
    await small.get({ type: 'string' });
    await small.get({ type: 'object' });
    expect(await small.get({ type: 'string' })).toBe(first);
    await small.get({ type: 'null' });
    await small.get({ type: 'array' });
    expect(await small.get({ type: 'string' })).not.toBe(first);
  });

  it('does not take a text for the tree that it spells', async () => {
    const both = new SchemaCache();
    expect(await both.get('{}')).not.toBe(await both.get({}));
  });
});

describe('the instruction for a repair', () => {
  it('says what was wrong by place and rule', () => {
    const text = repairInstruction([
      { path: '', rule: 'required', missing: 'total' },
      { path: '/lines/1', rule: 'type' },
    ]);
    expect(text).toContain('- the document lacks the member "total"\n- /lines/1 breaks the rule "type"');
    expect(text).toContain('JSON document alone');
  });

  it.each([
    ['fenced', 'code fence'],
    ['empty', 'was empty'],
    ['not_json', 'was not JSON'],
  ])('says of an answer that was %s what it was', (rule, words) => {
    expect(repairInstruction([{ path: '', rule }])).toContain(words);
  });
});
