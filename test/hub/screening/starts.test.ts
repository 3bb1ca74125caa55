import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAll } from '../../../hub/screening/detector.ts';
import { Landmarks } from '../../../hub/screening/landmarks.ts';
import { chars, notBefore, optional, seq, start } from '../../../hub/screening/pattern.ts';
import { type PatternSpec, patternDetector } from '../../../hub/screening/pattern-detector.ts';
import { lengthBits, lengthsBetween } from '../../../hub/screening/runs.ts';
import { atDigits, beforeDigits, type Starts } from '../../../hub/screening/starts.ts';

function all(starts: Starts, text: string): number[] {
  const landmarks = new Landmarks(text);
  const offsets: number[] = [];
  for (let at = starts.next(text, 0, landmarks); at >= 0; at = starts.next(text, at + 1, landmarks)) offsets.push(at);
  return offsets;
}

describe('atDigits', () => {
  it('offers whole runs of the lengths that a match can begin with', () => {
    expect(all(atDigits({ lengths: lengthBits(2, 4), notAfter: '' }), '1 22 333 4444')).toEqual([2, 9]);
  });

  it('passes over runs by what stands before them, by their first digit and by what stands behind them', () => {
    expect(all(atDigits({ lengths: lengthsBetween(1), notAfter: '.\\-' }), '1 .2 -3 4')).toEqual([0, 8]);
    expect(all(atDigits({ lengths: lengthsBetween(1), notAfter: '', first: '1-3' }), '12 40 30')).toEqual([0, 6]);
    expect(all(atDigits({ lengths: lengthsBetween(1), notAfter: '', next: ':' }), '1: 2; 3é 4')).toEqual([0, 6, 9]);
  });

  it('asks for room for a word behind the digits before, or behind the beginning of the text, which divides as a character does', () => {
    expect(all(atDigits({ lengths: lengthsBetween(1), notAfter: '', room: 3 }), '1 2 ab 3 PIN4')).toEqual([7, 12]);
    expect(all(atDigits({ lengths: lengthsBetween(1), notAfter: '', room: 3 }), 'is 4')).toEqual([3]);
  });

  it('offers runs at the edges of a text whose other runs are all passed over', () => {
    const starts = atDigits({ lengths: lengthsBetween(1), notAfter: '\\-' });
    expect(all(starts, '1-2-3-4')).toEqual([0]);
    expect(all(atDigits({ lengths: lengthsBetween(1), notAfter: '', next: ':' }), '1-2-3-4')).toEqual([6]);
    expect(starts.next('1-2-3-4', 1, new Landmarks('1-2-3-4'))).toBe(-1);
  });

  it('offers runs beside characters beyond ASCII, which no class speaks of', () => {
    expect(all(atDigits({ lengths: lengthsBetween(1), notAfter: ' \\-', next: ':' }), 'é1é -2-')).toEqual([1]);
  });

  it('offers runs that are written in another way, with what is otherwise there', () => {
    const starts = atDigits({
      lengths: lengthBits(4),
      room: 3,
      notAfter: '',
      or: [{ lengths: lengthBits(2), room: 0, next: '-' }],
    });
    expect(all(starts, '1 2222 ab 3333 44-5 66')).toEqual([10, 15, 20]);
    expect(all(atDigits({ lengths: lengthBits(1), after: ':', or: [{ after: '=' }] }), ' 1 :2 =3 -4')).toEqual([4, 7]);
  });

  it('has a last look', () => {
    const holds = (text: string, from: number, to: number) => text[to] === text[from];
    expect(all(atDigits({ lengths: lengthsBetween(1), notAfter: '', holds }), '1')).toEqual([]);
    expect(all(atDigits({ lengths: lengthsBetween(1), notAfter: '', holds: (_, at) => at > 2 }), '1 2 3')).toEqual([4]);
  });
});

describe('beforeDigits', () => {
  const after = 'A-Za-z';
  const begin = (_text: string, first: number, _end: number, from: number) => (first - 2 >= from ? first - 2 : -1);

  it('offers the places that are answered for each run, in reach of no other digits', () => {
    expect(all(beforeDigits({ lengths: lengthsBetween(1), after, lead: 2, begin }), 'AB1 2 CD3')).toEqual([0, 6]);
    expect(all(beforeDigits({ lengths: lengthBits(1), after, lead: 2, begin }), 'AB12 CD3')).toEqual([5]);
  });

  it('passes over runs by what stands beside them', () => {
    const lengths = lengthsBetween(1);
    expect(all(beforeDigits({ lengths, after: 'A-Z', lead: 2, begin }), 'AB1 cd2 EF3')).toEqual([0, 8]);
    expect(all(beforeDigits({ lengths, after, next: ' ', lead: 2, begin }), 'AB1; cd2 EF3')).toEqual([5, 9]);
  });

  it('does not ask where too few characters stand before the run', () => {
    expect(all(beforeDigits({ lengths: lengthsBetween(1), after, room: 3, lead: 3, begin }), 'A1 ABC2')).toEqual([4]);
  });
});

describe('a pattern that says where it can begin, or what it is made of', () => {
  const spec: PatternSpec = {
    name: 'plain',
    type: 'T',
    pattern: seq(
      start('0-9', '0-9A-Z'),
      chars('0-9', 1, 2),
      optional(seq(chars('-'), chars('A-Z', 1, 2))),
      notBefore('0-9'),
    ),
  };
  const lettered: PatternSpec = {
    name: 'lettered',
    type: 'T',
    pattern: seq(start('A-Z', 'A-Z0-9'), chars('\\-', 0, 1), chars('0-9', 2), notBefore('A-Z0-9')),
  };
  const startsOf = {
    plain: atDigits({ lengths: lengthsBetween(2, 3), notAfter: '0-9A-Z' }),
    lettered: beforeDigits({
      lengths: lengthBits(2),
      after: 'A-Z\\-',
      lead: 2,
      begin(text, first, _end, from) {
        const letter = text[first - 1] === '-' ? first - 2 : first - 1;
        return letter >= from ? letter : -1;
      },
    }),
  };
  const text = fc.string({ unit: fc.constantFrom('1', '2', 'A', 'B', '-', ' '), maxLength: 40 });
  const pairs = [
    [patternDetector(spec), patternDetector({ ...spec, starts: startsOf.plain })],
    [patternDetector(lettered), patternDetector({ ...lettered, starts: startsOf.lettered })],
    [patternDetector(spec), patternDetector({ ...spec, alphabet: 'A-Z0-9\\-' })],
    [patternDetector(lettered), patternDetector({ ...lettered, starts: startsOf.lettered, alphabet: 'A-Z0-9\\-' })],
  ] as const;

  it('finds what a search finds', () => {
    fc.assert(
      fc.property(text, (whole) => {
        for (const [searching, trying] of pairs) expect(findAll(trying, whole)).toEqual(findAll(searching, whole));
      }),
      { numRuns: 3000 },
    );
  });

  it('leaves no less of a stream undecided than it must, and no more than a search does', () => {
    fc.assert(
      fc.property(text, (whole) => {
        for (const [searching, trying] of pairs) {
          expect(trying.scan(whole, 0, false, [])).toBe(searching.scan(whole, 0, false, []));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('finds the same with landmarks that were found for all detectors', () => {
    const whole = '12 123-AB A12 B-22 1234';
    for (const [, trying] of pairs) {
      const shared: Parameters<typeof trying.scan>[3] = [];
      trying.scan(whole, 0, true, shared, new Landmarks(whole));
      expect(shared).toEqual(findAll(trying, whole));
    }
  });
});
