/** A share, with the counts it rests on. */
export interface Rate {
  readonly hits: number;
  readonly of: number;
}

/** null: there was nothing to count. */
export function shareOf({ hits, of }: Rate): number | null {
  return of === 0 ? null : hits / of;
}

/** How many of `items` pass `test`. */
export function rateOf<T>(items: readonly T[], test: (item: T) => boolean): Rate {
  return { hits: items.filter(test).length, of: items.length };
}

/** Harmonic mean of recall and precision; null where either is unknown or both are 0. */
export function f1(recall: Rate, precision: Rate): number | null {
  const [r, p] = [shareOf(recall), shareOf(precision)];
  return r === null || p === null || r + p === 0 ? null : (2 * r * p) / (r + p);
}

/** The mean of the shares, each counting the same however many rows it rests on; null where there is none. */
export function meanShare(rates: Iterable<Rate>): number | null {
  const shares = [...rates].map(shareOf).filter((share) => share !== null);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Items by a key, in the order in which the keys first come. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
