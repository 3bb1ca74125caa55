import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detector, Match } from '../../../../hub/screening/detector.ts';
import { findAll } from '../../../../hub/screening/detector.ts';
import { nationalIdentifiers } from '../../../../hub/screening/national-identifiers/national-identifiers.ts';
import { cutAt } from '../support/texts.ts';
import { afterWords, standingAlone } from './support/examples.ts';
import { findStreamed } from './support/streamed.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 150);
const numbers = Object.values(standingAlone).flat();
const told = Object.values(afterWords).flat();
const glue = [...'aZ09 -./:+,\n_@$€é가', ' and ', 'TFN ', 'DE', 'HR', 'May ', '12', '1234', '880515', 'at 5', 'pm'];
const planted = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...numbers, ...told) },
      { weight: 5, arbitrary: fc.constantFrom(...glue) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom('a', '1', '1 ', '1-', 'A1'), fc.integer({ min: 1, max: 90 }))
          .map(([unit, count]) => unit.repeat(count)),
      },
    ),
    { maxLength: 16 },
  )
  .map((pieces) => pieces.join(''));
const cutText = fc
  .tuple(planted, fc.array(fc.nat(), { maxLength: 40 }), fc.boolean())
  .map(([text, cuts, tiny]) => ({ text, pieces: tiny ? text.split('') : cutAt(text, cuts) }));

function inOrder(matches: readonly Match[]): Match[] {
  return [...matches].sort((a, b) => a.start - b.start || a.end - b.end || a.type.localeCompare(b.type));
}

function holds(detector: Detector, text: string, pieces: readonly string[]): void {
  expect(inOrder(findStreamed(detector, pieces))).toEqual(inOrder(findAll(detector, text)));
}

describe('a stream, however it is cut, is found to hold what the whole text holds', () => {
  for (const detector of nationalIdentifiers) {
    it(`by ${detector.name}`, () => {
      fc.assert(
        fc.property(cutText, ({ text, pieces }) => holds(detector, text, pieces)),
        { numRuns: runs },
      );
    });
  }

  it('one character at a time, for every example', () => {
    for (const detector of nationalIdentifiers) {
      for (const text of [...numbers, ...told]) {
        holds(detector, text, text.split(''));
        holds(detector, `Note: ${text}, and more.`, `Note: ${text}, and more.`.split(''));
      }
    }
  });

  it('no detector looks back further than a stream keeps', () => {
    for (const detector of nationalIdentifiers) expect(detector.lookBehind).toBeLessThanOrEqual(48);
  });
});
