/**
 * Where the tiles of a log lie (https://c2sp.org/tlog-tiles): `tile/<L>/<N>[.p/<W>]` with 256 hashes of level L (each stands for 256^L entries) or fewer, W of them, at the right
 * edge; `tile/entries/<N>[.p/<W>]` with the entries themselves. N is written in groups of three digits, all but the last behind an `x`.
 */

/** Hashes, or entries, of a full tile. */
export const tileWidth = 256;

export interface Tile {
  readonly level: number | 'entries';
  readonly index: number;
  /** Between 1 and 256; 256 is a full tile. */
  readonly width: number;
}

export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const name = groups.map((group, place) => (place < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`;
}

const tileForm = /^tile\/(0|[1-9]\d?|entries)\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** Undefined for whatever is not the one path of a tile: no needless zeros, no width beyond 255. */
export function parseTilePath(path: string): Tile | undefined {
  const [, level, name, partial] = tileForm.exec(path) ?? [];
  if (level === undefined || name === undefined) return undefined;
  const index = Number(name.replaceAll(/[x/]/g, ''));
  const width = partial === undefined ? tileWidth : Number(partial);
  const tile: Tile = { level: level === 'entries' ? level : Number(level), index, width };
  return Number.isSafeInteger(index) && tilePath(tile) === path ? tile : undefined;
}

/** How many hashes of this level (entries: 0) the tree of that size has in this tile; 0 where the tile is beyond it. */
export function widthAt(size: number, level: number, index: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth));
}
