import { printable } from '../../shared/config/printable.ts';
import type { Evaluation } from './evaluate.ts';
import type { Miss } from './miss.ts';
import { worst } from './miss.ts';
import { reportAttacks, reportHarm } from './report-judgements.ts';
import { reportSensitive } from './report-sensitive.ts';
import { textTable } from './text-table.ts';

/** How much of a text is shown beside a miss, in characters. */
const excerptLength = 160;

/** An evaluation as text for people, a block for each kind of data. */
export function reportEvaluation(evaluation: Evaluation): readonly string[] {
  return [
    ...(evaluation.sensitive === undefined ? [] : reportSensitive(evaluation.sensitive)),
    ...(evaluation.attacks === undefined ? [] : reportAttacks(evaluation.attacks)),
    ...(evaluation.harm === undefined ? [] : reportHarm(evaluation.harm)),
  ];
}

/** The rows that were judged most wrongly, of every kind of data. */
export function worstMisses(evaluation: Evaluation, most: number): readonly Miss[] {
  const { sensitive, attacks } = evaluation;
  const kinds = [sensitive?.fullTexts?.misses, sensitive?.recognizerCases?.misses, attacks?.misses];
  return worst(
    kinds.flatMap((misses) => misses ?? []),
    most,
  );
}

/** `textOf`: the text of a row by its id, where it may be shown; data to evaluate on are often sensitive. */
export function reportMisses(misses: readonly Miss[], textOf: ((id: string) => string) | undefined): readonly string[] {
  if (misses.length === 0) return [];
  const head = ['', 'error', 'what', 'offsets', 'detail'];
  const rows = misses.map(({ id, error, what, at, detail }) => [
    printable(id),
    error,
    printable(what),
    at === undefined ? '' : `${at.start}-${at.end}`,
    detail,
  ]);
  const table = textTable([head, ...rows], head.length);
  const texts = textOf === undefined ? [] : misses.map((miss) => `  ${printable(miss.id)}: ${excerpt(miss, textOf)}`);
  return [['Worst misses', table, ...texts].join('\n')];
}

function excerpt({ id, at }: Miss, textOf: (id: string) => string): string {
  const start = Math.max(0, (at?.start ?? 0) - excerptLength / 2);
  return printable(
    textOf(id)
      .slice(start, start + excerptLength)
      .replaceAll('\n', ' '),
    excerptLength,
  );
}
