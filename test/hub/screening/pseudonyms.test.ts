import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part } from '../../../hub/screening/parts.ts';
import { Pseudonyms, textsThatMayHoldTokens } from '../../../hub/screening/pseudonyms.ts';

describe('a token', () => {
  it('is numbered by type, in the order in which values come', () => {
    const pseudonyms = new Pseudonyms();
    expect(pseudonyms.tokenFor('EMAIL', 'a@example.com')).toBe('{EMAIL_1}');
    expect(pseudonyms.tokenFor('PHONE', '020 7946 0000')).toBe('{PHONE_1}');
    expect(pseudonyms.tokenFor('EMAIL', 'b@example.com')).toBe('{EMAIL_2}');
  });

  it('is the same for the same text, and another for another spelling, because each is restored as it stood', () => {
    const pseudonyms = new Pseudonyms();
    const [first, again, spelt] = ['a@example.com', 'a@example.com', 'A@Example.com'].map((value) =>
      pseudonyms.tokenFor('EMAIL', value),
    );
    expect(again).toBe(first);
    expect(spelt).not.toBe(first);
    expect(pseudonyms.valueOf(spelt ?? '')).toBe('A@Example.com');
  });

  it('is not shared by equal texts of two types', () => {
    const pseudonyms = new Pseudonyms();
    expect(pseudonyms.tokenFor('PIN', '1234')).toBe('{PIN_1}');
    expect(pseudonyms.tokenFor('AGE', '1234')).toBe('{AGE_1}');
    expect(pseudonyms.size).toBe(2);
  });

  it('is never one that stands in a text literally', () => {
    const pseudonyms = new Pseudonyms(['keep {EMAIL_1} and {EMAIL_2}{EMAIL_4}']);
    expect(pseudonyms.tokenFor('EMAIL', 'a')).toBe('{EMAIL_3}');
    expect(pseudonyms.tokenFor('EMAIL', 'b')).toBe('{EMAIL_5}');
    expect(pseudonyms.valueOf('{EMAIL_1}')).toBeUndefined();
  });

  it.each(['__proto__', 'constructor', 'toString', ''])('stands for any value, such as "%s"', (value) => {
    const pseudonyms = new Pseudonyms();
    expect(pseudonyms.valueOf(pseudonyms.tokenFor('NAME', value))).toBe(value);
    expect(pseudonyms.valueOf(value)).toBeUndefined();
  });

  it('stays the same in a conversation that is sent again with one more turn', () => {
    const values = fc.array(fc.constantFrom('a@x.org', 'b@x.org', 'c@x.org', 'd@x.org'), { maxLength: 10 });
    fc.assert(
      fc.property(values, values, (first, more) => {
        const [before, after] = [new Pseudonyms(), new Pseudonyms()];
        const tokens = first.map((value) => before.tokenFor('EMAIL', value));
        const later = [...first, ...more].map((value) => after.tokenFor('EMAIL', value));
        expect(later.slice(0, tokens.length)).toEqual(tokens);
      }),
    );
  });
});

describe('the texts of the request', () => {
  function* counted(counter: { read: number }) {
    counter.read += 1;
    yield '{EMAIL_1}';
  }

  it('are not read before the first token is made, and once only', () => {
    const counter = { read: 0 };
    const pseudonyms = new Pseudonyms(counted(counter));
    expect(pseudonyms.valueOf('{EMAIL_1}')).toBeUndefined();
    expect(counter.read).toBe(0);
    pseudonyms.tokenFor('EMAIL', 'a');
    pseudonyms.tokenFor('PHONE', 'b');
    expect(counter.read).toBe(1);
  });

  it('are those of all parts but reasoning, in which tokens of an earlier turn keep their meaning', () => {
    const part = (kind: Part['kind'], text: string): Part => ({
      pointer: '/0',
      kind,
      role: 'user',
      texts: [{ text, replace: () => {} }],
    });
    const parts = [part('text', 'one'), part('reasoning', '{EMAIL_1}'), part('tool-result', 'two')];
    expect([...textsThatMayHoldTokens(parts)]).toEqual(['one', 'two']);
    expect(new Pseudonyms(textsThatMayHoldTokens(parts)).tokenFor('EMAIL', 'a')).toBe('{EMAIL_1}');
  });

  it('may be hostile: a million open braces cost one look each', () => {
    const pseudonyms = new Pseudonyms(['{A_'.repeat(300_000), '{EMAIL_1}'.repeat(100_000)]);
    expect(pseudonyms.tokenFor('EMAIL', 'a')).toBe('{EMAIL_2}');
  });
});
