import { consistencyRanges, inclusionRanges, type Range, type Subtree, subtreesOf } from './subtrees.ts';
import { type Tile, tileWidth, widthAt } from './tile-path.ts';
import { emptyRoot, type Hash, hashBytes, nodeHash } from './tree-hash.ts';

/** Answers a tile's hashes: at least those of its width. Rejects where the log has no such tile. */
export type ReadTile = (tile: Tile & { readonly level: number }) => Promise<Uint8Array>;

const tileHeight = 8;

/** A tree of a given size whose hashes lie in tiles: proofs cost a handful of reads, however large it is. Nothing that it answers is verified. */
export class TileTree {
  readonly #size: number;
  readonly #read: ReadTile;

  constructor(size: number, read: ReadTile) {
    this.#size = size;
    this.#read = read;
  }

  /** The root, or that of the tree when it was smaller. */
  async root(size = this.#size): Promise<Hash> {
    return size === 0 ? emptyRoot : this.#range({ start: 0, end: size });
  }

  leaf(index: number): Promise<Hash> {
    return this.#subtree({ height: 0, index });
  }

  /** Roots of the perfect subtrees that the tree falls into, from left to right. */
  edge(): Promise<readonly Hash[]> {
    return this.#each(subtreesOf({ start: 0, end: this.#size }), (subtree) => this.#subtree(subtree));
  }

  inclusion(index: number): Promise<readonly Hash[]> {
    return this.#each(inclusionRanges(index, this.#size), (range) => this.#range(range));
  }

  /** That the tree begins with what it was at size `first`. */
  consistency(first: number): Promise<readonly Hash[]> {
    return this.#each(consistencyRanges(first, this.#size), (range) => this.#range(range));
  }

  async #each<T>(parts: readonly T[], hashOf: (part: T) => Promise<Hash>): Promise<readonly Hash[]> {
    const hashes: Hash[] = [];
    for (const part of parts) hashes.push(await hashOf(part));
    return hashes;
  }

  async #range(range: Range): Promise<Hash> {
    const hashes = await this.#each(subtreesOf(range), (subtree) => this.#subtree(subtree));
    return hashes.reduceRight((right, left) => nodeHash(left, right));
  }

  /** A perfect subtree lies within one tile, because tiles begin and end where subtrees of their height do. */
  async #subtree({ height, index }: Subtree): Promise<Hash> {
    const level = Math.floor(height / tileHeight);
    const count = 2 ** (height % tileHeight);
    const tile = Math.floor((index * count) / tileWidth);
    const bytes = await this.#read({ level, index: tile, width: widthAt(this.#size, level, tile) });
    const first = index * count - tile * tileWidth;
    return perfectRoot(hashesOf(bytes).slice(first, first + count));
  }
}

export function hashesOf(tile: Uint8Array): readonly Hash[] {
  return Array.from({ length: Math.floor(tile.length / hashBytes) }, (_, place) =>
    tile.subarray(place * hashBytes, (place + 1) * hashBytes),
  );
}

/** The root over so many hashes as a power of two counts. */
export function perfectRoot(hashes: readonly Hash[]): Hash {
  let level = hashes;
  while (level.length > 1) {
    const above: Hash[] = [];
    for (let place = 0; place + 1 < level.length; place += 2) {
      above.push(nodeHash(level[place] ?? emptyRoot, level[place + 1] ?? emptyRoot));
    }
    level = above;
  }
  return level[0] ?? emptyRoot;
}
