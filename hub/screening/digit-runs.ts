import { isDigit } from './ascii-class.ts';
import { grown, Runs } from './runs.ts';
import { kindOf, type Suitability, unitBefore, words, writeSuits } from './suitability.ts';

const digit = /[0-9]/g;
const other = /[^0-9]/g;
/** So many characters are looked at one by one: where few digits stand together, or few other characters, that is cheaper than a search. */
const near = 24;

/**
 * The runs of ASCII digits in a text, and what may begin at each. One look at a run answers for all detectors, however many there are; one whose matches can begin at none
 * need not look at any.
 */
export class DigitRuns extends Runs {
  /** What each run has: `words` numbers each, as `bounds` has two. */
  #suits = new Int32Array(this.bounds.length);
  /** What any run has. */
  readonly #any = new Int32Array(words);

  #kind = -1;
  #before = -1;

  constructor(text: string) {
    super();
    // The edge of a text divides as a character does.
    let last = -1;
    for (let at = nextDigit(text, 0); at < text.length; ) {
      const end = digitsEnd(text, at + 1);
      this.#add(text, last, at, end);
      last = end;
      at = end + 1;
      const close = Math.min(text.length, end + near);
      while (at < close && !isDigit(text.charCodeAt(at))) at += 1;
      if (at >= close) at = nextDigit(text, at);
    }
  }

  /** The place in `bounds` of the first run, from a place on, that has the suitability; `size` where there is none. */
  nextSuited(from: number, { word, bits }: Suitability): number {
    if (((this.#any[word] as number) & bits) === 0) return this.size;
    const { size } = this;
    const suits = this.#suits;
    let at = from;
    while (at < size && ((suits[at + word] as number) & bits) === 0) at += 2;
    return at;
  }

  #add(text: string, last: number, start: number, end: number): void {
    const at = this.size;
    this.add(start, end);
    if (at === this.#suits.length) this.#suits = grown(this.#suits);
    const suits = this.#suits;
    const kind = kindOf(text, last, start, end);
    const before = unitBefore(text, start);
    if (kind === this.#kind && before === this.#before) {
      suits[at] = suits[at - 2] as number;
      suits[at + 1] = suits[at - 1] as number;
      return;
    }
    this.#kind = kind;
    this.#before = before;
    writeSuits(suits, at, kind, before);
    this.#any[0] = (this.#any[0] as number) | (suits[at] as number);
    this.#any[1] = (this.#any[1] as number) | (suits[at + 1] as number);
  }
}

/** A regular expression, because the engine skims text for a class of characters several times faster than a loop does. */
function nextDigit(text: string, from: number): number {
  digit.lastIndex = from;
  return digit.test(text) ? digit.lastIndex - 1 : text.length;
}

function digitsEnd(text: string, from: number): number {
  let end = from;
  const close = Math.min(text.length, from + near);
  while (end < close && isDigit(text.charCodeAt(end))) end += 1;
  if (end < close || end === text.length) return end;
  other.lastIndex = end;
  return other.test(text) ? other.lastIndex - 1 : text.length;
}
