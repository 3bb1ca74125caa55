import { printable } from '../../shared/config/printable.ts';
import type { Comparison } from './compare.ts';
import { points, textTable, told } from './text-table.ts';

/** A comparison for people; at most `most` of the rows that flip are listed. */
export function reportComparison({ changes, flips }: Comparison, most: number): readonly string[] {
  if (changes.length === 0 && flips.length === 0) return ['Both policies judge these data alike.'];
  const figures = changes.map(({ what, before, after }) => [
    printable(what),
    told(before),
    told(after),
    points(before, after),
  ]);
  const rows = flips.slice(0, most).map(({ id, before, after }) => [printable(id), before, after]);
  const shown = rows.length < flips.length ? `, of which ${rows.length} are shown (--worst shows more)` : '';
  return [
    ...(figures.length === 0 ? [] : [`What changes\n${textTable([['', 'before', 'after', 'points'], ...figures])}`]),
    `${flips.length} rows are judged differently${shown}`,
    ...(rows.length === 0 ? [] : [textTable([['row', 'before', 'after'], ...rows], 3)]),
  ];
}
