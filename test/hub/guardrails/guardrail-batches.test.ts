import { describe, expect, it } from 'vitest';
import { batchWindows } from '../../../hub/guardrails/guardrail-batches.ts';
import { unitsOf } from '../../../hub/guardrails/text-windows.ts';

const sizes = (texts: readonly string[]) =>
  batchWindows(texts).map((batch) => batch.map(({ of, text }) => [of, text.length]));

describe('batches of windows', () => {
  it('take many small texts into one request', () => {
    expect(sizes(['a', 'bb', 'ccc'])).toEqual([
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    ]);
  });

  it('begin anew where the text units of a request are used up: a short text costs a whole one', () => {
    const batches = batchWindows(Array.from({ length: 60 }, () => 'short'));
    expect(batches.map((batch) => batch.length)).toEqual([25, 25, 10]);
  });

  it('hold a long text’s windows in requests of their own', () => {
    expect(sizes(['x'.repeat(30_000), 'y'])).toEqual([
      [[0, 25_000]],
      [
        [0, 6_000],
        [1, 1],
      ],
    ]);
  });

  it('never go over 25 text units', () => {
    const texts = [900, 1500, 24_999, 3, 70_000, 12_345, 25_000].map((length) => 'x'.repeat(length));
    for (const batch of batchWindows(texts)) {
      expect(batch.reduce((sum, { text }) => sum + unitsOf(text), 0)).toBeLessThanOrEqual(25);
    }
  });
});
