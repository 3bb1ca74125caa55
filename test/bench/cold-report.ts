import { textTable } from '../../pipelines/evaluation/text-table.ts';
import { type ColdGoal, coldLimits } from './cold-goals.ts';
import type { ColdStarts } from './cold-measure.ts';

/** The starts as plain text, the goals last. */
export function formatCold({ empty, functions }: ColdStarts, goals: readonly ColdGoal[]): string {
  const starts = [empty, ...functions].map(({ name, wallMs, processorMs, bytes }) => [
    name,
    wallMs.toFixed(1),
    processorMs.toFixed(1),
    (bytes / 1000).toFixed(0),
  ]);
  const { mostMs, mostKilobytes } = coldLimits;
  const rows = goals.flatMap(({ name, addedMs, kilobytes, timeMet, sizeMet }) => [
    [`start of ${name}`, `at most +${mostMs} ms`, `+${addedMs.toFixed(1)} ms`, verdict(timeMet)],
    [`loaded by ${name}`, `at most ${mostKilobytes} KB`, `${kilobytes.toFixed(0)} KB`, verdict(sizeMet)],
  ]);
  return [
    textTable([['process', 'start ms', 'processor ms', 'KB loaded'], ...starts]),
    textTable([['goals', '', '', ''], ...rows]),
  ].join('\n\n');
}

function verdict(met: boolean): string {
  return met ? 'met' : 'NOT MET';
}
