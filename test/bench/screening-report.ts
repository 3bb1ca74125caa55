import { textTable } from '../../pipelines/evaluation/text-table.ts';
import type { DetectorCost } from './screening-detectors.ts';
import type { ScreeningFigures, ScreeningGoal } from './screening-goals.ts';

/** The figures as plain text, the goals last. `most` of the hostile texts are listed, the dearest first. */
export function formatScreening(figures: ScreeningFigures, goals: readonly ScreeningGoal[], most: number): string {
  return [speedTable(figures), hostileTable(figures, most), allocationTable(figures), goalTable(goals)].join('\n\n');
}

function speedTable({ speeds }: ScreeningFigures): string {
  const rows = speeds.map(({ name, megabytesPerSecond }) => [name, megabytesPerSecond.toFixed(1)]);
  return textTable([['ordinary English', 'MB/s'], ...rows]);
}

function hostileTable({ hostile }: ScreeningFigures, most: number): string {
  const dearest = hostile.toSorted((a, b) => b.ratio - a.ratio).slice(0, most);
  const rows = dearest.map(({ name, ratio, growth }) => [name, ratio.toFixed(2), growth.toFixed(2)]);
  const rest = hostile.length - dearest.length;
  const table = textTable([['hostile text, 1 MB', '× ordinary', '1 MB / ¼ MB'], ...rows]);
  return rest === 0 ? table : `${table}\n  and ${rest} that cost less`;
}

function allocationTable({ allocation }: ScreeningFigures): string {
  const rows = allocation.map(({ megabytes, perByte }) => [`${megabytes} MB`, perByte.toFixed(2)]);
  return textTable([['allocated', 'bytes a byte'], ...rows]);
}

function goalTable(goals: readonly ScreeningGoal[]): string {
  const rows = goals.map(({ text, bound, limit, unit, value, met }) => [
    text,
    `${bound} ${limit} ${unit}`,
    `${value.toFixed(2)} ${unit}`,
    met ? 'met' : 'NOT MET',
  ]);
  return textTable([['goals', '', '', ''], ...rows]);
}

/** Each detector alone, the dearest on ordinary English first. */
export function formatDetectors(costs: readonly DetectorCost[]): string {
  const rows = costs
    .toSorted((a, b) => b.ordinaryMs - a.ordinaryMs)
    .map(({ detector, ordinaryMs, worstMs, worstText }) => [
      detector,
      worstText,
      ordinaryMs.toFixed(2),
      worstMs.toFixed(2),
    ]);
  return textTable([['detector', 'worst text', 'ordinary ms/MB', 'worst ms/MB'], ...rows], 2);
}
