/** How a log grows: which files more entries make, and where the next ones go on. Pure arithmetic: the same entries make the same files, so every step can be repeated. */
import { encodeEntry } from '../log/entry-bundle.ts';
import { Frontier } from '../log/frontier.ts';
import { tilePath, tileWidth } from '../log/tile-path.ts';
import { perfectRoot } from '../log/tile-tree.ts';
import { type Hash, leafHash } from '../log/tree-hash.ts';

/** The right edge of a log: all that is needed to append to it. */
export interface LogTail {
  readonly tree: Frontier;
  /** By level: the hashes of the tile that is not full. */
  readonly levels: readonly (readonly Hash[])[];
  /** The entries of the bundle that is not full, each behind its length. */
  readonly bundle: readonly Uint8Array[];
}

export interface LogFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export interface GrownLog {
  readonly tail: LogTail;
  /** Tiles and bundles, full ones and the new right edge. */
  readonly files: readonly LogFile[];
  /** Paths of full tiles among them: what was partial of these is needed no more. */
  readonly filled: readonly string[];
}

export const emptyTail: LogTail = { tree: new Frontier(), levels: [], bundle: [] };

export function growLog(tail: LogTail, entries: readonly Uint8Array[]): GrownLog {
  const growing = new Growing(tail);
  for (const entry of entries) growing.add(entry);
  return growing.finish();
}

class Growing {
  readonly #tree: Frontier;
  readonly #levels: Hash[][];
  #bundle: Uint8Array[];
  readonly #files: LogFile[] = [];
  readonly #filled: string[] = [];
  readonly #changed = new Set<number>();

  constructor({ tree, levels, bundle }: LogTail) {
    this.#tree = tree.copy();
    this.#levels = levels.map((hashes) => [...hashes]);
    this.#bundle = [...bundle];
  }

  add(entry: Uint8Array): void {
    const leaf = leafHash(entry);
    this.#tree.append(leaf);
    this.#bundle.push(encodeEntry(entry));
    this.#push(0, leaf);
  }

  finish(): GrownLog {
    for (const level of this.#changed) this.#write(level, this.#levels[level] ?? []);
    if (this.#changed.has(0)) this.#writeBundle();
    const tail = { tree: this.#tree, levels: this.#levels, bundle: this.#bundle };
    return { tail, files: this.#files, filled: this.#filled };
  }

  #push(level: number, hash: Hash): void {
    const hashes = this.#levels[level] ?? [];
    this.#levels[level] = hashes;
    hashes.push(hash);
    this.#changed.add(level);
    if (hashes.length < tileWidth) return;
    this.#write(level, hashes);
    if (level === 0) {
      this.#writeBundle();
      this.#bundle = [];
    }
    this.#levels[level] = [];
    this.#changed.delete(level);
    this.#push(level + 1, perfectRoot(hashes));
  }

  #write(level: number, hashes: readonly Hash[]): void {
    this.#file({ level, index: this.#lastTile(level), width: hashes.length }, Buffer.concat(hashes));
  }

  #writeBundle(): void {
    const tile = { level: 'entries', index: this.#lastTile(0), width: this.#bundle.length } as const;
    this.#file(tile, Buffer.concat(this.#bundle));
  }

  #file(tile: Parameters<typeof tilePath>[0], bytes: Uint8Array): void {
    const path = tilePath(tile);
    this.#files.push({ path, bytes });
    if (tile.width === tileWidth) this.#filled.push(path);
  }

  /** The tile with the newest hash of this level. */
  #lastTile(level: number): number {
    const hashes = Math.floor(this.#tree.size / tileWidth ** level);
    return Math.floor((hashes - 1) / tileWidth);
  }
}
