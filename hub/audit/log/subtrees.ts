/** Which parts of a tree a proof is made of (RFC 6962, 2.1.1 and 2.1.2), and which perfect subtrees a part falls into. Arithmetic alone: sizes pass 2^31. */

/** The entries from `start` up to, not including, `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** 2^height entries from index × 2^height. */
export interface Subtree {
  readonly height: number;
  readonly index: number;
}

/** The ranges whose hashes prove that entry `index` is in the tree of that size, from the leaf up. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
}

/** The ranges whose hashes prove that the tree of size `second` begins with the one of size `first`; none where the two are equal or the first is empty. */
export function consistencyRanges(first: number, second: number): readonly Range[] {
  if (first === 0 || first === second) return [];
  const ranges: Range[] = [];
  let [start, end] = [0, second];
  while (end !== first) {
    const middle = start + splitOf(end - start);
    if (first <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  // A first tree that is one perfect subtree from the left needs no telling: the verifier has its root.
  if (start !== 0) ranges.push({ start, end });
  return ranges.reverse();
}

/** The perfect subtrees of a range, from left to right. The range is one that the tree itself falls into, so its start is aligned. */
export function subtreesOf({ start, end }: Range): readonly Subtree[] {
  const subtrees: Subtree[] = [];
  for (let from = start; from < end; ) {
    const height = heightBelow(end - from);
    subtrees.push({ height, index: from / 2 ** height });
    from += 2 ** height;
  }
  return subtrees;
}

/** The largest power of two below `count`, which is at least 2. */
function splitOf(count: number): number {
  const power = 2 ** heightBelow(count);
  return power === count ? power / 2 : power;
}

/** The height of the tallest perfect subtree with at most `count` entries. Not by Math.log2: it rounds. */
function heightBelow(count: number): number {
  let height = 0;
  for (let reach = 2; reach <= count; reach *= 2) height += 1;
  return height;
}
