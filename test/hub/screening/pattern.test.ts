import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chars,
  either,
  notBefore,
  notFollowedBy,
  optional,
  repeat,
  seq,
  start,
  word,
} from '../../../hub/screening/pattern.ts';

const pattern = seq(
  start('ab', 'ab'),
  either(word('xy', 'x-'), chars('0-9', 1, 3)),
  optional(seq(chars('.'), chars('0-9'))),
  repeat(seq(chars(' ', 0, 1), chars('c')), 1, 3),
  notBefore('d'),
  notFollowedBy(seq(chars('!'), chars('e'))),
);

describe('Pattern', () => {
  it('matches what its pieces say', () => {
    const full = new RegExp(`^${pattern.full}$`);
    expect(['axyc', 'bx-.1c c', 'a123ccc'].every((text) => full.test(text))).toBe(true);
    expect(['axy', 'cxyc', 'a1234c', 'a1cccc'].some((text) => full.test(text))).toBe(false);
  });

  it('knows how far it reads', () => {
    expect(pattern.reach).toBe(1 + 3 + 2 + 6 + 1 + 2);
  });

  it('calls a place decided only if no further text changes what matches there', () => {
    const text = fc.string({ unit: fc.constantFrom(...'abxy-0.1c de!'), maxLength: 14 });
    const matchesAt = (whole: string, at: number) => {
      const full = new RegExp(pattern.full, 'y');
      full.lastIndex = at;
      return full.exec(whole)?.[0];
    };
    fc.assert(
      fc.property(text, text, (known, more) => {
        const partial = new RegExp(pattern.partial, 'y');
        for (let at = 0; at < known.length; at += 1) {
          partial.lastIndex = at;
          if (!partial.test(known)) expect(matchesAt(known + more, at)).toBe(matchesAt(known, at));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('takes metacharacters in words as they stand', () => {
    expect(new RegExp(`^${word('a.b', '^]\\').full}$`).test('axb')).toBe(false);
    expect(new RegExp(`^${word('a.b', '^]\\').full}$`).test('^]\\')).toBe(true);
  });
});
