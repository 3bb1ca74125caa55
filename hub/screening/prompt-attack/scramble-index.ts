import { unitsOf } from './text-units.ts';

/** Shorter words have too few letters inside to be told again. */
export const shortest = 6;
export const longest = 16;

const slotBits = 13;
const [space, star, hyphen, gap] = [32, 42, 45, 95];

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

  /** `words`: parted by spaces, expressions by `_`; what ends in `*` is no whole word. */
  constructor(words: string) {
    const most = Math.ceil(words.length / shortest) + 1;
    this.#letters = unitsOf(words);
    this.#signatures = new Int32Array(most);
    this.#starts = new Int32Array(most);
    this.#next = new Uint16Array(most);
    this.#read(words.length);
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

  #read(length: number): void {
    const letters = this.#letters;
    let start = 0;
    let sum = 0;
    for (let at = 0; at <= length; at += 1) {
      const unit = letters[at] as number;
      if (unit !== space && unit !== gap && unit !== hyphen && unit !== 0) {
        sum += unit;
        continue;
      }
      if (at - start >= shortest && at - start <= longest && letters[at - 1] !== star) this.#add(start, at, sum);
      start = at + 1;
      sum = 0;
    }
  }

  #add(start: number, end: number, sum: number): void {
    this.#count += 1;
    const signature = signatureOf(sum, end - start, this.#letters[start] as number, this.#letters[end - 1] as number);
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

/** The sum of the letters, their number, the first and the last. */
function signatureOf(sum: number, length: number, first: number, last: number): number {
  return (sum << 14) | (length << 10) | ((first & 31) << 5) | (last & 31);
}

function slotOf(signature: number): number {
  return Math.imul(signature, 0x9e3779b1) >>> (32 - slotBits);
}
