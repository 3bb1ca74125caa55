import { readTileFile, reportDifference, reportRemoved, type TileSource } from './tile-file.ts';
import { tilePath, tileWidth } from './tile-path.ts';
import { perfectRoot } from './tile-tree.ts';
import type { Hash } from './tree-hash.ts';

/** The tiles above the leaves: made anew from what is below, one tile of each level at a time, and compared with the files. */
export class UpperTiles {
  readonly #source: TileSource;
  /** By level: the tile that is being filled. */
  readonly #tiles = new Map<number, { index: number; hashes: Hash[] }>();

  constructor(source: TileSource) {
    this.#source = source;
  }

  /** Takes the root of a full tile of the level below. */
  async add(level: number, hash: Hash): Promise<void> {
    const tile = this.#tiles.get(level) ?? { index: 0, hashes: [] };
    this.#tiles.set(level, tile);
    tile.hashes.push(hash);
    if (tile.hashes.length < tileWidth) return;
    await this.#compare(level, tile.index, tile.hashes);
    this.#tiles.set(level, { index: tile.index + 1, hashes: [] });
    await this.add(level + 1, perfectRoot(tile.hashes));
  }

  /** Compares those that are not full. */
  async finish(): Promise<void> {
    for (const [level, { index, hashes }] of this.#tiles) {
      if (hashes.length > 0) await this.#compare(level, index, hashes);
    }
  }

  async #compare(level: number, index: number, hashes: readonly Hash[]): Promise<void> {
    const width = hashes.length;
    const made = { file: `what is below ${tilePath({ level, index, width })}`, hashes };
    let whole = false;
    for (const candidate of this.#source.inventory.widths(level, index, width)) {
      const found = await readTileFile(this.#source, { level, index, width: candidate });
      if (found === undefined) continue;
      whole ||= candidate >= width;
      reportDifference(this.#source.findings, found, made, { level, index });
    }
    if (!whole) reportRemoved(this.#source.findings, { level, index, width });
  }
}
