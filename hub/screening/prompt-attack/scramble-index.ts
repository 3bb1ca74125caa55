import { unitsOf } from './text-units.ts';

/** Shorter words have too few letters inside to be told again. */
export const shortest = 6;
export const longest = 16;

const slotBits = 13;
const parting = /[ _-]/;

/** Words by what does not change when letters inside them change places, in flat memory. */
export class ScrambleIndex {
  readonly #letters: Uint16Array;
  /** Of each word, from 1 on: what it is found by, and where it stands in `letters`. */
  readonly #signatures: Int32Array;
  readonly #starts: Int32Array;
  /** By slot: the last word, and before each word the one before it; 0 where there is none. */
  readonly #heads = new Uint16Array(1 << slotBits);
  readonly #next: Uint16Array;
  #count = 0;

  /** `words`: parted by spaces, expressions by `_`; what ends in `*` is no whole word. Every first text waits for this, so that words that stand there often are read once. */
  constructor(words: string) {
    const known = [...new Set(words.split(parting).reverse())].reverse().filter(isWhole);
    this.#letters = unitsOf(known.join(' '));
    this.#signatures = new Int32Array(known.length + 1);
    this.#starts = new Int32Array(known.length + 1);
    this.#next = new Uint16Array(known.length + 1);
    let start = 0;
    for (const { length } of known) {
      this.#add(start, start + length);
      start += length + 1;
    }
  }

  /** The word that stands from `start` to `end` with its letters out of order; undefined where there is none, or where it is in order. */
  scrambled(units: Uint16Array, start: number, end: number, sum: number): string | undefined {
    const length = end - start;
    const signature = signatureOf(sum, length, units[start] as number, units[end - 1] as number);
    for (let word = this.#heads[slotOf(signature)] as number; word !== 0; word = this.#next[word] as number) {
      if (this.#signatures[word] !== signature) continue;
      const known = this.#outOfOrder(this.#starts[word] as number, units, start, length);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  #add(start: number, end: number): void {
    const letters = this.#letters;
    let sum = 0;
    for (let at = start; at < end; at += 1) sum += letters[at] as number;
    this.#count += 1;
    const signature = signatureOf(sum, end - start, letters[start] as number, letters[end - 1] as number);
    const slot = slotOf(signature);
    this.#signatures[this.#count] = signature;
    this.#starts[this.#count] = start;
    this.#next[this.#count] = this.#heads[slot] as number;
    this.#heads[slot] = this.#count;
  }

  #outOfOrder(word: number, units: Uint16Array, start: number, length: number): string | undefined {
    const letters = this.#letters;
    let same = 0;
    while (same < length && letters[word + same] === ((units[start + same] as number) | 32)) same += 1;
    if (same === length) return undefined;
    const known = letters.slice(word, word + length);
    const written = units.slice(start, start + length).map((unit) => unit | 32);
    const name = String.fromCharCode(...known);
    return known.sort().join() === written.sort().join() ? name : undefined;
  }
}

function isWhole(word: string): boolean {
  return word.length >= shortest && word.length <= longest && !word.endsWith('*');
}

/** The sum of the letters, their number, the first and the last. */
function signatureOf(sum: number, length: number, first: number, last: number): number {
  return (sum << 14) | (length << 10) | ((first & 31) << 5) | (last & 31);
}

function slotOf(signature: number): number {
  return Math.imul(signature, 0x9e3779b1) >>> (32 - slotBits);
}
