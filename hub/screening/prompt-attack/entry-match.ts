import { joinsWords } from './letter-classes.ts';
import type { LexiconIndex } from './lexicon-index.ts';

/** Blanks that may stand between two words of an expression. */
const mostBlanks = 8;

const [apostrophe, space] = [39, 32];

/** Tells whether entries of the lexicon stand at places of a text. Compares in place: most candidates fail at once. */
export class EntryMatch {
  readonly #index: LexiconIndex;
  readonly #units: Uint16Array;

  /** `units`: a text, with a zero behind it, at which every comparison ends. */
  constructor(index: LexiconIndex, units: Uint16Array) {
    this.#index = index;
    this.#units = units;
  }

  /** Whether the entry begins with the word of `length` letters at `start`. `next`: where the word after it begins. */
  atWord(entry: number, start: number, length: number, next: number): boolean {
    const { firstEnds, ends, open, starts, letters } = this.#index;
    const from = starts[entry] as number;
    const firstEnd = firstEnds[entry] as number;
    const size = firstEnd - from;
    if (firstEnd === ends[entry]) {
      if (open[entry] === 1 ? length < size : length !== size) return false;
      return this.#readsAt(start, from, firstEnd) >= 0;
    }
    if (length !== size || ((this.#units[next] as number) | 32) !== ((letters[firstEnd + 1] as number) | 32))
      return false;
    return this.#readsAt(start, from, firstEnd) >= 0 && this.#restAt(entry, next);
  }

  /** Whether the entry stands at `start`, in a script that does not part words by spaces. */
  atCharacter(entry: number, start: number): boolean {
    const { firstEnds, ends, letters, starts } = this.#index;
    const firstEnd = firstEnds[entry] as number;
    let at = start;
    for (let i = starts[entry] as number; i < firstEnd; i += 1, at += 1)
      if (this.#units[at] !== letters[i]) return false;
    return firstEnd === ends[entry] || this.#restAt(entry, afterBlanks(this.#units, at));
  }

  /** Whether the words after the first one stand at `next`. */
  #restAt(entry: number, next: number): boolean {
    const { firstEnds, ends, open } = this.#index;
    const after = this.#readsAt(next, (firstEnds[entry] as number) + 1, ends[entry] as number);
    if (after < 0) return false;
    const following = (this.#units[after] as number) | 32;
    return open[entry] === 1 || !(following >= 97 && following <= 122);
  }

  /** Where these letters of the lexicon end if they stand at `start`, in any case, apostrophes left out and any blanks between words; -1 if they do not. */
  #readsAt(start: number, from: number, to: number): number {
    const units = this.#units;
    const { letters } = this.#index;
    let at = start;
    for (let i = from; i < to; i += 1) {
      let code = units[at] as number;
      while (code === apostrophe) {
        at += 1;
        code = units[at] as number;
      }
      const wanted = letters[i] as number;
      if (wanted === space) {
        const next = afterBlanks(units, at);
        if (next === at) return -1;
        at = next;
        continue;
      }
      if (code >= 65 && code <= 90) code |= 32;
      if (code !== wanted) return -1;
      at += 1;
    }
    return at;
  }
}

/** Where the next word of an expression begins. */
export function afterBlanks(units: Uint16Array, from: number): number {
  let at = from;
  while (at - from < mostBlanks && joinsWords(units[at] as number)) at += 1;
  return at;
}
