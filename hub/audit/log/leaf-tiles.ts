import { decodeBundle, largestBundle } from './entry-bundle.ts';
import { type HashFile, readTileFile, reportDifference, reportRemoved, type TileSource } from './tile-file.ts';
import { type Tile, tilePath, tileWidth } from './tile-path.ts';
import { type Hash, hashText, leafHash, sameBytes } from './tree-hash.ts';

/** Waited for where it answers a promise. */
export type OnEntry = (index: number, entry: Uint8Array, file: string) => void | Promise<void>;

interface Bundle extends HashFile {
  readonly entries: readonly Uint8Array[];
}

/** The bottom of the tree: tiles of leaf hashes, and the bundles of entries that these are the hashes of. */
export class LeafTiles {
  readonly #source: TileSource;
  readonly #entries: boolean;
  readonly #onEntry: OnEntry | undefined;

  /** @param entries whether there must be bundles of entries */
  constructor(source: TileSource, entries: boolean, onEntry?: OnEntry) {
    this.#source = source;
    this.#entries = entries;
    this.#onEntry = onEntry;
  }

  /** The first `need` leaf hashes of this tile; undefined where there is nothing to have them from. All files of the tile are compared with one another. */
  async read(index: number, need: number): Promise<readonly Hash[] | undefined> {
    const stored = await this.#widest(index, need, 0, (tile) => readTileFile(this.#source, tile));
    const bundle = this.#entries
      ? await this.#widest(index, need, 'entries', (tile) => this.#readBundle(tile))
      : undefined;
    for (const [place, entry] of bundle?.entries.slice(0, need).entries() ?? []) {
      await this.#onEntry?.(index * tileWidth + place, entry, bundle?.file ?? '');
    }
    if (stored !== undefined && bundle !== undefined) this.#compare(stored, bundle, index * tileWidth, need);
    return (stored ?? bundle)?.hashes.slice(0, need);
  }

  /** The first file that holds so many; the other files of the tile are compared with it. */
  async #widest<F extends HashFile>(
    index: number,
    need: number,
    level: Tile['level'],
    read: (tile: Tile) => Promise<F | undefined>,
  ): Promise<F | undefined> {
    const { inventory, findings } = this.#source;
    let chosen: F | undefined;
    for (const width of inventory.widths(level, index, need)) {
      const found = await read({ level, index, width });
      if (found === undefined) continue;
      if (chosen !== undefined) reportDifference(findings, found, chosen, { level, index });
      else if (found.hashes.length >= need) chosen = found;
    }
    if (chosen === undefined) reportRemoved(findings, { level, index, width: need });
    return chosen;
  }

  async #readBundle(tile: Tile): Promise<Bundle | undefined> {
    const file = tilePath(tile);
    const bytes = await this.#source.files.read(file, largestBundle);
    if (bytes === undefined) return undefined;
    const entries = decodeBundle(bytes, tile.width);
    if (entries !== undefined) return { file, entries, hashes: entries.map(leafHash) };
    const message = `The file is not a bundle of ${tile.width} entries.`;
    this.#source.findings.add({ kind: 'altered', file, index: tile.index * tileWidth, message });
    return undefined;
  }

  #compare(stored: HashFile, bundle: Bundle, first: number, need: number): void {
    for (let place = 0; place < need; place += 1) {
      const [leaf, hash] = [stored.hashes[place], bundle.hashes[place]];
      if (leaf === undefined || hash === undefined || sameBytes(hash, leaf)) continue;
      this.#source.findings.add({
        kind: 'altered',
        file: bundle.file,
        index: first + place,
        message: `The entry does not have the hash that ${stored.file} says.`,
        says: hashText(hash),
        expected: hashText(leaf),
      });
    }
  }
}
