import { FoldingText, plain } from './folding-text.ts';

/** The reading of a text that detectors judge, and the way back. */
export interface Folded {
  readonly text: string;
  /** Offset in the folded text → offset in the original where that character begins; characters left out before it are passed over. */
  toOriginal(offset: number): number;
  /** Offset in the folded text → offset in the original where the character before it ends, its marks included: the end of a span. */
  toOriginalEnd(offset: number): number;
}

/**
 * Folds look-alikes together, so that a detector of `4111` also sees `４１１１`, `4\u200b111` and `4\u0301111`: compatibility forms (NFKD), marks and invisible characters left
 * out, letters that look Latin made Latin, spaces, dashes, quotes and decimal digits of every script made ASCII. Case is kept. A number that stands at another
 * height (², ½, ①) is parted from its neighbours by `^`.
 * Sources: Unicode Standard Annex 15 (normalization forms), Technical Standard 39 (confusables).
 */
export function fold(text: string): Folded {
  if (plain.test(text)) return { text, toOriginal: identity, toOriginalEnd: identity };
  const folding = new FoldingText();
  folding.push(text, true);
  if (folding.folded === text) return { text, toOriginal: identity, toOriginalEnd: identity };
  return {
    text: folding.folded,
    toOriginal: (offset) => (offset >= folding.foldedEnd ? text.length : folding.startOf(offset)),
    toOriginalEnd: (offset) => folding.endOf(offset),
  };
}

function identity(offset: number): number {
  return offset;
}
