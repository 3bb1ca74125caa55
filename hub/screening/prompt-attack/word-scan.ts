import { afterBlanks, EntryMatch } from './entry-match.ts';
import { apostrophe, classOf, comma, firstLetter, inWord, isUnspaced, stop } from './letter-classes.ts';
import { lexiconIndex } from './lexicon-index.ts';
import { longestLength, slotBits } from './lexicon-index-builder.ts';
import { ScrambledWords } from './scrambled-words.ts';
import { SpanTracker } from './span-tracker.ts';
import { StrangeRuns } from './strange-runs.ts';
import { withUnits } from './text-units.ts';
import { extendKey, shapeOf, slotOf } from './word-keys.ts';

/**
 * Hears of each word that carries a concept, in their order; and of each word that a structure can begin with, as `concepts.length` and the structure's place. `place` counts
 * words; a comma adds to it and the end of a sentence adds more, so that distance also means how closely two words belong together. `at` is an offset in UTF-16 units.
 */
export type ConceptListener = (concept: number, place: number, at: number) => void;

const longWord = 16;
const stopPlaces = 5;
const quote = 39;

/** Reads a text once, word by word. Time is linear: each word is looked up by its first four characters, and the few candidates are compared in place. */
export class WordScan {
  readonly #text: string;
  readonly #listener: ConceptListener;
  readonly #index = lexiconIndex();
  #units: Uint16Array = new Uint16Array(0);
  #match = new EntryMatch(this.#index, this.#units);
  #place = 0;
  #words = 0;
  readonly strange = new StrangeRuns();
  /** Letters that stand alone. */
  readonly singles = new SpanTracker(8, 1);
  /** Words with digits or signs inside. */
  readonly mixed = new SpanTracker(3, 6);
  readonly long = new SpanTracker(1, -1);
  readonly scrambled = new ScrambledWords();

  constructor(text: string, listener: ConceptListener) {
    this.#text = text;
    this.#listener = listener;
  }

  run(): void {
    withUnits(this.#text, (units, length) => {
      this.#units = units;
      this.#match = new EntryMatch(this.#index, units);
      this.#read(length);
      this.strange.finish();
    });
  }

  #read(length: number): void {
    const units = this.#units;
    for (let at = 0; at < length; ) {
      const unit = classOf(units[at] as number);
      if (unit >= firstLetter) at = this.#readWord(at);
      else {
        if (unit !== 0) this.#sign(unit, at);
        at += 1;
      }
    }
  }

  #sign(kind: number, at: number): void {
    if (kind === comma) this.#place += 1;
    else if (kind === stop) this.#place += stopPlaces;
    // A digit or sign that stands beside a letter.
    else if (kind === inWord && classOf(this.#units[at + 1] as number) >= firstLetter)
      this.mixed.add(at, at + 1, this.#words);
  }

  /** Reads the word that begins at `start`; answers where it ends. */
  #readWord(start: number): number {
    const units = this.#units;
    let key = 0;
    let sum = 0;
    let length = 0;
    let at = start;
    for (let unit = classOf(units[at] as number); unit >= firstLetter || unit === apostrophe; ) {
      if (unit >= firstLetter) {
        if (unit >= 128 && isUnspaced(unit)) {
          if (length === 0) return this.#unspaced(at, unit);
          break;
        }
        if (length < 4) key = extendKey(key, unit);
        length += 1;
        sum += unit;
      }
      at += 1;
      unit = classOf(units[at] as number);
    }
    this.#word(start, at, key, length, sum);
    return at;
  }

  #word(start: number, end: number, key: number, length: number, sum: number): void {
    this.#words += 1;
    this.#place += 1;
    this.strange.word(start, end, key, length);
    if (length === 1) this.singles.add(start, end, this.#words);
    else if (length >= longWord) this.long.add(start, end, this.#words);
    let quoteEnd = end;
    while (this.#units[quoteEnd - 1] === quote) quoteEnd -= 1;
    if (quoteEnd - start === length) this.scrambled.read(this.#units, start, quoteEnd, sum);
    const slot = slotOf(key, slotBits);
    if (((this.#index.lengths[slot] as number) & (1 << Math.min(length, longestLength))) !== 0)
      this.#hear(this.#index.heads[slot] as number, start, end, length);
  }

  #hear(first: number, start: number, end: number, length: number): void {
    const { concepts, next, shapes } = this.#index;
    const nextWord = afterBlanks(this.#units, end);
    const [word, expression] = [shapeOf(length, 0), shapeOf(length, this.#units[nextWord] as number)];
    for (let entry = first; entry !== 0; entry = next[entry] as number) {
      const shape = shapes[entry] as number;
      if (shape < 0 ? length < -shape : shape !== word && shape !== expression) continue;
      if (this.#match.atWord(entry, start, length, nextWord))
        this.#listener(concepts[entry] as number, this.#place, start);
    }
  }

  /** In scripts without spaces a word may begin at any character. Answers where the next one may. */
  #unspaced(at: number, unit: number): number {
    const { concepts, heads, lengths, next } = this.#index;
    this.#place += 0.5;
    const slot = slotOf(extendKey(extendKey(0, unit), this.#units[at + 1] as number), slotBits);
    if (((lengths[slot] as number) & 1) === 0) return at + 1;
    for (let entry = heads[slot] as number; entry !== 0; entry = next[entry] as number) {
      if (this.#match.atCharacter(entry, at)) this.#listener(concepts[entry] as number, this.#place, at);
    }
    return at + 1;
  }
}
