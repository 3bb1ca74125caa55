import { describe, expect, it } from 'vitest';
import {
  bytesFrom,
  numbersFrom,
  shortNumbersFrom,
  shortsFrom,
  spread,
} from '../../../../hub/screening/prompt-attack/table-bytes.ts';

const stored = (table: ArrayBufferView) =>
  Buffer.from(table.buffer, table.byteOffset, table.byteLength).toString('base64');

describe('tables', () => {
  it.each([0, 1, 3, 5000])('of %d entries are what was stored, whatever was read before', (length) => {
    const entries = Array.from({ length }, (_, i) => i * 7);
    expect(bytesFrom(stored(Uint8Array.of(1)))).toEqual(Uint8Array.of(1));
    expect(shortsFrom(stored(Uint16Array.from(entries)))).toEqual(Uint16Array.from(entries));
    expect(bytesFrom(stored(Uint8Array.of(1, 2, 3)))).toEqual(Uint8Array.of(1, 2, 3));
    expect(numbersFrom(stored(Int32Array.from(entries, (entry) => -entry)))).toEqual(
      Int32Array.from(entries, (entry) => -entry),
    );
    expect(shortNumbersFrom(stored(Int16Array.of(-1, 2)))).toEqual(Int16Array.of(-1, 2));
  });

  it('are zero where nothing is spread to', () => {
    expect(spread(Uint16Array.of(7, 9), Uint16Array.of(1, 3), new Uint16Array(5))).toEqual(
      Uint16Array.of(0, 7, 0, 9, 0),
    );
  });
});
