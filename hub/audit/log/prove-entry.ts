import { GatehouseFault } from '../../../shared/errors.ts';
import { decodeBundle, largestBundle } from './entry-bundle.ts';
import { isFlawed } from './flawed.ts';
import { knownCheckpoints, type Trust } from './known-checkpoints.ts';
import { type Inventory, type LogFiles, takeInventory } from './log-inventory.ts';
import { checkProof, formatProof } from './log-proof.ts';
import { Findings } from './log-report.ts';
import { largestNote } from './signed-note.ts';
import { tilePath, tileWidth, widthAt } from './tile-path.ts';
import { TileTree } from './tile-tree.ts';
import { hashBytes } from './tree-hash.ts';

/** A proof for the entry at `index` under the newest checkpoint, checked before it is handed out; with the entry. */
export async function proveEntry(
  files: LogFiles,
  trust: Trust,
  index: number,
): Promise<{ proof: string; entry: Uint8Array }> {
  const inventory = await takeInventory(files);
  const newest = (await knownCheckpoints(files, inventory, trust, new Findings())).at(-1);
  if (newest === undefined || index >= newest.size) throw noSuchEntry(index, newest?.size ?? 0);
  const { size, file } = newest;
  const tree = new TileTree(size, async ({ level, index: at, width }) => {
    const longEnough = inventory.widths(level, at, width).filter((each) => each >= width);
    return readFirst(
      files,
      longEnough.map((each) => tilePath({ level, index: at, width: each })),
      tileWidth * hashBytes,
    );
  });
  const checkpoint = (await files.read(file, largestNote)) ?? new Uint8Array();
  const proof = formatProof({ index, hashes: await tree.inclusion(index), checkpoint });
  const entry = await readEntry(files, inventory, index, size);
  const checked = checkProof(Buffer.from(proof), entry, trust.keys);
  if (isFlawed(checked)) throw unprovable(index, checked.flaw);
  return { proof, entry };
}

async function readEntry(files: LogFiles, inventory: Inventory, index: number, size: number): Promise<Uint8Array> {
  const at = Math.floor(index / tileWidth);
  const need = widthAt(size, 0, at);
  for (const width of inventory.widths('entries', at, need)) {
    const bytes = await files.read(tilePath({ level: 'entries', index: at, width }), largestBundle);
    const entry = bytes === undefined ? undefined : decodeBundle(bytes, width)?.[index % tileWidth];
    if (entry !== undefined) return entry;
  }
  throw unprovable(index, 'the log does not have the entry itself');
}

async function readFirst(files: LogFiles, paths: readonly string[], most: number): Promise<Uint8Array> {
  for (const path of paths) {
    const bytes = await files.read(path, most);
    if (bytes !== undefined) return bytes;
  }
  throw new GatehouseFault('evidence_corrupt', `The log has no file ${paths[0]}.`, remedy);
}

const remedy = 'Verify the whole log: gatehouse audit log verify says what is wrong with it.';

function noSuchEntry(index: number, size: number): GatehouseFault {
  return new GatehouseFault(
    'record_not_found',
    `There is no entry ${index}: the newest checkpoint that can be believed covers ${size}.`,
    'Entries are counted from 0. Where there should be more, verify the whole log: gatehouse audit log verify.',
  );
}

function unprovable(index: number, why: string): GatehouseFault {
  return new GatehouseFault('evidence_corrupt', `Entry ${index} cannot be proven: ${why}.`, remedy);
}
