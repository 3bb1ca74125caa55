/** Bundles of entries (https://c2sp.org/tlog-tiles, Log entries): each entry behind its length in two bytes, the greater first. */
import { tileWidth } from './tile-path.ts';

/** Two bytes of length allow no longer entry. */
const longestEntry = 0xffff;
/** No bundle is larger. */
export const largestBundle = tileWidth * (2 + longestEntry);

export function encodeEntry(entry: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(2 + entry.length);
  framed.writeUInt16BE(entry.length);
  framed.set(entry, 2);
  return framed;
}

/** The entries of a bundle, without copying; undefined where its bytes are not exactly so many entries. */
export function decodeBundle(bundle: Uint8Array, width: number): readonly Uint8Array[] | undefined {
  const entries: Uint8Array[] = [];
  let offset = 0;
  while (offset + 2 <= bundle.length && entries.length < width) {
    const length = (bundle[offset] ?? 0) * 256 + (bundle[offset + 1] ?? 0);
    const end = offset + 2 + length;
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(offset + 2, end));
    offset = end;
  }
  return offset === bundle.length && entries.length === width ? entries : undefined;
}
