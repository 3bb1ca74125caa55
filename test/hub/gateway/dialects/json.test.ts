import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonObject, serializeJson } from '../../../../hub/gateway/dialects/json.ts';
import { nestsDeeperThan } from '../../../../hub/gateway/dialects/json-depth.ts';
import { isRawNumber, numberOf, ownValue } from '../../../../hub/gateway/dialects/json-tree.ts';
import { isRefusal } from '../../../../shared/contract/refusals.ts';

const parse = (text: string | Uint8Array) => parseJsonObject(typeof text === 'string' ? Buffer.from(text) : text);

function codeOf(text: string | Uint8Array): string {
  const parsed = parse(text);
  return isRefusal(parsed) ? parsed.code : 'parsed';
}

function roundTrip(text: string): string {
  const parsed = parse(text);
  if (isRefusal(parsed)) throw new Error(parsed.code);
  return Buffer.from(serializeJson(parsed)).toString('utf8');
}

describe('parseJsonObject', () => {
  it.each([
    ['an empty body', '', 'body_not_json'],
    ['white space alone', ' \n', 'body_not_json'],
    ['text that is not JSON', '{"a":', 'body_not_json'],
    ['a byte order mark', '\uFEFF{}', 'body_not_json'],
    ['an array', '[]', 'body_invalid'],
    ['a string', '"a"', 'body_invalid'],
    ['null', 'null', 'body_invalid'],
    ['a number that keeps its source text', '1.0', 'body_invalid'],
  ])('refuses %s', (_what, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(codeOf(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))).toBe('body_not_utf8');
  });

  it('refuses nesting beyond 100 levels and takes 100', () => {
    const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    expect(codeOf(nested(100))).toBe('parsed');
    expect(codeOf(nested(101))).toBe('body_too_deep');
  });

  it('refuses six megabytes of opening brackets without touching the stack', () => {
    expect(codeOf('['.repeat(6_000_000))).toBe('body_too_deep');
  });

  it('does not count brackets inside strings', () => {
    expect(codeOf(JSON.stringify({ a: '['.repeat(500), b: `\\"${'{'.repeat(500)}` }))).toBe('parsed');
  });

  it('never quotes the body in a refusal', () => {
    const refusal = parse('{"password": hunter2}');
    expect(JSON.stringify(refusal)).not.toContain('hunter2');
  });

  it('keeps the last of duplicate keys, which is then the only one', () => {
    expect(roundTrip('{"a":"first","b":1,"a":"second"}')).toBe('{"a":"second","b":1}');
  });

  it('keeps __proto__ and constructor as ordinary fields', () => {
    const text = '{"__proto__":{"polluted":true},"constructor":{"prototype":1}}';
    const parsed = parse(text);
    expect(isRefusal(parsed)).toBe(false);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(roundTrip(text)).toBe(text);
    expect(roundTrip('{"__proto__":{"n":1.0}}')).toBe('{"__proto__":{"n":1.0}}');
  });
});

describe('numbers', () => {
  it.each([
    '12345678901234567890',
    '0.1234567890123456789',
    '1.0',
    '1.50',
    '1e3',
    '1E+2',
    '0.0000001',
    '-0',
    '1e999',
    '123456789.123456789',
  ])('writes %s as it was read', (source) => {
    expect(roundTrip(`{"n":${source},"deep":[{"n":${source}}]}`)).toBe(`{"n":${source},"deep":[{"n":${source}}]}`);
  });

  it('gives the value of a number that keeps its source text', () => {
    const parsed = parse('{"n":4096.0}');
    if (isRefusal(parsed)) throw new Error(parsed.code);
    const value = ownValue(parsed, 'n');
    expect(isRawNumber(value)).toBe(true);
    expect(numberOf(value)).toBe(4096);
  });

  it('writes every number of a JSON text as it stands there', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,24})?([eE][+-]?\d{1,3})?$/);
    fc.assert(
      fc.property(digits, (source) => roundTrip(`{"n":${source}}`) === `{"n":${source}}`),
      { numRuns: 2000 },
    );
  });
});

describe('serializeJson', () => {
  it('gives back the text of any JSON that JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 5 })), (tree) => {
        const text = JSON.stringify(tree);
        expect(roundTrip(text)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('keeps lone surrogates and escapes', () => {
    expect(roundTrip('{"a":"\\ud83d","b":"\\u0000\\"\\\\"}')).toBe('{"a":"\\ud83d","b":"\\u0000\\"\\\\"}');
  });
});

describe('nestsDeeperThan', () => {
  it('agrees with the depth of the parsed tree', () => {
    const depthOf = (value: unknown): number =>
      typeof value !== 'object' || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf));
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 8 }), (value, limit) => {
        expect(nestsDeeperThan(limit, JSON.stringify(value))).toBe(depthOf(value) > limit);
      }),
    );
  });
});
