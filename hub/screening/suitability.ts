import { asciiClass, isIn } from './ascii-class.ts';
import { type DigitRuns, haveCommon, unitBits } from './digit-runs.ts';
import { lengthBit } from './runs.ts';

const zero = 48;
const digits = '0123456789';

/** What says at once whether a run of digits can be the first of a match. */
interface Spec {
  /** As bits of `Runs.lengths`. */
  readonly lengths: number;
  /** Classes, as the inside of the brackets, of ASCII: what may stand right before the run, its first digit, what may stand right behind it. */
  readonly before: string;
  readonly first: string;
  readonly next: string;
  /** Fewest characters between the digits before it and the run. */
  readonly room: number;
}

/** Which runs of digits can be the first of a match. */
export class Suitability {
  readonly #lengths: number;
  readonly #room: number;
  /** The digits that it may begin with, as bits. */
  readonly #firsts: number;
  readonly #before: Uint8Array;
  readonly #behind: Uint8Array;
  readonly #beforeBits: Int32Array;
  readonly #behindBits: Int32Array;

  constructor({ lengths, before, first, next, room }: Spec) {
    const firsts = asciiClass(first);
    this.#lengths = lengths;
    this.#room = room;
    this.#firsts = [...digits].reduce(
      (bits, digit, at) => (isIn(firsts, digit.charCodeAt(0)) ? bits | (1 << at) : bits),
      0,
    );
    this.#before = asciiClass(before);
    this.#behind = asciiClass(next);
    this.#beforeBits = unitBits(this.#before);
    this.#behindBits = unitBits(this.#behind);
  }

  /** Whether the run from `start` to `end`, before which digits end at `last`, can be. Where nothing or something beyond ASCII stands beside it, that is no obstacle. */
  allows(text: string, last: number, start: number, end: number): boolean {
    if ((this.#lengths & lengthBit(end - start)) === 0 || start - last < this.#room) return false;
    if ((this.#firsts & (1 << (text.charCodeAt(start) - zero))) === 0) return false;
    const before = text.charCodeAt(start - 1);
    if (before < 128 && this.#before[before] === 0) return false;
    const behind = text.charCodeAt(end);
    return !(behind < 128) || this.#behind[behind] === 1;
  }

  /** How many places to go on in `bounds` from one run to the next: to the last one, where none but those at the edges of the text can be. */
  stride(runs: DigitRuns): number {
    if ((this.#lengths & runs.lengths) === 0 || (this.#firsts & runs.firsts) === 0 || runs.widest < this.#room) {
      return Number.POSITIVE_INFINITY;
    }
    const inside =
      runs.isBesideOthers || (haveCommon(this.#beforeBits, runs.before) && haveCommon(this.#behindBits, runs.behind));
    return inside ? 2 : Math.max(2, runs.size - 2);
  }

  /** The place of the first run to look at, with that stride. */
  firstPlace(runs: DigitRuns, from: number, stride: number): number {
    if (stride > runs.size) return runs.size;
    const at = runs.from(from);
    return stride === 2 || at === 0 ? at : Math.max(at, runs.size - 2);
  }
}
