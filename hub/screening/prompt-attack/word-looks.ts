import { longest, shortest } from './scramble-signature.ts';
import { ScrambledWords } from './scrambled-words.ts';
import { SpanTracker } from './span-tracker.ts';
import { StrangeRuns } from './strange-runs.ts';

const longWord = 16;
/** A row of numbers or of other signs has no letters for so long at least: eight signs, parted. */
const wideGap = 15;
const [quote, a, y] = [39, 97, 121];

/** Gathers how a text looks, word by word: where it may be in disguise. Its words and signs come in their order. */
export class WordLooks {
  readonly strange = new StrangeRuns();
  /** Letters that stand alone. */
  readonly singles = new SpanTracker(8, 1);
  /** Words with digits or signs inside. */
  readonly mixed = new SpanTracker(3, 6);
  readonly long = new SpanTracker(1, -1);
  readonly scrambled = new ScrambledWords();
  /** Whether words stand so far apart somewhere that there may be a row of numbers or signs. */
  parted = false;
  /** How many words end in "ay", at most: of words with other letters inside it is not told. */
  pigs = 0;
  #words = 0;
  /** Where the last word ended. */
  #end = 0;

  /** A word of `length` letters from `start` to `end` of the text's units, apostrophes included; `key` is that of its first letters, `sum` that of all, in small form. */
  word(units: Uint16Array, start: number, end: number, key: number, length: number, sum: number): void {
    if (start - this.#end >= wideGap) this.parted = true;
    this.#end = end;
    this.#words += 1;
    this.strange.word(start, end, key, length);
    if (((units[end - 1] as number) | 32) === y && ((units[end - 2] as number) | 32) === a) this.pigs += 1;
    if (length === 1) this.singles.add(start, end, this.#words);
    else if (length >= longWord) this.long.add(start, end, this.#words);
    if (length >= shortest && length <= longest) this.#inside(units, start, end, length, sum);
  }

  /** The word that comes next has other letters than those of ASCII, so that "ay" may stand inside it, before each of them. */
  wordOfOtherLetters(length: number): void {
    this.pigs += length >> 2;
  }

  /** A digit or sign beside a letter. */
  signAt(at: number): void {
    this.mixed.add(at, at + 1, this.#words);
  }

  finish(length: number): void {
    if (length - this.#end >= wideGap) this.parted = true;
    this.strange.finish();
  }

  /** Looks at the letters inside of a word, unless there are apostrophes among them. */
  #inside(units: Uint16Array, start: number, end: number, length: number, sum: number): void {
    let quoteEnd = end;
    while (quoteEnd - start > length && units[quoteEnd - 1] === quote) quoteEnd -= 1;
    if (quoteEnd - start === length) this.scrambled.read(units, start, quoteEnd, sum);
  }
}
