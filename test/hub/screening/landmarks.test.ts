import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Landmarks, shortestToken } from '../../../hub/screening/landmarks.ts';
import { runEnd, runStart } from '../../../hub/screening/run-end.ts';
import { lengthBit, lengthBits, lengthsBetween, Runs } from '../../../hub/screening/runs.ts';
import { suitabilityOf } from '../../../hub/screening/starts.ts';

const text = fc
  .array(
    fc.tuple(
      fc.constantFrom('1', '90', 'a', 'Z-', '=', ' ', ', ', '\u0660', '\u{1f600}'),
      fc.integer({ min: 1, max: 40 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.map(([unit, count]) => unit.repeat(count)).join(''));

function spansOf(runs: Runs): number[] {
  return [...runs.bounds.subarray(0, runs.size)];
}

function plainSpans(expression: RegExp, whole: string): number[] {
  return [...whole.matchAll(expression)].flatMap((hit) => [hit.index, hit.index + hit[0].length]);
}

describe('the landmarks of a text', () => {
  it('are its runs of ASCII digits', () => {
    fc.assert(
      fc.property(text, (whole) => {
        expect(spansOf(new Landmarks(whole).digits)).toEqual(plainSpans(/[0-9]+/g, whole));
      }),
      { numRuns: 1000 },
    );
  });

  it('are its long tokens', () => {
    const token = new RegExp(`[A-Za-z0-9_+/.~=-]{${shortestToken},}`, 'g');
    fc.assert(
      fc.property(text, (whole) => {
        expect(spansOf(new Landmarks(whole).tokens)).toEqual(plainSpans(token, whole));
      }),
      { numRuns: 1000 },
    );
  });

  it('say which runs of digits suit, by each thing that is asked for', () => {
    const suited = (run: Parameters<typeof suitabilityOf>[0], whole: string): number[] => {
      const suits = suitabilityOf(run);
      const { digits } = new Landmarks(whole);
      const starts: number[] = [];
      for (let at = digits.nextSuited(0, suits); at < digits.size; at = digits.nextSuited(at + 2, suits))
        starts.push(digits.bounds[at] ?? -1);
      return starts;
    };
    const any = '\\0-\\x7f';
    const lengths = lengthsBetween(1);
    expect(suited({ lengths: lengthBits(2), after: any }, '1 22 333 44')).toEqual([2, 9]);
    expect(suited({ lengths, after: ' ' }, '1 2-3é4')).toEqual([0, 2, 6]);
    expect(suited({ lengths, after: any, next: '-' }, '1 2-3é4')).toEqual([2, 4, 6]);
    expect(suited({ lengths, after: any, next: '-', second: 'a' }, '1-a 2-b 3-é 4-')).toEqual([0, 8, 12]);
    expect(suited({ lengths, after: any, first: '3-9' }, '12 34 56')).toEqual([3, 6]);
    expect(suited({ lengths, after: any, room: 3 }, '1 ab 2 3')).toEqual([5]);
    expect(
      suited({ lengths: lengthBits(1), after: any, or: [{ lengths: lengthBits(3), next: '-' }] }, '1 22 333-444.'),
    ).toEqual([0, 5]);
  });
});

describe('the bits of lengths', () => {
  it('hold lengths of 31 and more in one', () => {
    expect(lengthBit(31)).toBe(lengthBit(4000));
    expect(lengthsBetween(2, 4)).toBe(0b11100);
    expect(lengthsBetween(30)).toBe((1 << 30) | lengthBit(99));
  });
});

describe('runs', () => {
  const runs = new Runs();
  for (let at = 0; at < 40; at += 1) runs.add(10 * at, 10 * at + 3);

  it('are found from any offset, whatever was asked before', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(420), { maxLength: 20 }), (offsets) => {
        for (const offset of offsets) expect(runs.from(offset)).toBe(2 * Math.min(40, Math.ceil(offset / 10)));
      }),
    );
  });

  it('are found by where they end, too', () => {
    expect(runs.around(12)).toBe(2);
    expect(runs.around(13)).toBe(4);
    expect(runs.around(0)).toBe(0);
  });

  it('tell whether those behind one have some lengths, each one unit behind the one before', () => {
    const { digits } = new Landmarks('123 45-6789 12  34');
    expect(digits.goesOn(0, [2, 4])).toBe(true);
    expect(digits.goesOn(0, [2, 3])).toBe(false);
    expect(digits.goesOn(4, [2])).toBe(true);
    expect(digits.goesOn(6, [2])).toBe(false);
    expect(digits.goesOn(8, [1])).toBe(false);
  });

  it('tell where the first of them begins, and where the one before ends', () => {
    expect(runs.startFrom(11, 999)).toBe(20);
    expect(runs.startFrom(391, 999)).toBe(999);
    expect(runs.endBefore(4)).toBe(13);
    expect(runs.endBefore(0)).toBe(0);
  });
});

it('a run ends where the first other character stands, near or far', () => {
  const end = runEnd('a-c');
  fc.assert(
    fc.property(fc.nat(100), fc.nat(100), fc.constantFrom('', 'd', ' a', '\u00e9'), (from, length, behind) => {
      expect(end(`${'-'.repeat(from)}${'b'.repeat(length)}${behind}`, from)).toBe(from + length);
    }),
    { numRuns: 500 },
  );
});

it('the run that a text ends in is of a class, or of what is beyond ASCII', () => {
  const begin = runStart('a-c');
  expect(begin('abc abc', 0)).toBe(4);
  expect(begin('abc aéc', 5)).toBe(5);
  expect(begin('abc aéc', 0)).toBe(4);
  expect(begin('abc ', 0)).toBe(4);
  expect(begin('', 0)).toBe(0);
});
