import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LineBatch, lineBatches, linesOf } from '../../../pipelines/evaluation/line-batches.ts';

async function* chunksOf(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  let start = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    yield bytes.subarray(start, cut);
    start = cut;
  }
  yield bytes.subarray(start);
}

async function batchesOf(text: string, cuts: readonly number[], batchBytes: number, longestLine = 1000) {
  const batches: LineBatch[] = [];
  for await (const batch of lineBatches(chunksOf(Buffer.from(text), cuts), { batchBytes, longestLine }))
    batches.push(batch);
  return batches;
}

const linesIn = (batches: readonly LineBatch[]) => batches.flatMap(({ bytes }) => linesOf(bytes));

describe('batches of lines', () => {
  it('hold the same lines however the stream was cut and whatever their size', async () => {
    const line = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\n', ' ').toWellFormed());
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 20 }),
        fc.array(fc.nat(200), { maxLength: 8 }),
        fc.integer({ min: 1, max: 60 }),
        async (lines, cuts, batchBytes) => {
          const text = lines.map((one) => `${one}\n`).join('');
          const within = cuts.map((cut) => Math.min(cut, Buffer.byteLength(text)));
          expect(linesIn(await batchesOf(text, within, batchBytes))).toEqual(lines);
        },
      ),
    );
  });

  it('say with which line they begin', async () => {
    const batches = await batchesOf('a\nbb\n\nccc\nd', [], 3);
    expect(batches.map(({ firstLine, lines }) => [firstLine, lines])).toEqual([
      [1, 2],
      [3, 2],
      [5, 1],
    ]);
  });

  it('do not end lines at U+2028, which JSON strings may hold', async () => {
    expect(linesIn(await batchesOf('a\u2028b\u0085c\rd\n', [], 100))).toEqual(['a\u2028b\u0085c\rd']);
  });

  it('leave out a line that is too long, say so, and go on with the next', async () => {
    const batches = await batchesOf(`a\n${'x'.repeat(50)}\nb\n`, [10, 20, 30], 100, 20);
    expect(batches.map(({ firstLine, lines, tooLong }) => [firstLine, lines, tooLong])).toEqual([
      [1, 1, false],
      [2, 1, true],
      [3, 1, false],
    ]);
    expect(linesIn(batches)).toEqual(['a', 'b']);
  });

  it('notice a line without end that is too long', async () => {
    expect(await batchesOf('x'.repeat(50), [10], 100, 20)).toMatchObject([{ firstLine: 1, tooLong: true }]);
  });

  it('answer undefined for lines that are no UTF-8, and the others as they are', () => {
    const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.of(0xff, 0xfe, 10), Buffer.from('\nb')]);
    expect(linesOf(bytes)).toEqual(['a', undefined, '', 'b']);
  });
});
