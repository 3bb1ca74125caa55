import { createHash } from 'node:crypto';

/**
 * Stacks over which applications are spread. A constant: with another number, applications would move between stacks, and roles of fixed names cannot exist in two at once.
 * At 450 resources a stack, 64 hold about 5,000 applications of four models each.
 */
const shards = 64;

/** Applications by the stack that they belong to, each decided by its name alone, so that adding or changing one touches no other's stack. Empty shards are left out. */
export function shardApplications(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byShard = new Map<string, string[]>();
  for (const name of names.toSorted()) {
    const shard = shardOf(name);
    byShard.set(shard, [...(byShard.get(shard) ?? []), name]);
  }
  return new Map([...byShard].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Two digits, `00` to `63`. */
export function shardOf(application: string): string {
  const number = createHash('sha256').update(application).digest().readUInt32BE(0) % shards;
  return String(number).padStart(2, '0');
}
