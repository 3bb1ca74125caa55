import type { Inventory, LogFiles } from './log-inventory.ts';
import type { Findings } from './log-report.ts';
import { type Tile, tilePath, tileWidth } from './tile-path.ts';
import { hashesOf } from './tile-tree.ts';
import { type Hash, hashBytes, hashText, sameBytes } from './tree-hash.ts';

/** A log, and where to list what is wrong with it. */
export interface TileSource {
  readonly files: LogFiles;
  readonly inventory: Inventory;
  readonly findings: Findings;
}

/** Hashes, and the file that they are from. */
export interface HashFile {
  readonly file: string;
  readonly hashes: readonly Hash[];
}

/** Undefined where there is no such file, or it is not a tile of its width, which is then listed. */
export async function readTileFile({ files, findings }: TileSource, tile: Tile): Promise<HashFile | undefined> {
  const file = tilePath(tile);
  const expected = tile.width * hashBytes;
  const bytes = await files.read(file, expected);
  if (bytes === undefined) return undefined;
  if (bytes.length === expected) return { file, hashes: hashesOf(bytes) };
  const says = `${bytes.length > expected ? `more than ${expected}` : bytes.length} bytes`;
  findings.add({
    kind: 'altered',
    file,
    message: 'The tile is not as long as it must be.',
    says,
    expected: `${expected} bytes`,
  });
  return undefined;
}

/** Lists the first hash in which two files that must begin alike differ: those of this tile. */
export function reportDifference(
  findings: Findings,
  other: HashFile,
  than: HashFile,
  tile: Pick<Tile, 'level' | 'index'>,
): void {
  const place = than.hashes.findIndex((hash, at) => !sameBytes(other.hashes[at] ?? hash, hash));
  const [says, expected] = [other.hashes[place], than.hashes[place]];
  if (says === undefined || expected === undefined) return;
  findings.add({
    kind: 'altered',
    file: other.file,
    index: entryAt(tile, place),
    message: `The hash differs from ${than.file}.`,
    says: hashText(says),
    expected: hashText(expected),
  });
}

/** Lists a tile that no file holds. */
export function reportRemoved(findings: Findings, tile: Tile): void {
  findings.add({
    kind: 'removed',
    file: tilePath(tile),
    index: entryAt(tile, 0),
    message: `There is no file with the ${tile.width} ${tile.level === 'entries' ? 'entries' : 'hashes'} of this tile.`,
  });
}

/** The first entry that a hash of a tile stands for. */
function entryAt({ level, index }: Pick<Tile, 'level' | 'index'>, place: number): number {
  return (index * tileWidth + place) * (level === 'entries' ? 1 : tileWidth ** level);
}
