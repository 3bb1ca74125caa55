import { isCommonWord } from './common-words.ts';
import { afterBlanks, restStandsAt, wordStandsAt } from './entry-match.ts';
import { apostrophe, classOf, digit, isUnspaced, letter, partingOf } from './letter-classes.ts';
import { type Entry, extendKey, lexiconIndex, longestLength, slotOf } from './lexicon-index.ts';
import { mostSpans, type Span, SpanTracker } from './span-tracker.ts';

/**
 * Hears of each word that carries a concept, in their order. `place` counts words; a comma adds to it and the end of a sentence adds more, so that distance also
 * means how closely two words belong together. `at` is an offset in UTF-16 units.
 */
export type ConceptListener = (concept: number, place: number, at: number) => void;

const longWord = 16;
const strangeWords = 4;

/** Reads a text once, word by word. Time is linear: each word is looked up by its first four characters, and the few candidates are compared in place. */
export class WordScan {
  readonly #text: string;
  readonly #listener: ConceptListener;
  readonly #index = lexiconIndex();
  #place = 0;
  #words = 0;
  #strangeStart = 0;
  #strangeEnd = 0;
  #strangeCount = 0;
  /** Words in a row of which none is common in any language, which may be a text in disguise. */
  readonly strange: Span[] = [];
  /** Letters that stand alone. */
  readonly singles = new SpanTracker(8, 1);
  /** Words with digits or signs inside. */
  readonly mixed = new SpanTracker(3, 6);
  readonly long = new SpanTracker(1, -1);

  constructor(text: string, listener: ConceptListener) {
    this.#text = text;
    this.#listener = listener;
  }

  run(): void {
    const text = this.#text;
    let start = 0;
    let key = 0;
    let length = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      const kind = classOf(code);
      if (kind === letter) {
        if (length === 0) start = i;
        if (length < 4) key = extendKey(key, code >= 65 && code <= 90 ? code | 32 : code);
        length += 1;
        if (isUnspaced(code)) {
          this.#unspaced(i, code);
          length = 0;
          key = 0;
        }
      } else if (kind !== apostrophe || length === 0) {
        if (length > 0) {
          this.#word(start, i, key, length);
          length = 0;
          key = 0;
        }
        if (kind === digit || code === 64 || code === 36) this.#inWord(i);
        this.#place += partingOf(code);
      }
    }
    if (length > 0) this.#word(start, text.length, key, length);
    this.#endStrange();
  }

  /** A digit or sign that stands beside a letter. */
  #inWord(i: number): void {
    if (classOf(this.#text.charCodeAt(i + 1)) === letter) this.mixed.add(i, i + 1, this.#words);
  }

  #word(start: number, end: number, key: number, length: number): void {
    this.#words += 1;
    this.#place += 1;
    if (length <= 4 && isCommonWord(key)) this.#endStrange();
    else this.#extendStrange(start, end);
    if (length === 1) this.singles.add(start, end, this.#words);
    else if (length >= longWord) this.long.add(start, end, this.#words);
    const listed = Math.min(length, longestLength);
    if (((this.#index.lengths[slotOf(key)] as number) & (1 << listed)) === 0) return;
    this.#hear(this.#index.byKey.get(key), start, end, length);
  }

  /** By hand and not by a tracker, because most words come here. */
  #extendStrange(start: number, end: number): void {
    if (this.#strangeCount === 0) this.#strangeStart = start;
    this.#strangeCount += 1;
    this.#strangeEnd = end;
  }

  #endStrange(): void {
    if (this.#strangeCount >= strangeWords && this.strange.length < mostSpans) {
      this.strange.push({ start: this.#strangeStart, end: this.#strangeEnd });
    }
    this.#strangeCount = 0;
  }

  #hear(entries: readonly Entry[] | undefined, start: number, end: number, length: number): void {
    if (entries === undefined) return;
    const next = afterBlanks(this.#text, end);
    const nextBegins = this.#text.charCodeAt(next) | 32;
    for (const entry of entries) {
      if (entry.restBegins !== 0 && (entry.restBegins | 32) !== nextBegins) continue;
      if (!wordStandsAt(this.#text, entry, start, length)) continue;
      if (entry.restBegins === 0 || restStandsAt(this.#text, entry, next))
        this.#listener(entry.concept, this.#place, start);
    }
  }

  /** In scripts without spaces a word may begin at any character. */
  #unspaced(i: number, code: number): void {
    this.#place += 0.5;
    const key = extendKey(extendKey(0, code), this.#text.charCodeAt(i + 1));
    if (((this.#index.lengths[slotOf(key)] as number) & 1) === 0) return;
    for (const entry of this.#index.byKey.get(key) ?? []) {
      if (!this.#text.startsWith(entry.word, i)) continue;
      const next = afterBlanks(this.#text, i + entry.word.length);
      if (entry.restBegins === 0 || restStandsAt(this.#text, entry, next))
        this.#listener(entry.concept, this.#place, i);
    }
  }
}
