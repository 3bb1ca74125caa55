import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';
import { parseExact } from './exact-json.ts';

function between(expected: string, actual: string): string[] {
  return differences(parseExact(expected), parseExact(actual));
}

describe('differences between two documents', () => {
  it('are none where only the order of keys differs', () => {
    expect(between('{"a":1,"b":[2]}', '{"b":[2],"a":1}')).toEqual([]);
  });

  it.each([
    ['a changed string', '{"a":{"b":["x","y"]}}', '{"a":{"b":["x","z"]}}', ['/a/b/1']],
    ['a number that is written otherwise', '{"n":1.0}', '{"n":1}', ['/n']],
    ['a number that became a string', '{"n":1}', '{"n":"1"}', ['/n']],
    ['another normalization of the same text', '["e\\u0301"]', '["\\u00e9"]', ['/0']],
    ['a missing member, even if it was null', '{"a":null}', '{}', ['/a']],
    ['an added member', '{}', '{"a":{"b":1}}', ['/a']],
    ['a missing item', '{"l":[1,2,3]}', '{"l":[1]}', ['/l/1', '/l/2']],
    ['an object where an array was', '{"l":[]}', '{"l":{}}', ['/l']],
    ['a missing __proto__', '{"__proto__":1}', '{}', ['/__proto__']],
    ['keys that need escaping', '{"a/b":{"c~d":1}}', '{"a/b":{"c~d":2}}', ['/a~1b/c~0d']],
    ['another root', '{}', '[]', ['']],
  ])('name the place of %s', (_, expected, actual, places) => {
    expect(between(expected, actual)).toEqual(places);
  });

  it('are none between a document and itself', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(between(text, text)).toEqual([]);
      }),
    );
  });
});
