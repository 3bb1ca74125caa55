import { signatureOf, slotOfSignature } from './scramble-signature.ts';

/** Words by what does not change when letters inside them change places, in flat memory; as `pipelines/training/scramble-tables.ts` builds them. */
export interface ScrambleTables {
  /** All words, one space between two. */
  readonly letters: Uint16Array;
  /** Of each word, from 1 on: what it is found by, and where it stands in `letters`. */
  readonly signatures: Int32Array;
  readonly starts: Uint16Array;
  /** By slot of a signature: the last word, and before each word the one before it; 0 where there is none. */
  readonly heads: Uint16Array;
  readonly next: Uint16Array;
}

const ascii = 128;
/** How often each letter is still wanted. Shared by all looks: each ends before another can begin, and leaves nothing but zeros. */
const wanted = new Uint8Array(ascii);

export class ScrambleIndex {
  readonly #tables: ScrambleTables;

  constructor(tables: ScrambleTables) {
    this.#tables = tables;
  }

  /** The word that stands from `start` to `end` with its letters out of order; undefined where there is none, or where it is in order. */
  scrambled(units: Uint16Array, start: number, end: number, sum: number): string | undefined {
    const { heads, next, signatures, starts } = this.#tables;
    const length = end - start;
    const signature = signatureOf(sum, length, units[start] as number, units[end - 1] as number);
    for (let word = heads[slotOfSignature(signature)] as number; word !== 0; word = next[word] as number) {
      if (signatures[word] !== signature) continue;
      const from = starts[word] as number;
      if (this.#outOfOrder(from, units, start, length))
        return String.fromCharCode(...this.#tables.letters.subarray(from, from + length));
    }
    return undefined;
  }

  #outOfOrder(word: number, units: Uint16Array, start: number, length: number): boolean {
    const { letters } = this.#tables;
    let same = 0;
    while (same < length && letters[word + same] === ((units[start + same] as number) | 32)) same += 1;
    return same < length && this.#hasLetters(word + same, units, start + same, length - same);
  }

  /** Whether `length` letters of the text are those of the word, in any order. */
  #hasLetters(word: number, units: Uint16Array, start: number, length: number): boolean {
    const { letters } = this.#tables;
    for (let i = 0; i < length; i += 1)
      wanted[letters[word + i] as number] = (wanted[letters[word + i] as number] as number) + 1;
    let met = 0;
    for (; met < length; met += 1) {
      const letter = (units[start + met] as number) | 32;
      if (letter >= ascii || wanted[letter] === 0) break;
      wanted[letter] = (wanted[letter] as number) - 1;
    }
    for (let i = 0; i < length; i += 1) wanted[letters[word + i] as number] = 0;
    return met === length;
  }
}
