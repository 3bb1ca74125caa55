import { createHash } from 'node:crypto';
import type { TemplatePart } from './cloudformation.ts';

/** 2 to this power are the templates that parts are spread over as long as each has room. A constant: with another, parts would move. */
const firstBits = 3;
/** As many as the hash has. */
const mostBits = 32;

/**
 * Spreads parts over templates, each part by its name alone, so that adding or changing one touches no other's template: roles of fixed names cannot exist in two stacks at once, and moving
 * one would take it from its workloads for a while. Where a template has no room, its half moves to a new one (extendible hashing), and nothing else does.
 *
 * @param make the template of some parts, by its number; undefined where they are too many, and may be split.
 * @returns what `make` made, by number: 0 in any case, others where they hold something.
 */
export function shardParts<T>(
  parts: readonly TemplatePart[],
  make: (shard: number, parts: readonly TemplatePart[], mayBeSplit: boolean) => T | undefined,
): readonly T[] {
  const made = new Map<number, T>();
  const place = (shard: number, bits: number, held: readonly Hashed[]): void => {
    if (held.length === 0 && shard !== 0) return;
    if (bits >= firstBits) {
      const mayBeSplit = held.length > 1 && bits < mostBits;
      const template = make(shard, partsOf(held), mayBeSplit);
      if (template !== undefined) made.set(shard, template);
      if (template !== undefined || !mayBeSplit) return;
    }
    const [stay = [], go = []] = [0, 1].map((bit) => held.filter(({ hash }) => ((hash >>> bits) & 1) === bit));
    place(shard, bits + 1, stay);
    place(shard + 2 ** bits, bits + 1, go);
  };
  place(0, 0, parts.map(hashed));
  return [...made].toSorted(([one], [other]) => one - other).map(([, template]) => template);
}

interface Hashed {
  readonly part: TemplatePart;
  readonly hash: number;
}

function partsOf(held: readonly Hashed[]): readonly TemplatePart[] {
  return held.map(({ part }) => part);
}

function hashed(part: TemplatePart): Hashed {
  return { part, hash: createHash('sha256').update(part.key).digest().readUInt32BE(0) };
}
