import type { SensitiveRow } from './data-row.ts';
import type { Judged } from './judge-rows.ts';

/** A labelled span, and whether it was found. */
export interface LabelledSpan {
  readonly rowId: string;
  readonly template: string | undefined;
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly weak: boolean;
  /** A report of its type overlaps it. */
  readonly found: boolean;
  /** A report of its type has exactly its offsets. */
  readonly exact: boolean;
}

/** A reported span, and what it fell on: a label of its type, only labels of other types, or nothing at all. */
export interface ReportedSpan {
  readonly rowId: string;
  readonly template: string | undefined;
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly detector: string;
  readonly fell: 'right' | 'elsewhere' | 'nowhere';
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** Compares what is labelled on a row with what was reported. `nameOf` puts the data's types into our names. */
export function matchSpans(
  { row, found }: Judged<SensitiveRow>,
  nameOf: (type: string) => string,
): { readonly labelled: readonly LabelledSpan[]; readonly reported: readonly ReportedSpan[] } {
  const labels = row.spans.map(({ start, end, type }) => ({ start, end, type: nameOf(type) }));
  const reports = found.spans;
  const place = { rowId: row.id, template: row.template_id === undefined ? undefined : String(row.template_id) };
  return {
    labelled: labels.map((label) => {
      const hits = reports.filter((report) => report.type === label.type && overlap(report, label));
      const exact = hits.some((hit) => hit.start === label.start && hit.end === label.end);
      return { ...place, ...label, weak: row.weak, found: hits.length > 0, exact };
    }),
    reported: reports.map(({ start, end, type, detector }) => {
      const under = labels.filter((label) => overlap(label, { start, end, type }));
      const right = under.some((label) => label.type === type);
      return {
        ...place,
        start,
        end,
        type,
        detector,
        fell: right ? 'right' : under.length > 0 ? 'elsewhere' : 'nowhere',
      };
    }),
  };
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
