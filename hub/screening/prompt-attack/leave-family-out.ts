import { chance } from './model.ts';
import { fitModel, type SeenExample, seeExamples } from './training.ts';

export interface FamilyRow {
  readonly text: string;
  readonly attack: boolean;
  readonly category: string;
}

export interface FamilyRecall {
  readonly category: string;
  /** Attacks of the category that score 0.5 or more under weights fitted without it. */
  readonly caught: number;
  readonly of: number;
}

/**
 * How well attacks of a family are recognized that the weights were not fitted on: for each category of attacks, the weights are fitted on all other rows, and the
 * category is judged with them. What is left out is the fit. The behaviours, lexicons and prior weights are the same in every fold: people wrote them, who knew the
 * families in public data, and no refit can take that back. Only attacks that nobody had seen when the rules were written measure that.
 */
export function leaveFamilyOut(rows: readonly FamilyRow[]): readonly FamilyRecall[] {
  const seen = rows.map((row) => ({ category: row.category, attack: row.attack, example: seeExamples([row])[0] }));
  const categories = [...new Set(rows.filter(({ attack }) => attack).map(({ category }) => category))].sort();
  return categories.map((category) => {
    const others = seen.filter((row) => !row.attack || row.category !== category);
    const family = seen.filter((row) => row.attack && row.category === category);
    const model = fitModel(others.flatMap(({ example }) => (example === undefined ? [] : [example])));
    const caught = family.filter(({ example }) => example !== undefined && isCaught(example));
    function isCaught({ evidence }: SeenExample): boolean {
      return evidence.some((observation) => chance(model, observation, false) >= 0.5);
    }
    return { category, caught: caught.length, of: family.length };
  });
}
