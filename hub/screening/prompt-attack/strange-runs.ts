import { commonness, ofAnyLanguage, reversed } from './common-words.ts';
import { mostSpans, type Span } from './span-tracker.ts';

const fewestWords = 4;

/** Words in a row of which none is common in any language, which may be a text in disguise. */
export interface StrangeRun extends Span {
  readonly words: number;
  /** Whether a word in it is a common one written backwards. */
  readonly hasReversed: boolean;
}

/** Gathers strange runs, word by word. */
export class StrangeRuns {
  readonly runs: StrangeRun[] = [];
  #start = 0;
  #end = 0;
  #words = 0;
  #hasReversed = false;

  /** `key`: of the first four letters. */
  word(start: number, end: number, key: number, length: number): void {
    const known = length <= 4 ? commonness(key) : 0;
    if ((known & ofAnyLanguage) !== 0) {
      this.finish();
      return;
    }
    if (this.#words === 0) {
      this.#start = start;
      this.#hasReversed = false;
    }
    if ((known & reversed) !== 0) this.#hasReversed = true;
    this.#words += 1;
    this.#end = end;
  }

  finish(): void {
    if (this.#words >= fewestWords && this.runs.length < mostSpans) {
      this.runs.push({ start: this.#start, end: this.#end, words: this.#words, hasReversed: this.#hasReversed });
    }
    this.#words = 0;
  }
}
