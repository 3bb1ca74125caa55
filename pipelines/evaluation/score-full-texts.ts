import type { LabelledSpan, ReportedSpan } from './match-spans.ts';
import { falseSpan, type Miss, missedSpan } from './miss.ts';
import { f1, grouped, meanShare, type Rate, rateOf } from './rate.ts';
import { freeTextTypes } from './type-names.ts';

/** Recall counts labelled spans; precision counts reports, of which those on a label of another type count neither way. */
export interface TypeScore {
  readonly type: string;
  readonly recall: Rate;
  /** Found with exactly the labelled offsets. */
  readonly exact: Rate;
  readonly precision: Rate;
  /** Reports that fell on a label of another type. */
  readonly elsewhere: number;
}

export interface FullTextScore {
  readonly rows: number;
  /** Types with a form of their own, all together. */
  readonly structured: TypeScore;
  readonly f1: number | null;
  /** The structured types, averaged over templates: near-copies of one text count as one. */
  readonly byTemplate: {
    readonly templates: number;
    readonly recall: number | null;
    readonly precision: number | null;
  };
  readonly types: readonly TypeScore[];
  /** Claimed types that are recognized by meaning. */
  readonly freeText: readonly TypeScore[];
  readonly misses: readonly Miss[];
}

/** Scores rows on which every type is labelled. `claimed`: the types that were looked for; labels of others are left out. */
export function scoreFullTexts(
  rows: number,
  labelled: readonly LabelledSpan[],
  reported: readonly ReportedSpan[],
  claimed: ReadonlySet<string>,
): FullTextScore {
  const isStructured = ({ type }: { readonly type: string }) => claimed.has(type) && !freeTextTypes.has(type);
  const labels = labelled.filter(isStructured);
  const reports = reported.filter(isStructured);
  const structured = scoreOf('structured types', labels, reports);
  return {
    rows,
    structured,
    f1: f1(structured.recall, structured.precision),
    byTemplate: byTemplate(labels, reports),
    types: byType(labels, reports),
    freeText: byType(
      labelled.filter(({ type }) => claimed.has(type) && freeTextTypes.has(type)),
      reported.filter(({ type }) => freeTextTypes.has(type)),
    ),
    misses: [
      ...labels.flatMap(missedSpan),
      ...reports.filter(({ fell }) => fell === 'nowhere').map((report) => falseSpan(report.rowId, report)),
    ],
  };
}

function scoreOf(type: string, labels: readonly LabelledSpan[], reports: readonly ReportedSpan[]): TypeScore {
  const decided = reports.filter(({ fell }) => fell !== 'elsewhere');
  return {
    type,
    recall: rateOf(labels, ({ found }) => found),
    exact: rateOf(labels, ({ exact }) => exact),
    precision: rateOf(decided, ({ fell }) => fell === 'right'),
    elsewhere: reports.length - decided.length,
  };
}

function byType(labels: readonly LabelledSpan[], reports: readonly ReportedSpan[]): readonly TypeScore[] {
  const [labelsOf, reportsOf] = [grouped(labels, ({ type }) => type), grouped(reports, ({ type }) => type)];
  const types = [...new Set([...labelsOf.keys(), ...reportsOf.keys()])].sort();
  return types.map((type) => scoreOf(type, labelsOf.get(type) ?? [], reportsOf.get(type) ?? []));
}

function byTemplate(labels: readonly LabelledSpan[], reports: readonly ReportedSpan[]): FullTextScore['byTemplate'] {
  const templateOf = ({ rowId, template }: { readonly rowId: string; readonly template: string | undefined }) =>
    template ?? `row ${rowId}`;
  const labelsOf = grouped(labels, templateOf);
  const reportsOf = grouped(reports, templateOf);
  const scores = [...new Set([...labelsOf.keys(), ...reportsOf.keys()])].map((template) =>
    scoreOf(template, labelsOf.get(template) ?? [], reportsOf.get(template) ?? []),
  );
  return {
    templates: scores.length,
    recall: meanShare(scores.map(({ recall }) => recall)),
    precision: meanShare(scores.map(({ precision }) => precision)),
  };
}
