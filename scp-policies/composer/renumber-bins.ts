import type { Bin, Home, Item } from './pack-statements.ts';

/** Policies packed anew, under the numbers that most of what is in them had before, so that fewer of the attached ones change. */
export function renumber(bins: readonly Bin[], before: ReadonlyMap<Item, Home>): readonly Bin[] {
  const numbers = new Map<Bin, number>();
  const taken = new Set<number>();
  for (const { bin, number } of claims(bins, before)) {
    if (numbers.has(bin) || taken.has(number)) continue;
    numbers.set(bin, number);
    taken.add(number);
  }
  let next = 1;
  const free = () => {
    while (taken.has(next)) next += 1;
    return next++;
  };
  return bins
    .map((bin) => ({ ...bin, number: numbers.get(bin) ?? free() }))
    .sort((one, other) => one.number - other.number);
}

/** Who would like which number, the strongest claim first. */
function claims(
  bins: readonly Bin[],
  before: ReadonlyMap<Item, Home>,
): readonly { readonly bin: Bin; readonly number: number; readonly items: number }[] {
  return bins
    .flatMap((bin) => {
      const homes = bin.items.flatMap((item) => before.get(item)?.bin ?? []);
      return [...new Set(homes)].map((number) => ({
        bin,
        number,
        items: homes.filter((each) => each === number).length,
      }));
    })
    .sort((one, other) => other.items - one.items || one.number - other.number || one.bin.number - other.bin.number);
}
