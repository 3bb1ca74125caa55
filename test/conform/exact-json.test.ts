import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExactJson, ExactNumber, memberOf, parseExact, writeExact } from './exact-json.ts';

const document = fc.json({ maxDepth: 6 });

describe('exact JSON', () => {
  it.each(['1.0', '1e3', '-0', '12345678901234567890', '0.10', '1E-7'])(
    'keeps the number %s as it is written',
    (source) => {
      expect(parseExact(`[${source}]`)).toEqual([new ExactNumber(source)]);
      expect(writeExact(parseExact(`[${source}]`))).toBe(`[${source}]`);
    },
  );

  it('keeps a key called __proto__ as an ordinary key', () => {
    const text = '{"__proto__":{"a":1}}';
    expect(writeExact(parseExact(text))).toBe(text);
    expect(Object.hasOwn(parseExact(text) as object, '__proto__')).toBe(true);
  });

  it('finds own members alone', () => {
    expect(memberOf(parseExact('{"a":null}'), 'a')).toBeNull();
    expect(memberOf(parseExact('{}'), 'constructor')).toBeUndefined();
    expect(memberOf(parseExact('[1]'), 'length')).toBeUndefined();
  });

  it('writes what means the same to any JSON parser', () => {
    fc.assert(
      fc.property(document, (text) => {
        expect(JSON.parse(writeExact(parseExact(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('reads its own writing as the same value', () => {
    fc.assert(
      fc.property(document, (text) => {
        const value: ExactJson = parseExact(text);
        expect(parseExact(writeExact(value))).toEqual(value);
      }),
    );
  });
});
