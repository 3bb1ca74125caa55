import { emptyRoot, type Hash, nodeHash } from './tree-hash.ts';

/** The right edge of a growing tree: all that is needed to append to it and to know its root, in memory that grows with the logarithm of its size. */
export class Frontier {
  /** Roots of the perfect subtrees that the tree falls into, from left to right; one for each bit of the size that is set. */
  readonly #roots: Hash[];
  #size: number;

  /** Empty, unless the perfect subtrees (left to right) of a tree of that size are given. */
  constructor(size = 0, roots: readonly Hash[] = []) {
    this.#size = size;
    this.#roots = [...roots];
  }

  get size(): number {
    return this.#size;
  }

  copy(): Frontier {
    return new Frontier(this.#size, this.#roots);
  }

  append(leaf: Hash): void {
    let merged = leaf;
    // Sizes pass 2^31, so the bits are taken by arithmetic.
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      merged = nodeHash(this.#roots.pop() ?? emptyRoot, merged);
    }
    this.#roots.push(merged);
    this.#size += 1;
  }

  root(): Hash {
    return (
      this.#roots.reduceRight<Hash | undefined>((right, left) => (right ? nodeHash(left, right) : left), undefined) ??
      emptyRoot
    );
  }
}
