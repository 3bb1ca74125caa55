import { describe, expect, it } from 'vitest';
import { behaviours } from '../../../../hub/screening/prompt-attack/behaviours.ts';
import { concepts } from '../../../../hub/screening/prompt-attack/concepts.ts';
import { SequenceMatcher } from '../../../../hub/screening/prompt-attack/sequence-matcher.ts';

function foundIn(steps: readonly (readonly [string, number])[]): Set<number> {
  const found = new Set<number>();
  const matcher = new SequenceMatcher((sequence) => found.add(sequence));
  for (const [concept, place] of steps) matcher.concept(concepts.indexOf(concept as (typeof concepts)[number]), place);
  return found;
}

describe('SequenceMatcher', () => {
  it('finds every behaviour whose steps come in order, as far apart as they may be', () => {
    const missed = behaviours.filter(
      ({ steps, gap }, i) => !foundIn(steps.map(([concept], k) => [concept as string, 1 + k * gap])).has(i),
    );
    expect(missed).toEqual([]);
  });

  it('has a use for every concept', () => {
    const used = new Set(behaviours.flatMap(({ steps }) => steps.flat()));
    expect(concepts.filter((concept) => !used.has(concept))).toEqual([]);
  });

  it('finds none whose steps are farther apart', () => {
    const found = behaviours.filter(
      ({ steps, gap }, i) =>
        steps.length > 1 && foundIn(steps.map(([concept], k) => [concept as string, 1 + k * (gap + 1)])).has(i),
    );
    expect(found).toEqual([]);
  });

  it('does not let one word meet two steps', () => {
    const twoSteps = behaviours.filter(
      ({ steps, gap }, i) =>
        steps.length > 1 && gap > 0 && foundIn(steps.map(([concept]) => [concept as string, 7])).has(i),
    );
    expect(twoSteps).toEqual([]);
  });
});
