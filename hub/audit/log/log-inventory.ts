import { parseTilePath, type Tile, tileWidth } from './tile-path.ts';

/** The files of a log, wherever they lie. Paths have forward slashes and are relative to the log's directory. */
export interface LogFiles {
  /** All files, in any order. */
  list(): AsyncIterable<string>;
  /** The first `most` + 1 bytes of a file at the most, so that no file is too large to be judged; undefined where there is none. */
  read(path: string, most: number): Promise<Uint8Array | undefined>;
}

export interface Inventory {
  readonly checkpoints: readonly string[];
  readonly hasTiles: boolean;
  readonly hasEntries: boolean;
  /** Paths that are no part of a log; the first few. */
  readonly ignored: readonly string[];
  /** Widths of the files of this tile, in the order in which they are to be asked for so many hashes: exactly these, the full tile, wider ones, narrower ones. */
  widths(level: Tile['level'], index: number, need: number): readonly number[];
}

/** `checkpoint` is the newest; `checkpoint.<size>` and `checkpoints/<size>` are kept ones. */
const checkpointForm = /^checkpoint(?:s\/\d{1,16}|\.\d{1,16})?$/;
const mostIgnored = 20;

/** Looks through the names alone. Memory grows with the partial tiles, which are few: full ones are asked for by arithmetic. */
export async function takeInventory(files: LogFiles): Promise<Inventory> {
  const checkpoints: string[] = [];
  const ignored: string[] = [];
  const partials = new Map<string, number[]>();
  const seen = { tiles: false, entries: false };
  for await (const path of files.list()) {
    const tile = parseTilePath(path);
    if (tile !== undefined) {
      if (tile.level === 'entries') seen.entries = true;
      else seen.tiles = true;
      if (tile.width < tileWidth) widthsOf(partials, tile).push(tile.width);
    } else if (checkpointForm.test(path)) checkpoints.push(path);
    else if (ignored.length < mostIgnored) ignored.push(path);
  }
  const widths: Inventory['widths'] = (level, index, need) =>
    [
      ...new Set([need, tileWidth, ...(partials.get(`${level}/${index}`) ?? []).sort((one, other) => one - other)]),
    ].sort((one, other) => rank(one, need) - rank(other, need));
  return { checkpoints, ignored, hasTiles: seen.tiles, hasEntries: seen.entries, widths };
}

function widthsOf(partials: Map<string, number[]>, { level, index }: Tile): number[] {
  const key = `${level}/${index}`;
  const widths = partials.get(key) ?? [];
  partials.set(key, widths);
  return widths;
}

function rank(width: number, need: number): number {
  if (width === need) return 0;
  if (width === tileWidth) return 1;
  return width > need ? 2 : 3;
}
