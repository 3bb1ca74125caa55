import type { Statement } from '../../shared/iam/policy-document.ts';
import { compareText } from './canonical-statement.ts';
import { mergeStatements } from './merge-statements.ts';
import { policyText, sizeOf, statementText } from './policy-text.ts';

/** What is packed: a statement of a source policy, or a part of one. */
export interface Item {
  /** Name of the policy that it comes from. */
  readonly source: string;
  /** The Sid that it has there, whether or not the statement still does. */
  readonly sid: string | undefined;
  readonly statement: Statement;
}

/** The policy that an item was in before. */
export interface Home {
  /** Its number. */
  readonly bin: number;
  /** Whether all that the item says is there already. */
  readonly unchanged: boolean;
  /** Whether the item itself is there, and not only something like it. */
  readonly certain: boolean;
}

/** A policy in the making. */
export interface Bin {
  /** Which of the policies it is: the 2 of `gatehouse-scp-spokes-2`. */
  readonly number: number;
  readonly items: readonly Item[];
  /** Characters of its text. */
  readonly size: number;
}

/** The text of a policy made of these items, their statements merged. */
export function textOf(items: readonly Item[]): string {
  return policyText(mergeStatements(items.map(({ statement }) => statement)));
}

/**
 * Puts items into policies. Who has a home stays there while it fits, those that did not change first; whoever is left (new, or displaced) goes, largest first, where it adds least, then to its own
 * kind, then where it leaves the least room, and into a new policy where it fits nowhere. So one that comes, goes or changes moves itself and what no longer fits beside it, and nobody else.
 *
 * @param characters that one policy may have; each item alone has fewer.
 * @param together whether the statements of one source come one after the other, so that most sources are in one policy, instead of strictly by size, which may save a policy.
 */
export function packStatements(
  items: readonly Item[],
  homes: ReadonlyMap<Item, Home>,
  characters: number,
  together: boolean,
): readonly Bin[] {
  const order = together ? largestSourceFirst(items) : largestFirst;
  const bins = new Map<number, Bin>();
  const homeless: Item[] = [];
  for (const item of [...items].sort(bySettledness(homes, order))) {
    const home = homes.get(item);
    const grown = home === undefined ? undefined : withItem(bins.get(home.bin) ?? emptyBin(home.bin), item);
    if (grown !== undefined && grown.size <= characters) bins.set(grown.number, grown);
    else homeless.push(item);
  }
  for (const item of homeless.sort(order)) {
    const grown = roomiest(item, [...bins.values()], characters) ?? withItem(emptyBin(freeNumber(bins)), item);
    bins.set(grown.number, grown);
  }
  return [...bins.values()].sort(byNumber);
}

/** The policy that the item goes to, with the item in it; undefined where it fits into none. */
function roomiest(item: Item, bins: readonly Bin[], characters: number): Bin | undefined {
  const candidates = bins
    .map((bin) => {
      const grown = withItem(bin, item);
      return { grown, growth: grown.size - bin.size, strange: isStrange(item, bin) ? 1 : 0 };
    })
    .filter(({ grown }) => grown.size <= characters)
    .sort(
      (one, other) =>
        one.growth - other.growth ||
        one.strange - other.strange ||
        other.grown.size - one.grown.size ||
        byNumber(one.grown, other.grown),
    );
  return candidates[0]?.grown;
}

function isStrange({ source }: Item, { items }: Bin): boolean {
  return !items.some((other) => other.source === source);
}

type Order = (one: Item, other: Item) => number;

function bySettledness(homes: ReadonlyMap<Item, Home>, order: Order): Order {
  const rank = (item: Item) => (homes.get(item)?.unchanged === true ? 0 : 1);
  return (one, other) => rank(one) - rank(other) || order(one, other);
}

function largestSourceFirst(items: readonly Item[]): Order {
  const sizes = new Map<string, number>();
  for (const { source, statement } of items)
    sizes.set(source, (sizes.get(source) ?? 0) + sizeOf(statementText(statement)));
  const size = ({ source }: Item) => sizes.get(source) ?? 0;
  return (one, other) => size(other) - size(one) || compareText(one.source, other.source) || largestFirst(one, other);
}

function largestFirst(one: Item, other: Item): number {
  const [a, b] = [statementText(one.statement), statementText(other.statement)];
  return sizeOf(b) - sizeOf(a) || compareText(one.source, other.source) || compareText(a, b);
}

function withItem({ number, items }: Bin, item: Item): Bin {
  const more = [...items, item];
  return { number, items: more, size: sizeOf(textOf(more)) };
}

function emptyBin(number: number): Bin {
  return { number, items: [], size: sizeOf(textOf([])) };
}

function byNumber(one: Bin, other: Bin): number {
  return one.number - other.number;
}

function freeNumber(bins: ReadonlyMap<number, Bin>): number {
  for (let number = 1; ; number++) if (!bins.has(number)) return number;
}
