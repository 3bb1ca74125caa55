/** As snapshots list whatever has an id. */
export function inOrderOfIds<T extends { readonly id: string }>(list: readonly T[]): T[] {
  return list.toSorted((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0));
}
