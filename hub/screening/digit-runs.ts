import { isDigit } from './ascii-class.ts';
import { runEnd } from './run-end.ts';
import { Runs } from './runs.ts';

const zero = 48;
const digit = /[0-9]/g;
const digitsEnd = runEnd('0-9');
/** So many characters after a run are looked at one by one: where digits stand close together, that is cheaper than a search. */
const near = 24;

/**
 * The runs of ASCII digits in a text, and what kinds of them there are. A repeat has few kinds, however long it is: a detector that none of them suits need not look at
 * each run.
 */
export class DigitRuns extends Runs {
  /** Which digits runs begin with, as bits. */
  firsts = 0;
  /** Most characters between two runs. */
  widest = 0;
  /** Which ASCII characters stand right before runs, and which right behind them, as `unitBits`; those at the edges of the text apart. */
  readonly before = new Int32Array(4);
  readonly behind = new Int32Array(4);
  /** Whether a character beyond ASCII stands beside a run. */
  isBesideOthers = false;

  constructor(text: string) {
    super();
    for (let at = nextDigit(text, 0); at < text.length; ) {
      const end = digitsEnd(text, at + 1);
      this.#note(text, at, end);
      this.add(at, end);
      at = end + 1;
      const close = end + near;
      while (at < close && !isDigit(text.charCodeAt(at))) at += 1;
      if (at === close) at = nextDigit(text, at);
    }
  }

  #note(text: string, start: number, end: number): void {
    this.firsts |= 1 << (text.charCodeAt(start) - zero);
    const gap = start - this.endBefore(this.size);
    if (gap > this.widest) this.widest = gap;
    if (start > 0) this.#noteUnit(this.before, text.charCodeAt(start - 1));
    if (end < text.length) this.#noteUnit(this.behind, text.charCodeAt(end));
  }

  #noteUnit(units: Int32Array, unit: number): void {
    if (unit < 128) units[unit >> 5] = (units[unit >> 5] ?? 0) | (1 << (unit & 31));
    else this.isBesideOthers = true;
  }
}

/** A table of `asciiClass` as bits, for comparison with those of a text. */
export function unitBits(table: Uint8Array): Int32Array {
  const bits = new Int32Array(4);
  for (const [unit, isMember] of table.entries())
    if (isMember === 1) bits[unit >> 5] = (bits[unit >> 5] ?? 0) | (1 << (unit & 31));
  return bits;
}

export function haveCommon(some: Int32Array, others: Int32Array): boolean {
  let common = 0;
  for (let word = 0; word < some.length; word += 1) common |= (some[word] ?? 0) & (others[word] ?? 0);
  return common !== 0;
}

/** A regular expression, because the engine skims text for a class of characters several times faster than a loop does. */
function nextDigit(text: string, from: number): number {
  digit.lastIndex = from;
  return digit.test(text) ? digit.lastIndex - 1 : text.length;
}
