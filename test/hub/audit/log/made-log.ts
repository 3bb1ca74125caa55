import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Checkpoint, checkpointText } from '../../../../hub/audit/log/checkpoint.ts';
import { encodeEntry } from '../../../../hub/audit/log/entry-bundle.ts';
import { Frontier } from '../../../../hub/audit/log/frontier.ts';
import type { LogFiles } from '../../../../hub/audit/log/log-inventory.ts';
import { type NoteKey, noteKeyText, parseNoteKey } from '../../../../hub/audit/log/note-key.ts';
import { formatNote } from '../../../../hub/audit/log/signed-note.ts';
import { tilePath, tileWidth, widthAt } from '../../../../hub/audit/log/tile-path.ts';
import { perfectRoot } from '../../../../hub/audit/log/tile-tree.ts';
import { type Hash, leafHash } from '../../../../hub/audit/log/tree-hash.ts';

export interface TestSigner {
  readonly vkey: string;
  readonly key: NoteKey;
  sign(text: string): Uint8Array;
}

export function newSigner(name: string, pair = generateKeyPairSync('ed25519')): TestSigner {
  const vkey = noteKeyText(name, pair.publicKey);
  const digest = pair.privateKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return {
    vkey,
    key: parseNoteKey(vkey),
    sign: (text) => sign(digest, Buffer.from(text), pair.privateKey as KeyObject),
  };
}

export function signedCheckpoint(checkpoint: Checkpoint, ...signers: readonly TestSigner[]): Buffer {
  const text = checkpointText(checkpoint);
  const signatures = signers.map(({ key, sign: signText }) => ({ name: key.name, id: key.id, bytes: signText(text) }));
  return Buffer.from(formatNote({ text, signatures }));
}

/** The root over leaves, straight from the definition (RFC 6962, 2.1): what everything else is held against. */
export function rootByDefinition(leaves: readonly Hash[], node: (left: Hash, right: Hash) => Hash, empty: Hash): Hash {
  if (leaves.length <= 1) return leaves[0] ?? empty;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return node(rootByDefinition(left, node, empty), rootByDefinition(right, node, empty));
}

/** The files of a log with checkpoints at these sizes, the last of which is its size. */
export function makeLog(
  entries: readonly Uint8Array[],
  sizes: readonly number[],
  signer: TestSigner,
): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const size of sizes) {
    addTiles(files, entries.slice(0, size));
    const tree = new Frontier();
    for (const entry of entries.slice(0, size)) tree.append(leafHash(entry));
    const checkpoint = signedCheckpoint({ origin: signer.key.name, size, root: tree.root() }, signer);
    files.set(`checkpoints/${size}`, checkpoint);
  }
  return files;
}

function addTiles(files: Map<string, Buffer>, entries: readonly Uint8Array[]): void {
  for (let index = 0; index * tileWidth < entries.length; index += 1) {
    const width = widthAt(entries.length, 0, index);
    const framed = entries.slice(index * tileWidth, index * tileWidth + width).map(encodeEntry);
    files.set(tilePath({ level: 'entries', index, width }), Buffer.concat(framed));
  }
  let hashes: readonly Hash[] = entries.map(leafHash);
  for (let level = 0; hashes.length > 0; level += 1) {
    const above: Hash[] = [];
    for (let index = 0; index * tileWidth < hashes.length; index += 1) {
      const tile = hashes.slice(index * tileWidth, (index + 1) * tileWidth);
      files.set(tilePath({ level, index, width: tile.length }), Buffer.concat(tile));
      if (tile.length === tileWidth) above.push(perfectRoot(tile));
    }
    hashes = above;
  }
}

export function inMemory(files: ReadonlyMap<string, Uint8Array>): LogFiles {
  return {
    async *list() {
      yield* files.keys();
    },
    read: async (path, most) => files.get(path)?.subarray(0, most + 1),
  };
}

export function someEntries(count: number): readonly Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(`entry ${index}`));
}
