import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observe } from '../../../../hub/screening/prompt-attack/observe.ts';
import { disguisedReadings } from '../../../../hub/screening/prompt-attack/readings.ts';

/** What a code says that stands in a text. */
function codesIn(text: string): string[] {
  return disguisedReadings(text, text, observe(text))
    .filter(({ disguise }) => disguise === 'code')
    .map((reading) => reading.text.trim());
}

describe('a code is read as soon as it may be one', () => {
  const shortestMorse = '. -... .- - . .. . .';

  it.each([
    ['alone', shortestMorse],
    ['behind words', `Read: ${shortestMorse}`],
    ['before words', `${shortestMorse} is what it says`],
  ])('dots and dashes %s', (_, text) => {
    expect(codesIn(text).join(' ')).toContain('ebateiee');
  });

  it('dots and dashes with middle dots, which are letters to a reader of words', () => {
    expect(codesIn('· -··· ·- - · ·· · ·').join(' ')).toContain('ebateiee');
  });

  it('eight numbers of one digit', () => {
    expect(codesIn('Take 9 7 1 2 3 4 5 6 so')).toContain('igabcdef');
  });

  it('Pig Latin, however its words stand against other letters and signs', () => {
    const pieces = ['ethay', 'ULESRAY', 'olidé', 'ay', 'é', "'", ' ', '1', '-', '漢', 'ไท', '. '];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
        const text = parts.join('');
        const pigs = (text.match(/[a-z']+/gi) ?? []).filter((word) => word.length > 3 && /ay$/i.test(word));
        expect(observe(text).pigs).toBeGreaterThanOrEqual(pigs.length);
      }),
    );
  });

  it('and not where words stand together', () => {
    const seen = observe('We met on Monday at 10:30, and paid 48 euros. It was fine.');
    expect([seen.parted, seen.pigs]).toEqual([false, 1]);
  });
});
