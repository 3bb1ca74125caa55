import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mask, Overlay } from '../../../hub/screening/overlay.ts';

function mask(start: number, end: number, placeholder: string): Mask {
  return { start, end, placeholder };
}

function rendered(text: string, masks: readonly Mask[]): string {
  const overlay = new Overlay();
  for (const one of [...masks].sort((a, b) => a.start - b.start || b.end - a.end)) overlay.add(one);
  return overlay.render(text, 0, 0, text.length);
}

/** The same, one character at a time: each belongs to the longest mask over it, the earlier of equals. */
function byCharacter(text: string, masks: readonly Mask[]): string {
  const sorted = [...masks].sort((a, b) => a.start - b.start || b.end - a.end);
  let result = '';
  let current: Mask | undefined;
  for (let at = 0; at < text.length; at += 1) {
    const over = sorted.filter((one) => one.start <= at && at < one.end);
    const longest = Math.max(...over.map((one) => one.end - one.start));
    const winner = over.find((one) => one.end - one.start === longest);
    if (winner === undefined) result += text[at];
    else if (winner !== current) result += winner.placeholder;
    current = winner;
  }
  return result;
}

describe('Overlay', () => {
  it('replaces a span by its placeholder', () => {
    expect(rendered('call 123 now', [mask(5, 8, '{N}')])).toBe('call {N} now');
  });

  it('lets the longest of nested masks win', () => {
    expect(rendered('abcdefgh', [mask(0, 8, '{LONG}'), mask(2, 4, '{SHORT}')])).toBe('{LONG}');
  });

  it('leaves nothing readable of masks that overlap in part', () => {
    expect(rendered('abcdefgh', [mask(0, 3, '{A}'), mask(2, 8, '{B}')])).toBe('{A}{B}');
    expect(rendered('abcdefgh', [mask(0, 6, '{A}'), mask(4, 8, '{B}')])).toBe('{A}{B}');
  });

  it('keeps the first of two equal spans', () => {
    expect(rendered('abcd', [mask(1, 3, '{FIRST}'), mask(1, 3, '{SECOND}')])).toBe('a{FIRST}d');
  });

  it('gives every character to the longest mask over it, however masks are heaped', () => {
    const heap = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 12 })), { maxLength: 12 });
    fc.assert(
      fc.property(heap, (spans) => {
        const text = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz';
        const masks = spans.map(([start, length], at) => mask(start, start + length, `{${at}}`));
        expect(rendered(text, masks)).toBe(byCharacter(text, masks));
      }),
      { numRuns: 1000 },
    );
  });
});
