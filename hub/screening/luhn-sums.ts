import type { DigitRuns } from './digit-runs.ts';

const zero = 48;
/** Where the two sums stand in what is kept of a digit, and whether it ends a run. */
const [evenSum, oddSum, ended] = [0x0f, 0xf0, 0x100];
/** What a digit is worth when it is doubled. */
const doubled = Uint8Array.of(0, 2, 4, 6, 8, 1, 3, 5, 7, 9);

/**
 * Luhn (ISO/IEC 7812-1, annex B) over numbers whose digits have one space, dot or dash between them or none. The sums up to each digit of a text are kept, so that a number
 * costs one look at its ends, and none at its digits: in a list of digits one begins at each.
 */
export class LuhnSums {
  /** Of what stands before each digit, counted from the first one of the text: its sum modulo 10 where the digits at even places are not doubled, and where those at odd ones are not. */
  readonly #sums: Uint16Array;
  /** By run: how many digits stand before it, and how many before the end of what it is joined to. */
  readonly #counts: Int32Array;
  readonly #joined: Int32Array;

  constructor(text: string, runs: DigitRuns) {
    const { size } = runs;
    this.#counts = new Int32Array(size / 2 + 1);
    this.#joined = new Int32Array(size / 2 + 1);
    this.#sums = new Uint16Array(this.#count(text, runs) + 1);
    this.#sumUp(text, runs);
  }

  /**
   * Of the numbers that begin with the run at a place of `bounds`, end where a run does and hold Luhn's check, the longest one: how many digits it has; 0: none. `lengths`: how
   * many it may have, as bits.
   */
  longestAt(place: number, lengths: number): number {
    const first = this.#counts[place >> 1] as number;
    const most = (this.#joined[place >> 1] as number) - first;
    const before = this.#sums[first] as number;
    for (let rest = lengths; rest !== 0; ) {
      const length = 31 - Math.clz32(rest);
      if (length <= most && this.#holds(before, first + length)) return length;
      rest &= ~(1 << length);
    }
    return 0;
  }

  /** Whether a run ends there, and the sum of the digits from `before` on is a multiple of ten: the last one is not doubled, nor every other one before it. */
  #holds(before: number, count: number): boolean {
    const sums = this.#sums[count] as number;
    return (sums & ended) !== 0 && ((sums ^ before) & (count % 2 === 1 ? evenSum : oddSum)) === 0;
  }

  /** Counts the digits of the text: those before each run; then, from the last run on, those up to where what it is joined to ends. */
  #count(text: string, { bounds, size }: DigitRuns): number {
    let count = 0;
    for (let place = 0; place < size; place += 2) {
      this.#counts[place >> 1] = count;
      count += (bounds[place + 1] as number) - (bounds[place] as number);
    }
    let joined = count;
    for (let place = size - 2; place >= 0; place -= 2) {
      this.#joined[place >> 1] = joined;
      const isJoined = place > 0 && isGap(text, bounds[place - 1] as number, bounds[place] as number);
      if (!isJoined) joined = this.#counts[place >> 1] as number;
    }
    return count;
  }

  #sumUp(text: string, { bounds, size }: DigitRuns): void {
    const sums = this.#sums;
    let count = 0;
    let even = 0;
    let odd = 0;
    for (let place = 0; place < size; place += 2) {
      const end = bounds[place + 1] as number;
      for (let at = bounds[place] as number; at < end; at += 1) {
        const digit = text.charCodeAt(at) - zero;
        const isEven = count % 2 === 0;
        even = (even + (isEven ? digit : (doubled[digit] as number))) % 10;
        odd = (odd + (isEven ? (doubled[digit] as number) : digit)) % 10;
        count += 1;
        sums[count] = even | (odd << 4);
      }
      sums[count] = (sums[count] as number) | ended;
    }
  }
}

function isGap(text: string, from: number, to: number): boolean {
  return to - from === 1 && isSeparator(text.charCodeAt(from));
}

/** What may stand between the digits of a card number. */
export function isSeparator(unit: number): boolean {
  return unit === 32 || unit === 45 || unit === 46;
}
