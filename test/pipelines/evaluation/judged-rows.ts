import type { Inspection } from '../../../hub/screening/inspect-text.ts';
import type { FoundSpan } from '../../../hub/screening/span-scan.ts';
import { type JudgedRow, readRow, type SensitiveRow } from '../../../pipelines/evaluation/data-row.ts';
import type { Judged } from '../../../pipelines/evaluation/judge-rows.ts';

type Range = readonly [type: string, start: number, end: number];

export function inspection(spans: readonly Range[], score = 0): Inspection {
  const found = spans.map(([type, start, end]): FoundSpan => ({ type, start, end, detector: 'd', action: 'mask' }));
  return {
    action: found.length > 0 ? 'masked' : 'passed',
    spans: found,
    attack: { score, reasons: score > 0 ? ['because'] : [] },
    topics: [],
  };
}

/** A row with labelled spans, and what was found on it. */
export function sensitive(
  labels: readonly Range[],
  reports: readonly Range[],
  more: Readonly<Record<string, unknown>> = {},
): Judged<SensitiveRow> {
  const spans = labels.map(([type, start, end]) => ({ type, start, end }));
  const read = readRow({ id: 'r1', text: '.'.repeat(100), spans, ...more });
  if (typeof read === 'string' || read.kind !== 'sensitive') throw new Error(`no row: ${JSON.stringify(read)}`);
  return { row: read.row, found: inspection(reports) };
}

/** A row with a label, and the score that it got. */
export function labelled(
  label: 'attack' | 'benign' | 'harmful',
  score: number,
  more: Readonly<Record<string, unknown>> = {},
): Judged<JudgedRow> {
  const read = readRow({ id: 'r1', text: 't', label, ...more });
  if (typeof read === 'string' || read.kind !== 'judged') throw new Error(`no row: ${JSON.stringify(read)}`);
  return { row: read.row, found: inspection([], score) };
}
