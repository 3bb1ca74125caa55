/**
 * Tables as text, for files: base64 of little-endian numbers. What runs them is little-endian, too (x64, arm64), so that reading is a copy and no work for each number: every first
 * text waits for it, before anything is compiled.
 */

/** The bytes of a table, of a whole number of entries of `size` bytes. Aligned, because a pool of buffers is: by eight bytes. */
function bytesOf(table: string, size: number): { buffer: ArrayBufferLike; at: number; length: number } {
  const bytes = Buffer.from(table, 'base64');
  return { buffer: bytes.buffer, at: bytes.byteOffset, length: bytes.length / size };
}

export function bytesFrom(table: string): Uint8Array {
  const { buffer, at, length } = bytesOf(table, 1);
  return new Uint8Array(buffer, at, length);
}

export function shortsFrom(table: string): Uint16Array {
  const { buffer, at, length } = bytesOf(table, 2);
  return new Uint16Array(buffer, at, length);
}

export function shortNumbersFrom(table: string): Int16Array {
  const { buffer, at, length } = bytesOf(table, 2);
  return new Int16Array(buffer, at, length);
}

export function numbersFrom(table: string): Int32Array {
  const { buffer, at, length } = bytesOf(table, 4);
  return new Int32Array(buffer, at, length);
}

/** Fills a table, of which most entries stay zero, with those that do not, and where they stand. */
export function spread<Table extends Uint16Array | Int32Array>(
  values: Table,
  places: Uint16Array,
  table: Table,
): Table {
  for (let i = 0; i < places.length; i += 1) table[places[i] as number] = values[i] as number;
  return table;
}
