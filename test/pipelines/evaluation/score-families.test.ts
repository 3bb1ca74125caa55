import { describe, expect, it } from 'vitest';
import type { FamilyRow } from '../../../hub/screening/prompt-attack/leave-family-out.ts';
import { scoreFamilies } from '../../../pipelines/evaluation/score-families.ts';
import { labelled } from './judged-rows.ts';

describe('leaving families of attacks out', () => {
  it('hands on attacks as such and innocent rows, and pools what is caught of each family', () => {
    const rows = [
      labelled('attack', 0, { category: 'a' }),
      labelled('attack', 0, { encoding: 'hex' }),
      labelled('attack', 0, { category: 'a', context_dependent: true }),
      labelled('attack', 0, { category: 'a', label_quality: 'noisy' }),
      labelled('benign', 0, { category: 'c' }),
      labelled('harmful', 0),
    ].map(({ row }) => row);
    const seen: FamilyRow[] = [];
    const score = scoreFamilies(rows, (given) => {
      seen.push(...given);
      return [
        { category: 'a', caught: 1, of: 4 },
        { category: 'hex', caught: 2, of: 2 },
      ];
    });
    expect(seen.map(({ attack, category }) => [attack, category])).toEqual([
      [true, 'a'],
      [true, 'hex'],
      [false, 'c'],
    ]);
    expect(score.families[0]).toEqual({ category: 'a', caught: { hits: 1, of: 4 } });
    expect(score.pooled).toEqual({ hits: 3, of: 6 });
  });
});
