import type { Inspection } from '../../hub/screening/inspect-text.ts';
import type { Evaluation } from './evaluate.ts';
import { allRows, type JudgedData } from './judge-rows.ts';
import type { Rate } from './rate.ts';

/** One figure under two policies. */
export interface Change {
  readonly what: string;
  readonly before: Rate;
  readonly after: Rate;
}

/** A row that the policies judge differently: by their action, or by the types that they find. */
export interface Flip {
  readonly id: string;
  readonly before: string;
  readonly after: string;
}

export interface Comparison {
  readonly changes: readonly Change[];
  readonly flips: readonly Flip[];
}

interface Side {
  readonly evaluation: Evaluation;
  readonly judged: JudgedData;
}

/** What changes between two policies that judged the same data: figures that differ, and rows that are judged differently. */
export function compareEvaluations(a: Side, b: Side): Comparison {
  const before = figuresOf(a.evaluation);
  const after = figuresOf(b.evaluation);
  const names = [...new Set([...before.keys(), ...after.keys()])];
  const none: Rate = { hits: 0, of: 0 };
  const changes = names.map((what) => ({ what, before: before.get(what) ?? none, after: after.get(what) ?? none }));
  return {
    changes: changes.filter(
      (change) => change.before.hits !== change.after.hits || change.before.of !== change.after.of,
    ),
    flips: flipsOf(a.judged, b.judged),
  };
}

function figuresOf({ sensitive, attacks, harm }: Evaluation): ReadonlyMap<string, Rate> {
  const figures = new Map<string, Rate>();
  const { fullTexts, recognizerCases } = sensitive ?? {};
  for (const { type, recall, precision } of fullTexts ? [fullTexts.structured, ...fullTexts.types] : []) {
    figures.set(`${type}: recall`, recall).set(`${type}: precision`, precision);
  }
  for (const { type, recall, falsePositives } of recognizerCases
    ? [recognizerCases.all, ...recognizerCases.types]
    : []) {
    figures.set(`${type} (cases): recall`, recall).set(`${type} (cases): false positives`, falsePositives);
  }
  if (attacks) figures.set('attacks: found', attacks.recall).set('attacks: false positives', attacks.falsePositives);
  for (const { category, label, flagged } of [...(attacks?.categories ?? []), ...(attacks?.encodings ?? [])]) {
    figures.set(`${category} (${label}): flagged`, flagged);
  }
  for (const { category, label, stopped } of harm?.categories ?? []) {
    figures.set(`${category} (${label}): stopped`, stopped);
  }
  return figures;
}

function flipsOf(a: JudgedData, b: JudgedData): readonly Flip[] {
  const after = allRows(b);
  return allRows(a).flatMap(({ row, found }, at) => {
    const [was, is] = [judgementOf(found), judgementOf(after[at]?.found)];
    return was === is ? [] : [{ id: row.id, before: was, after: is }];
  });
}

function judgementOf(found: Inspection | undefined): string {
  if (found === undefined) return 'absent';
  const types = [...new Set(found.spans.map(({ type }) => type))].sort();
  return [found.action, ...types].join(' ');
}
