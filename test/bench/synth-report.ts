import { textTable } from '../../pipelines/evaluation/text-table.ts';
import type { SynthFigures, SynthGoal } from './synth-goals.ts';

/** The figures as plain text, the goals last. */
export function formatSynth(figures: readonly SynthFigures[], goals: readonly SynthGoal[]): string {
  const rows = figures.map(({ applications, accounts, seconds, megabytes, stacks, mostResources, mostBytes }) => [
    `${applications} applications in ${accounts} accounts`,
    seconds.toFixed(1),
    megabytes.toFixed(0),
    String(stacks),
    String(mostResources),
    (mostBytes / 1000).toFixed(0),
  ]);
  const judged = goals.map(({ text, limit, value, met }) => [text, limit, value, met ? 'met' : 'NOT MET']);
  return [
    textTable([['organization', 'seconds', 'MB', 'stacks', 'most resources', 'largest KB'], ...rows]),
    textTable([['goals', '', '', ''], ...judged]),
  ].join('\n\n');
}
