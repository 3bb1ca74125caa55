import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Landmarks, shortestToken } from '../../../hub/screening/landmarks.ts';
import { longTokens, nextLongRun } from '../../../hub/screening/long-run.ts';
import type { Starts } from '../../../hub/screening/starts.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', '7', ' ', '-', 'é'), maxLength: 60 });
/** Tokens are found among long tokens alone, so these have characters around them that belong to any. */
const tokens = fc
  .array(fc.tuple(fc.constantFrom('a', '7', '/', '-', '.', ' ', 'é'), fc.integer({ min: 1, max: 40 })), {
    maxLength: 8,
  })
  .map((pieces) => pieces.map(([unit, count]) => unit.repeat(count)).join(''));

/** Where whole runs of a class begin that are long enough, as a plain expression finds them. */
function plainStart(members: string, length: number, whole: string, from: number): number {
  const expression = new RegExp(`(?<![${members}])[${members}]{${length}}`, 'g');
  expression.lastIndex = from;
  return expression.exec(whole)?.index ?? -1;
}

function holds({ next }: Starts, members: string, length: number, whole: string, from: number): void {
  expect(next(whole, from, new Landmarks(whole))).toBe(plainStart(members, length, whole, from));
}

describe('where whole runs of a class begin', () => {
  it('is told from any place', () => {
    fc.assert(
      fc.property(text, fc.nat(60), fc.integer({ min: 1, max: 9 }), (whole, from, length) =>
        holds({ next: nextLongRun('ab7', length) }, 'ab7', length, whole, from),
      ),
      { numRuns: 3000 },
    );
  });

  it('is told of runs inside long tokens, too', () => {
    fc.assert(
      fc.property(tokens, fc.nat(300), fc.integer({ min: shortestToken, max: 40 }), (whole, from, length) => {
        holds(longTokens('a7', length), 'a7', length, whole, from);
        holds(longTokens('a7/\\-', length), 'a7/\\-', length, whole, from);
        holds(longTokens('A-Za-z0-9', length), 'A-Za-z0-9', length, whole, from);
        holds(longTokens('A-Za-z0-9\\-', length), 'A-Za-z0-9\\-', length, whole, from);
      }),
      { numRuns: 3000 },
    );
  });

  it('is told of those alone that begin as asked for, are no longer if that is asked for, and hold', () => {
    const next = (starts: Starts, whole: string) => starts.next(whole, 0, new Landmarks(whole));
    const [sevens, letters] = ['7'.repeat(20), 'a'.repeat(20)];
    const whole = `${sevens}/${letters} ${sevens}`;
    expect(next(longTokens('a7', 16, { first: 'a' }), whole)).toBe(21);
    expect(next(longTokens('A-Za-z0-9', 16, { first: 'a' }), whole)).toBe(21);
    expect(next(longTokens('A-Za-z0-9/', 20, { isExact: true }), whole)).toBe(42);
    expect(next(longTokens('A-Za-z0-9', 19, { isExact: true }), whole)).toBe(-1);
    expect(next(longTokens('A-Za-z0-9', 16, { holds: (_, at) => at > 21 }), whole)).toBe(42);
  });
});
