import { type Inspection, inspectText } from '../../hub/screening/inspect-text.ts';
import type { ScreeningPlan } from '../../hub/screening/text-screening.ts';
import type { JudgedRow, SensitiveRow, TextKind } from './data-row.ts';
import type { EvaluationData } from './read-data.ts';

/** What a plan makes of rows. */
export interface Judged<Row> {
  readonly row: Row;
  readonly found: Inspection;
}

export interface JudgedData {
  readonly sensitive: readonly Judged<SensitiveRow>[];
  readonly judged: readonly Judged<JudgedRow>[];
}

/** As which kind of part a row is judged where it does not say: one kind for all, or one for each category. */
export interface KindChoice {
  readonly otherwise: TextKind;
  readonly ofCategory: ReadonlyMap<string, TextKind>;
}

/** Screens every row under a plan. */
export function judgeRows(data: EvaluationData, plan: ScreeningPlan, kinds: KindChoice): JudgedData {
  const judge = <Row extends SensitiveRow | JudgedRow>(row: Row): Judged<Row> => {
    const category = 'category' in row ? (row.category ?? '') : '';
    const kind = row.kind ?? kinds.ofCategory.get(category) ?? kinds.otherwise;
    return { row, found: inspectText(plan, row.text, kind) };
  };
  return { sensitive: data.sensitive.map(judge), judged: data.judged.map(judge) };
}

/** Every judged row, in an order that is the same under every plan. */
export function allRows(data: JudgedData): readonly Judged<SensitiveRow | JudgedRow>[] {
  return [...data.sensitive, ...data.judged];
}
