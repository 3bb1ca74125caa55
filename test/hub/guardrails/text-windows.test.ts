import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWindows, unitsOf } from '../../../hub/guardrails/text-windows.ts';

describe('text units', () => {
  it('are begun thousands of characters', () => {
    expect(['', 'x', 'x'.repeat(1000), 'x'.repeat(1001)].map(unitsOf)).toEqual([0, 1, 1, 2]);
  });
});

describe('text windows', () => {
  it('are one where the text fits a request', () => {
    const text = 'x'.repeat(25_000);
    expect(textWindows(text)).toEqual([{ start: 0, text }]);
  });

  it('overlap by a text unit otherwise, and never go over a request', () => {
    const windows = textWindows('x'.repeat(60_000));
    expect(windows.map(({ start, text }) => [start, text.length])).toEqual([
      [0, 25_000],
      [24_000, 25_000],
      [48_000, 12_000],
    ]);
  });

  it('have every phrase up to the overlap whole in one of them, wherever it stands', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 14, max: 60 }),
        fc.nat(),
        fc.integer({ min: 1, max: 10 }),
        (whole, length, at, size) => {
          const windows = textWindows(whole, length, 10);
          const start = at % whole.length;
          const end = Math.min(whole.length, start + size);
          const holder = windows.find((window) => window.start <= start && window.start + window.text.length >= end);
          expect(holder?.text.slice(start - holder.start, end - holder.start)).toBe(whole.slice(start, end));
        },
      ),
    );
  });

  it('go on through pairs where a window is hardly longer than the overlap', () => {
    const pairs = '\u{1f600}'.repeat(40);
    for (const text of [pairs, `x${pairs}`]) expect(textWindows(text, 12, 10).at(-1)?.text.at(-1)).toBe(text.at(-1));
  });

  it('are cuts of the text that begin where they say and never part a surrogate pair', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 12, max: 40 }),
        (whole, length) => {
          for (const { start, text } of textWindows(whole, length, 5)) {
            expect(whole.slice(start, start + text.length)).toBe(text);
            expect(text.length).toBeLessThanOrEqual(length);
            expect(text.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });
});
