import { GatehouseFault } from '../../../shared/errors.ts';
import { checkpointText, readCheckpoint, type SignedCheckpoint } from '../log/checkpoint.ts';
import { decodeBundle, encodeEntry, largestBundle } from '../log/entry-bundle.ts';
import { Frontier } from '../log/frontier.ts';
import { verifyConsistency } from '../log/proofs.ts';
import { formatNote, largestNote } from '../log/signed-note.ts';
import { type Tile, tilePath, tileWidth, widthAt } from '../log/tile-path.ts';
import { hashesOf, TileTree } from '../log/tile-tree.ts';
import { type Hash, hashBytes, sameBytes } from '../log/tree-hash.ts';
import { emptyTail, growLog, type LogTail } from './grown-log.ts';
import type { LogSigner } from './log-signer.ts';
import type { LogStore } from './log-store.ts';

/**
 * The log of one month: appends entries and signs what it has become. In this order, so that a crash between any two steps leaves a log that is whole: tiles and bundles, which
 * mean nothing before they are signed; the checkpoint, created and never replaced; then what is no longer needed is removed.
 */
export class ShardLog {
  readonly #store: LogStore;
  readonly #shard: string;
  readonly #signer: LogSigner;
  readonly #origin: string;
  #tail: LogTail;

  private constructor(store: LogStore, shard: string, signer: LogSigner, origin: string, tail: LogTail) {
    this.#store = store;
    this.#shard = shard;
    this.#signer = signer;
    this.#origin = origin;
    this.#tail = tail;
  }

  /** Goes on from the newest checkpoint. A fault with code `evidence_corrupt` where that is not ours, or the tiles do not have its root. */
  static async open(store: LogStore, shard: string, signer: LogSigner, origin: string): Promise<ShardLog> {
    const checkpoint = await newestCheckpoint(store, shard, signer);
    if (checkpoint === undefined) return new ShardLog(store, shard, signer, origin, emptyTail);
    const tail = await readTail(store, shard, checkpoint.size);
    if (!sameBytes(tail.tree.root(), checkpoint.root))
      throw corrupt(shard, 'its tiles do not have the root that was signed');
    // A log keeps the name that it began with, whatever the hub is called by now.
    return new ShardLog(store, shard, signer, checkpoint.origin, tail);
  }

  /** Entries under the newest checkpoint. */
  get size(): number {
    return this.#tail.tree.size;
  }

  /** The entries are sealed when it resolves. Where it fails, open the log anew: the checkpoint may be there or not. */
  async append(entries: readonly Uint8Array[]): Promise<void> {
    const { tail, files, filled } = growLog(this.#tail, entries);
    await Promise.all(files.map(({ path, bytes }) => this.#store.create(`${this.#shard}/${path}`, bytes)));
    await this.#checkConsistency(tail.tree);
    await this.#sign(tail.tree);
    this.#tail = tail;
    await this.#removePartials(filled);
  }

  /** A log must never sign two trees of which one does not begin with the other. Proven from what is on disk, so that no fault of this process is signed. */
  async #checkConsistency(grown: Frontier): Promise<void> {
    const before = this.#tail.tree;
    const tree = treeIn(this.#store, this.#shard, grown.size);
    const first = { size: before.size, root: before.root() };
    const proof = await tree.consistency(before.size);
    if (!verifyConsistency({ first, second: { size: grown.size, root: grown.root() }, proof })) {
      throw corrupt(this.#shard, 'what was appended does not continue what was signed');
    }
  }

  async #sign(grown: Frontier): Promise<void> {
    const text = checkpointText({ origin: this.#origin, size: grown.size, root: grown.root() });
    const note = formatNote({ text, signatures: [await this.#signer.sign(text)] });
    await this.#store.create(`${this.#shard}/checkpoints/${grown.size}`, Buffer.from(note));
  }

  /** Partial tiles may go once the full one is there (https://c2sp.org/tlog-tiles, Partial Tiles); kept, they would take many times the room of the log. */
  async #removePartials(filled: readonly string[]): Promise<void> {
    for (const path of filled) {
      const directory = `${this.#shard}/${path}.p`;
      for (const width of await this.#store.list(directory)) await this.#store.remove(`${directory}/${width}`);
    }
  }
}

async function newestCheckpoint(
  store: LogStore,
  shard: string,
  signer: LogSigner,
): Promise<SignedCheckpoint | undefined> {
  const sizes = (await store.list(`${shard}/checkpoints`)).filter((name) => /^[1-9]\d{0,15}$/.test(name)).map(Number);
  if (sizes.length === 0) return undefined;
  const newest = sizes.reduce((one, other) => Math.max(one, other));
  const bytes = await store.read(`${shard}/checkpoints/${newest}`, largestNote);
  const checkpoint = readCheckpoint(bytes ?? new Uint8Array(), signer.keys);
  if ('flaw' in checkpoint) throw corrupt(shard, `its newest checkpoint is not to be believed (${checkpoint.flaw})`);
  if (checkpoint.size !== newest) throw corrupt(shard, `checkpoints/${newest} is of size ${checkpoint.size}`);
  return checkpoint;
}

async function readTail(store: LogStore, shard: string, size: number): Promise<LogTail> {
  const levels: Hash[][] = [];
  for (let level = 0; tileWidth ** level <= size; level += 1) {
    const width = Math.floor(size / tileWidth ** level) % tileWidth;
    const index = Math.floor(size / tileWidth ** (level + 1));
    levels.push(width === 0 ? [] : [...hashesOf(await readTile(store, shard, { level, index, width }))]);
  }
  const tree = new Frontier(size, await treeIn(store, shard, size).edge());
  return { tree, levels, bundle: await readOpenBundle(store, shard, size) };
}

async function readOpenBundle(store: LogStore, shard: string, size: number): Promise<readonly Uint8Array[]> {
  const width = size % tileWidth;
  if (width === 0) return [];
  const path = tilePath({ level: 'entries', index: Math.floor(size / tileWidth), width });
  const entries = decodeBundle((await store.read(`${shard}/${path}`, largestBundle)) ?? new Uint8Array(), width);
  if (entries === undefined) throw corrupt(shard, `${path} is missing or damaged`);
  return entries.map(encodeEntry);
}

function treeIn(store: LogStore, shard: string, size: number): TileTree {
  return new TileTree(size, ({ level, index }) =>
    readTile(store, shard, { level, index, width: widthAt(size, level, index) }),
  );
}

async function readTile(store: LogStore, shard: string, tile: Tile): Promise<Uint8Array> {
  const path = tilePath(tile);
  const bytes = await store.read(`${shard}/${path}`, tile.width * hashBytes);
  if (bytes?.length !== tile.width * hashBytes) throw corrupt(shard, `${path} is missing or damaged`);
  return bytes;
}

function corrupt(shard: string, why: string): GatehouseFault {
  return new GatehouseFault(
    'evidence_corrupt',
    `The log of ${shard} cannot be continued: ${why}.`,
    'Nothing was signed. Keep the state directory as it is, find out what is wrong with gatehouse audit verify, and start an investigation.',
  );
}
