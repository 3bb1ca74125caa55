import type { LabelledSpan, ReportedSpan } from './match-spans.ts';

/** A row on which the judgement was wrong. */
export interface Miss {
  readonly id: string;
  /** `missed`: something that should have been found was not; `false`: something was found that is none. */
  readonly error: 'missed' | 'false';
  /** The type that was expected or reported, or the category of the row. */
  readonly what: string;
  /** How wrong it is, between 0 and 1; orders the list. */
  readonly severity: number;
  /** Why, in words that hold no content. */
  readonly detail: string;
  /** Where in the text (UTF-16 offsets); absent: all of it. */
  readonly at?: { readonly start: number; readonly end: number };
}

/** The worst first; of equals, the order of the rows. */
export function worst(misses: readonly Miss[], most: number): readonly Miss[] {
  return misses.toSorted((a, b) => b.severity - a.severity).slice(0, most);
}

/** A labelled span that nothing reported; on a weak row it weighs half. */
export function missedSpan({ rowId, type, start, end, found, weak }: LabelledSpan): readonly Miss[] {
  if (found) return [];
  const detail = weak ? 'a weak row' : `${end - start} characters were not reported`;
  return [{ id: rowId, error: 'missed', what: type, severity: weak ? 0.5 : 1, detail, at: { start, end } }];
}

/** A report of what is none. */
export function falseSpan(
  id: string,
  { type, start, end, detector }: Pick<ReportedSpan, 'type' | 'start' | 'end' | 'detector'>,
): Miss {
  return { id, error: 'false', what: type, severity: 1, detail: `by ${detector}`, at: { start, end } };
}
