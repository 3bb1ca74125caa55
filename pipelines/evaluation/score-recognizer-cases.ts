import type { SensitiveRow } from './data-row.ts';
import type { Judged } from './judge-rows.ts';
import type { LabelledSpan } from './match-spans.ts';
import { falseSpan, type Miss, missedSpan } from './miss.ts';
import { grouped, type Rate, rateOf } from './rate.ts';

export interface CaseScore {
  readonly type: string;
  /** Spans of rows that are not weak. */
  readonly recall: Rate;
  readonly exact: Rate;
  readonly weakRecall: Rate;
  /** Rows without a labelled span on which the type was reported all the same. */
  readonly falsePositives: Rate;
}

export interface RecognizerScore {
  readonly rows: number;
  readonly all: CaseScore;
  readonly types: readonly CaseScore[];
  readonly misses: readonly Miss[];
}

/** A row on which one type, in our name for it, is labelled; there are as many of a row as its scope has types. */
interface Case {
  readonly judged: Judged<SensitiveRow>;
  readonly type: string;
  readonly negative: boolean;
}

/** Scores rows on which only the types in `scope` are labelled; whatever else is reported on them counts for nothing. */
export function scoreRecognizerCases(
  rows: readonly Judged<SensitiveRow>[],
  labelled: readonly LabelledSpan[],
  claimed: ReadonlySet<string>,
  nameOf: (type: string) => string,
): RecognizerScore {
  const cases = rows.flatMap((judged) => casesOf(judged, nameOf)).filter(({ type }) => claimed.has(type));
  const scoped = new Set(cases.map(({ judged, type }) => keyOf(judged.row.id, type)));
  const labels = labelled.filter(({ rowId, type }) => scoped.has(keyOf(rowId, type)));
  const casesOfType = grouped(cases, ({ type }) => type);
  const labelsOfType = grouped(labels, ({ type }) => type);
  const types = [...casesOfType.keys()].sort();
  return {
    rows: new Set(cases.map(({ judged }) => judged)).size,
    all: scoreOf('all claimed types', cases, labels),
    types: types.map((type) => scoreOf(type, casesOfType.get(type) ?? [], labelsOfType.get(type) ?? [])),
    misses: [...labels.flatMap(missedSpan), ...cases.flatMap(falseReport)],
  };
}

function casesOf(judged: Judged<SensitiveRow>, nameOf: (type: string) => string): readonly Case[] {
  const labelled = new Set(judged.row.spans.map(({ type }) => nameOf(type)));
  const types = new Set([...judged.row.scope.map(nameOf), ...labelled]);
  return [...types].map((type) => ({ judged, type, negative: !labelled.has(type) }));
}

function scoreOf(type: string, cases: readonly Case[], labels: readonly LabelledSpan[]): CaseScore {
  const strong = labels.filter(({ weak }) => !weak);
  return {
    type,
    recall: rateOf(strong, ({ found }) => found),
    exact: rateOf(strong, ({ exact }) => exact),
    weakRecall: rateOf(
      labels.filter(({ weak }) => weak),
      ({ found }) => found,
    ),
    falsePositives: rateOf(
      cases.filter(({ negative }) => negative),
      isReported,
    ),
  };
}

function isReported({ judged, type }: Case): boolean {
  return judged.found.spans.some((span) => span.type === type);
}

function falseReport({ judged, type, negative }: Case): readonly Miss[] {
  const report = negative ? judged.found.spans.find((span) => span.type === type) : undefined;
  return report === undefined ? [] : [falseSpan(judged.row.id, report)];
}

function keyOf(rowId: string, type: string): string {
  return `${rowId}\u0000${type}`;
}
