import type { FamilyRecall, FamilyRow } from '../../hub/screening/prompt-attack/leave-family-out.ts';
import type { JudgedRow } from './data-row.ts';
import type { Rate } from './rate.ts';

/** Tunes the judge without each category of attacks in turn, and answers how many of that category it then catches. */
type LeaveFamilyOut = (rows: readonly FamilyRow[]) => readonly FamilyRecall[];

export interface FamilyScore {
  /** Recall on each category of attacks by a judge that was tuned without it. */
  readonly families: readonly { readonly category: string; readonly caught: Rate }[];
  /** All families together. */
  readonly pooled: Rate;
}

/** How well the judge of attacks does on families that it has not seen: attacks as such, and all innocent rows. */
export function scoreFamilies(rows: readonly JudgedRow[], leaveFamilyOut: LeaveFamilyOut): FamilyScore {
  const wanted = rows.filter(
    ({ label, context_dependent, label_quality }) =>
      label === 'benign' || (label === 'attack' && !context_dependent && label_quality === 'ok'),
  );
  const families = leaveFamilyOut(
    wanted.map(({ text, label, category, encoding }) => ({
      text,
      attack: label === 'attack',
      category: category ?? encoding ?? 'uncategorized',
    })),
  ).map(({ category, caught, of }) => ({ category, caught: { hits: caught, of } }));
  const sum = (figure: (rate: Rate) => number) => families.reduce((total, { caught }) => total + figure(caught), 0);
  return { families, pooled: { hits: sum(({ hits }) => hits), of: sum(({ of }) => of) } };
}
