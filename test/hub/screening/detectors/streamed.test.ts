import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Detector, findAll, type Match } from '../../../../hub/screening/detector.ts';
import { sensitiveInformation } from '../../../../hub/screening/detectors/sensitive-information.ts';
import { planted, repeats } from './support/hostile.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 120);

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...planted) },
  { weight: 2, arbitrary: fc.constantFrom(...repeats) },
  { weight: 2, arbitrary: fc.constantFrom(...' \n\t.,;:-_/@"=aA19é') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...repeats), fc.integer({ min: 2, max: 40 }))
      .map(([unit, n]) => unit.repeat(n)),
  },
);
const cutText = fc
  .tuple(fc.array(piece, { maxLength: 14 }), fc.array(fc.nat(), { maxLength: 40 }))
  .map(([pieces, cuts]) => ({ text: pieces.join(''), cuts }));

/** Matches of a text that arrives in pieces, as `SpanScan` drives a detector. */
function streamed(detector: Detector, text: string, cuts: readonly number[]): Match[] {
  const found: Match[] = [];
  let from = 0;
  const places = [...new Set(cuts.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  for (const place of places) from = detector.scan(text.slice(0, place), from, false, found);
  detector.scan(text, from, true, found);
  return found;
}

describe('a text that arrives in pieces has the spans of the whole', () => {
  for (const detector of sensitiveInformation) {
    it(`by ${detector.name}`, () => {
      fc.assert(
        fc.property(cutText, ({ text, cuts }) => {
          expect(streamed(detector, text, cuts)).toEqual(findAll(detector, text));
        }),
        { numRuns: runs },
      );
    });
  }

  it('reads no more before its place than it says', () => {
    fc.assert(
      fc.property(cutText, fc.nat(), ({ text }, place) => {
        for (const detector of sensitiveInformation) {
          const from = detector.scan(text.slice(0, place % (text.length + 1)), 0, false, []);
          const cut = Math.max(0, from - Math.max(48, detector.lookBehind));
          const kept: Match[] = [];
          const all: Match[] = [];
          detector.scan(text.slice(cut), from - cut, true, kept);
          detector.scan(text, from, true, all);
          expect(kept.map((match) => match.start + cut)).toEqual(all.map((match) => match.start));
        }
      }),
      { numRuns: runs },
    );
  });
});

describe('a hostile repeat', () => {
  const size = 20_000;

  for (const unit of repeats) {
    it(`of ${JSON.stringify(unit)} costs ten times as much when it is ten times as long`, () => {
      const short = unit.repeat(Math.ceil(size / unit.length));
      const long = short.repeat(10);
      for (const detector of sensitiveInformation) {
        // What grows with the square of the length takes a hundred times as long: far beyond noise, once it is measurable at all.
        const once = cost(detector, short);
        const tenfold = cost(detector, long);
        expect(tenfold, detector.name).toBeLessThan(Math.max(40 * once, 150));
      }
    });
  }
});

/** Milliseconds of the fastest of three scans. */
function cost(detector: Detector, text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3 && best > 1; round += 1) {
    const begun = performance.now();
    findAll(detector, text);
    best = Math.min(best, performance.now() - begun);
  }
  return best;
}
