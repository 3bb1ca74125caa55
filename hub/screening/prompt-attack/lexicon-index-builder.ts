import type { LexiconIndex, WordList } from './lexicon-index.ts';
import { unitsOf } from './text-units.ts';
import { extendKey, slotOf } from './word-keys.ts';

/** Of the tables by key: small enough for the fastest memory. */
export const slotBits = 13;

/** Entries are found by the first four characters of their first word; in scripts without spaces, by the first two. */
const spacedKey = 4;
const unspacedKey = 2;

/** All words of this length and more share one bit. */
export const longestLength = 31;

const [space, star, gap] = [32, 42, 95];

/** Reads word lists one after the other, a character at a time and once: this runs before anything is compiled, so every step counts. */
export class IndexBuilder {
  readonly #letters: Uint16Array;
  readonly #starts: Int32Array;
  readonly #firstEnds: Int32Array;
  readonly #ends: Int32Array;
  readonly #open: Uint8Array;
  readonly #concepts: Uint8Array;
  readonly #slots: Uint16Array;
  readonly #lengths = new Int32Array(1 << slotBits);
  #entries = 0;
  #read = 0;

  /** `words`: of all lists, with one space between them. */
  constructor(words: string) {
    this.#letters = unitsOf(words);
    const most = (words.length >> 1) + 2;
    this.#starts = new Int32Array(most);
    this.#firstEnds = new Int32Array(most);
    this.#ends = new Int32Array(most);
    this.#open = new Uint8Array(most);
    this.#concepts = new Uint8Array(most);
    this.#slots = new Uint16Array(most);
  }

  read({ words, concept, unspaced }: WordList): void {
    const end = this.#read + words.length;
    while (this.#read < end) {
      this.#entries += 1;
      this.#concepts[this.#entries] = concept;
      this.#read = this.#readEntry(this.#entries, this.#read, unspaced) + 1;
    }
  }

  linked(): LexiconIndex {
    const heads = new Uint16Array(1 << slotBits);
    const next = new Uint16Array(this.#entries + 1);
    // From the last one on, so that each chain is in the order of the lists.
    for (let entry = this.#entries; entry > 0; entry -= 1) {
      const slot = this.#slots[entry] as number;
      next[entry] = heads[slot] as number;
      heads[slot] = entry;
    }
    return {
      letters: this.#letters,
      starts: this.#starts,
      firstEnds: this.#firstEnds,
      ends: this.#ends,
      open: this.#open,
      concepts: this.#concepts,
      heads,
      next,
      lengths: this.#lengths,
    };
  }

  /** Reads one entry from `start`; answers where it ends. */
  #readEntry(entry: number, start: number, unspaced: boolean): number {
    const letters = this.#letters;
    const keyEnd = start + (unspaced ? unspacedKey : spacedKey);
    let key = 0;
    let firstEnd = 0;
    let at = start;
    for (let code = letters[at] as number; code !== space && code !== 0; code = letters[at] as number) {
      if (code === gap) {
        letters[at] = space;
        if (firstEnd === 0) firstEnd = at;
      } else if (at < keyEnd && firstEnd === 0 && code !== star) key = extendKey(key, code);
      at += 1;
    }
    const stem = letters[at - 1] === star;
    this.#starts[entry] = start;
    this.#ends[entry] = stem ? at - 1 : at;
    this.#firstEnds[entry] = firstEnd === 0 ? (this.#ends[entry] as number) : firstEnd;
    this.#open[entry] = stem || unspaced ? 1 : 0;
    const slot = slotOf(key, slotBits);
    this.#slots[entry] = slot;
    this.#lengths[slot] = (this.#lengths[slot] as number) | (unspaced ? 1 : this.#lengthsOf(entry));
    return at;
  }

  /** Bits of the lengths that a word may have to be the first one of this entry. */
  #lengthsOf(entry: number): number {
    const firstEnd = this.#firstEnds[entry] as number;
    const bit = Math.min(firstEnd - (this.#starts[entry] as number), longestLength);
    return this.#open[entry] === 1 && firstEnd === this.#ends[entry] ? -1 << bit : 1 << bit;
  }
}
