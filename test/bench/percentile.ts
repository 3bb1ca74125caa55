/** The nearest-rank percentile (`fraction` 0.99: the value that 99 % do not exceed); null where there are no values. */
export function percentile(values: readonly number[], fraction: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(fraction * sorted.length) - 1)] ?? null;
}
