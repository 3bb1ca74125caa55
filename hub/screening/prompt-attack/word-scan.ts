import { withUnits } from '../text-units.ts';
import { afterBlanks, EntryMatch } from './entry-match.ts';
import { apostrophe, classOf, comma, firstLetter, inWord, isUnspaced, smallLetter, stop } from './letter-classes.ts';
import { lexiconIndex, longestLength, slotBits } from './lexicon-index.ts';
import type { SeenSigns } from './seen-signs.ts';
import { extendKey, followerBit, shapeOf, slotOf } from './word-keys.ts';
import { WordLooks } from './word-looks.ts';

/**
 * Hears of each word that carries a concept, in their order; and of each word that a structure can begin with, as `concepts.length` and the structure's place. `place` counts
 * words; a comma adds to it and the end of a sentence adds more, so that distance also means how closely two words belong together. `at` is an offset in UTF-16 units.
 */
export type ConceptListener = (concept: number, place: number, at: number) => void;

const keyLength = 4;
const stopPlaces = 5;
const quote = 39;
const noUnits = new Uint16Array(0);

/** Reads a text once, word by word. Time is linear: each word is looked up by its first four characters, and the few candidates are compared in place. */
export class WordScan {
  readonly #text: string;
  readonly #listener: ConceptListener;
  readonly #index = lexiconIndex();
  #units: Uint16Array = noUnits;
  #match = new EntryMatch(this.#index, this.#units);
  #place = 0;
  readonly looks = new WordLooks();
  /** The signs outside of words. */
  signs: SeenSigns = { low: 0, high: 0 };

  constructor(text: string, listener: ConceptListener) {
    this.#text = text;
    this.#listener = listener;
  }

  run(): void {
    withUnits(this.#text, (units, length) => {
      this.#units = units;
      this.#match = new EntryMatch(this.#index, units);
      this.#read(length);
      this.looks.finish(length);
    });
  }

  #read(length: number): void {
    const units = this.#units;
    let [low, high] = [0, 0];
    for (let at = 0; at < length; ) {
      const unit = units[at] as number;
      const kind = classOf(unit);
      if (kind >= firstLetter) at = this.#readWord(at);
      else {
        if (unit < 64) low |= 1 << unit;
        else high |= 1 << unit;
        if (kind !== 0) this.#sign(kind, at);
        at += 1;
      }
    }
    this.signs = { low, high };
  }

  #sign(kind: number, at: number): void {
    if (kind === comma) this.#place += 1;
    else if (kind === stop) this.#place += stopPlaces;
    // A digit or sign that stands beside a letter.
    else if (kind === inWord && classOf(this.#units[at + 1] as number) >= firstLetter) this.looks.signAt(at);
  }

  /** Reads the word that begins at `start`; answers where it ends. Nearly all words are of ASCII letters alone. */
  #readWord(start: number): number {
    const units = this.#units;
    let key = 0;
    let sum = 0;
    let at = start;
    for (let letter = smallLetter(units[at] as number); letter !== 0; letter = smallLetter(units[at] as number)) {
      if (at - start < keyLength) key = (key << 8) | letter;
      sum += letter;
      at += 1;
    }
    const unit = units[at] as number;
    if (unit === quote || unit >= 128) return this.#readOn(start, at, key, sum);
    this.#word(start, at, key, at - start, sum);
    return at;
  }

  /** Reads on, from `from`, in a word with apostrophes or other letters, of which plain letters were read. */
  #readOn(start: number, from: number, plainKey: number, plainSum: number): number {
    const units = this.#units;
    let [key, sum, length, at] = [plainKey, plainSum, from - start, from];
    let other = false;
    for (let unit = classOf(units[at] as number); unit >= firstLetter || unit === apostrophe; ) {
      if (unit >= firstLetter) {
        if (unit >= 128 && isUnspaced(unit)) {
          if (length === 0) return this.#unspaced(at, unit);
          break;
        }
        if (length < keyLength) key = extendKey(key, unit);
        if (unit >= 128) other = true;
        length += 1;
        sum += unit;
      }
      at += 1;
      unit = classOf(units[at] as number);
    }
    if (other) this.looks.wordOfOtherLetters(length);
    this.#word(start, at, key, length, sum);
    return at;
  }

  #word(start: number, end: number, key: number, length: number, sum: number): void {
    this.#place += 1;
    this.looks.word(this.#units, start, end, key, length, sum);
    const slot = slotOf(key, slotBits);
    if (((this.#index.lengths[slot] as number) & (1 << Math.min(length, longestLength))) !== 0)
      this.#hear(slot, start, end, length);
  }

  #hear(slot: number, start: number, end: number, length: number): void {
    const { concepts, followers, heads, next, shapes } = this.#index;
    const nextWord = afterBlanks(this.#units, end);
    const second = this.#units[nextWord] as number;
    // Most words that are heard only begin expressions, and most of those end here.
    if (((followers[slot] as number) & (1 | followerBit(second))) === 0) return;
    const [word, expression] = [shapeOf(length, 0), shapeOf(length, second)];
    for (let entry = heads[slot] as number; entry !== 0; entry = next[entry] as number) {
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
