import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../../hub/screening/folding.ts';
import { FoldingText } from '../../../hub/screening/folding-text.ts';
import { cutAt } from './support/texts.ts';

/** Pieces that fold in every way there is, glued in any order. */
const exotic = fc.oneof(
  fc.constantFrom(
    ...'aZ5 ^-\n',
    'é',
    'e\u0301',
    '\u0301',
    '\u200b',
    '\ufe0f',
    '\u00ad',
    '\u{e0041}',
    '４',
    '𝟒',
    '²',
    '₂',
    '½',
    '①',
    '⑫',
    'ﬁ',
    'Ⓐ',
    '🅐',
    'а',
    'η',
    'ᎪᏴ',
    '…',
    '’',
    '—',
    '\u3000',
    '漢',
    'が',
    'か\u3099',
    'นำ',
    'हिन्दी',
    '한국',
    '٤',
    '😀',
    '\ud83d',
    '\ude00',
    '\u0000',
    '\u001f',
    'ö\u0323',
    '™',
  ),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const exoticText = fc.array(exotic, { maxLength: 25 }).map((pieces) => pieces.join(''));

describe('what is read as ASCII', () => {
  it.each([
    ['fullwidth', '４１１１', '4111'],
    ['mathematical letters and digits', '𝐟𝓸𝖗𝚋𝟙', 'forb1'],
    ['circled and boxed letters', 'Ⓕⓞ🅡🅱', 'FoRB'],
    ['superscripts', 'ᶠᵒʳ', 'for'],
    ['ligatures', 'ﬁre', 'fire'],
    ['combining marks, composed or not', 'fórb\u0336i\u0323\u0301d', 'forbid'],
    ['zero-width characters', 'for\u200bb\u200did\ufeff', 'forbid'],
    ['bidi controls', '\u202efor\u2066bid\u2069', 'forbid'],
    ['tag characters and variation selectors', 'for\u{e0041}\u{e0042}b\ufe0fid', 'forbid'],
    ['soft hyphens', 'for\u00adbid', 'forbid'],
    ['control characters', 'for\u0000b\u0008id\u007f', 'forbid'],
    ['Cyrillic', 'Тор ѕесrеt', 'Top secret'],
    ['Greek', 'Τορ', 'Top'],
    ['Armenian', 'fօrbіd', 'forbid'],
    ['Cherokee', 'ᏟᎪᎡᎠ', 'CARD'],
    ['Lisu', 'ꓚꓮꓣꓓ', 'CARD'],
    ['small capitals', 'ꜰᴏʀʙɪᴅ', 'forbid'],
    ['IPA', 'ɑɡɪ', 'agi'],
    ['strokes', 'łøđ', 'lod'],
    ['spaces', 'a\u00a0b\u3000c\u2009d\u2028e', 'a b c d\ne'],
    ['dashes', 'a‐b–c—d−e', 'a-b-c-d-e'],
    ['quotes', '‘a’ “b”', '\'a\' "b"'],
    ['digits of other scripts', '٤١१১𑁦', '41110'],
    ['full stops', 'example。com．', 'example.com.'],
  ])('%s', (_, text, ascii) => {
    expect(fold(text).text).toBe(ascii);
  });

  it('keeps case, white space and letters of scripts that are not taken for Latin', () => {
    for (const text of ['Mixed Case\t\r\n', '漢字かな', 'が', 'นำ', 'हिन्दी', '한국어', 'שלום', '😀🇺🇸']) {
      expect(fold(text).text).toBe(text);
    }
  });

  it('reads letters of other scripts decomposed and composed alike', () => {
    expect(fold('ё').text).toBe(fold('е\u0308').text);
    expect(fold('שָׁלוֹם').text).toBe('שלום');
  });

  it('drops marks of any script on ASCII letters', () => {
    expect(fold('4ิ1ิ1').text).toBe('411');
  });
});

describe('numbers', () => {
  it.each([
    ['an exponent', '5²', '5^2'],
    ['a footnote', '1111¹ ', '1111^1 '],
    ['a footnote before', '¹1111', '1^1111'],
    ['a fraction', '10½', '10^1/2'],
    ['a digit after a fraction', '½5', '1/2^5'],
    ['an index', 'H₂O', 'H^2^O'],
    ['a list mark', '①4111', '1^4111'],
    ['numbers in discs', '⑫⑬', '12^13'],
  ])('that stand apart are not joined: %s', (_, text, folded) => {
    expect(fold(text).text).toBe(folded);
  });

  it('of one style are one number', () => {
    expect(fold('⁴¹¹¹').text).toBe('4111');
    expect(fold('④①①①').text).toBe('4111');
    expect(fold('❹➊➀⓵').text).toBe('4111');
    expect(fold('①❿').text).toBe('1^10');
    expect(fold('4１𝟏١').text).toBe('4111');
  });

  it('grow onto no word: neither do trade marks', () => {
    expect(fold('Acme™ Acme² ¹Acme').text).toBe('Acme™ Acme^2 1^Acme');
  });
});

describe('the way back', () => {
  it('passes over what was left out before a character', () => {
    const folded = fold('a\u200bb');
    expect([0, 1, 2].map((offset) => folded.toOriginal(offset))).toEqual([0, 2, 3]);
    expect([1, 2].map((offset) => folded.toOriginalEnd(offset))).toEqual([1, 3]);
  });

  it('counts marks to the character before them', () => {
    const folded = fold('e\u0301\u0323x');
    expect(folded.toOriginalEnd(1)).toBe(3);
    expect(folded.toOriginal(1)).toBe(3);
  });

  it('never points into an expanded character or a surrogate pair', () => {
    const folded = fold('aﬁ𝟒b');
    expect(folded.text).toBe('afi4b');
    expect([0, 1, 2, 3, 4].map((offset) => folded.toOriginal(offset))).toEqual([0, 1, 1, 2, 4]);
    expect([1, 2, 3, 4, 5].map((offset) => folded.toOriginalEnd(offset))).toEqual([1, 2, 2, 4, 5]);
  });

  it('is the identity where nothing was folded', () => {
    const text = 'Nothing to fold here, 漢字.';
    const folded = fold(text);
    expect(folded.text).toBe(text);
    expect(folded.toOriginal(7)).toBe(7);
  });

  it('is monotone and total', () => {
    fc.assert(
      fc.property(exoticText, (text) => {
        const folded = fold(text);
        let before = 0;
        let endBefore = 0;
        for (let offset = 0; offset <= folded.text.length; offset += 1) {
          const start = folded.toOriginal(offset);
          expect(start).toBeGreaterThanOrEqual(before);
          expect(start).toBeLessThanOrEqual(text.length);
          before = start;
          if (offset === 0) continue;
          const end = folded.toOriginalEnd(offset);
          expect(end).toBeGreaterThanOrEqual(endBefore);
          expect(end).toBeGreaterThan(folded.toOriginal(offset - 1));
          expect(end).toBeLessThanOrEqual(text.length);
          endBefore = end;
        }
        expect(folded.toOriginal(folded.text.length)).toBe(text.length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('folding', () => {
  it('of a folded text changes nothing', () => {
    fc.assert(
      fc.property(exoticText, (text) => {
        const once = fold(text).text;
        expect(fold(once).text).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('in pieces gives what folding the whole gives, offsets included', () => {
    fc.assert(
      fc.property(exoticText, fc.array(fc.nat(), { maxLength: 30 }), (text, cuts) => {
        const [whole, pieces] = [new FoldingText(), new FoldingText()];
        whole.push(text, true);
        for (const chunk of cutAt(text, cuts)) pieces.push(chunk, false);
        pieces.push('', true);
        expect(pieces.folded).toBe(whole.folded);
        for (let offset = 0; offset <= whole.folded.length; offset += 1) {
          expect(pieces.startOf(offset)).toBe(whole.startOf(offset));
          if (offset > 0) expect(pieces.endOf(offset)).toBe(whole.endOf(offset));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('remembers offsets behind what it forgets', () => {
    const folding = new FoldingText();
    folding.push('\u200bﬁ \u200bé four', true);
    const end = folding.endOf(8);
    folding.forget(5, folding.startOf(5));
    expect(folding.endOf(8)).toBe(end);
    expect(folding.folded).toBe('four');
    expect(folding.original).toBe('four');
  });
});
