import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedSpans, occurrences } from '../../../hub/guardrails/mask-alignment.ts';

const name = (match: string) => ({ name: 'NAME', match });

describe('spans read off a masked copy', () => {
  it('are where the placeholders stand', () => {
    const original = 'Ask Jane Doe or Bob.';
    expect(maskedSpans(original, 'Ask {NAME} or {NAME}.', [name('Bob'), name('Jane Doe')])).toEqual([
      { start: 4, end: 12, type: 'NAME' },
      { start: 16, end: 19, type: 'NAME' },
    ]);
  });

  it('are none where nothing was masked', () => {
    expect(maskedSpans('same', 'same', [])).toEqual([]);
    expect(maskedSpans('same', 'other', [])).toBeUndefined();
  });

  it('tell a match from a longer one that it begins', () => {
    const found = [name('Jane'), name('Jane Doe')];
    expect(maskedSpans('Jane Doe met Jane', '{NAME} met {NAME}', found)).toEqual([
      { start: 0, end: 8, type: 'NAME' },
      { start: 13, end: 17, type: 'NAME' },
    ]);
    expect(maskedSpans('Jane Doe', '{NAME} Doe', found)).toEqual([{ start: 0, end: 4, type: 'NAME' }]);
  });

  it('leave a placeholder alone that stood in the original: an earlier mask', () => {
    expect(maskedSpans('{NAME} and Bob', '{NAME} and {NAME}', [name('Bob')])).toEqual([
      { start: 11, end: 14, type: 'NAME' },
    ]);
  });

  it('leave alone a match that was not masked there', () => {
    expect(maskedSpans('Will will see Will', 'Will will see {NAME}', [name('Will')])).toEqual([
      { start: 14, end: 18, type: 'NAME' },
    ]);
  });

  it.each([
    ['another text', 'Ask {NAME}', 'Tell Bob'],
    ['more behind the end', 'Ask {NAME}', 'Ask Bob now'],
    ['a match that is not known', 'Ask {NAME}', 'Ask Tim'],
  ])('are unknown where the copy is of %s', (_, masked, original) => {
    expect(maskedSpans(original, masked, [name('Bob')])).toBeUndefined();
  });

  it('take names of regular expressions as they are written', () => {
    const found = [{ name: 'a.*b (x)', match: '42' }];
    expect(maskedSpans('no 42', 'no {a.*b (x)}', found)).toEqual([{ start: 3, end: 5, type: 'a.*b (x)' }]);
  });

  it('give the copy back when they are masked in the original', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }).map((text) => ({ text, type: undefined })),
      fc.constantFrom('Jane', 'Jane Doe', 'Bob').map((text) => ({ text, type: 'NAME' })),
      fc.constantFrom('12', '123').map((text) => ({ text, type: 'AGE' })),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const original = pieces.map(({ text }) => text).join('');
        const masked = pieces.map(({ text, type }) => (type === undefined ? text : `{${type}}`)).join('');
        const found = pieces.flatMap(({ text, type }) => (type === undefined ? [] : [{ name: type, match: text }]));
        const spans = maskedSpans(original, masked, found);
        if (spans === undefined) return;
        let rebuilt = '';
        let at = 0;
        for (const { start, end, type } of spans) {
          rebuilt += `${original.slice(at, start)}{${type}}`;
          at = end;
        }
        expect(rebuilt + original.slice(at)).toBe(masked);
      }),
    );
  });
});

describe('occurrences of a match', () => {
  it('are whole words, where it stands as one', () => {
    expect(occurrences('Al also saw Al', name('Al'))).toEqual([
      { start: 0, end: 2, type: 'NAME' },
      { start: 12, end: 14, type: 'NAME' },
    ]);
  });

  it('are parts of words, where it stands as nothing else', () => {
    expect(occurrences('Also', name('Al'))).toEqual([{ start: 0, end: 2, type: 'NAME' }]);
  });

  it('are unknown where it does not stand in the text', () => {
    expect(occurrences('Bob', name('Jane'))).toBeUndefined();
  });
});
