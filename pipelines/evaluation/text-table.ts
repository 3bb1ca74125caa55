import { type Rate, shareOf } from './rate.ts';

/** Aligned columns: the first `left` of them to the left, the others (figures) to the right. The first row is the head. */
export function textTable(rows: readonly (readonly string[])[], left = 1): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, at) => (at < left ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ');
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n');
}

/** `97.4 % (38/39)`; `-` where there was nothing to count. */
export function told(rate: Rate): string {
  const share = shareOf(rate);
  return share === null ? '-' : `${percent(share)} (${rate.hits}/${rate.of})`;
}

export function percent(share: number | null): string {
  return share === null ? '-' : `${(share * 100).toFixed(1)} %`;
}

/** A share that is given as a number between 0 and 1, as F1 is. */
export function decimal(share: number | null): string {
  return share === null ? '-' : share.toFixed(3);
}

/** The difference of two shares in percentage points, with its sign. */
export function points(before: Rate, after: Rate): string {
  const [a, b] = [shareOf(before), shareOf(after)];
  if (a === null || b === null) return '-';
  const difference = (b - a) * 100;
  return `${difference > 0 ? '+' : ''}${difference.toFixed(1)}`;
}
