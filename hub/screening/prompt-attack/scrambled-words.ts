import { english } from './lexicon-english.ts';
import { longest, ScrambleIndex, shortest } from './scramble-index.ts';

/** Fewer changed words are misspellings. */
const fewestWords = 2;
/** How far a text is read for them, in UTF-16 units. */
const readTo = 20_000;

/** Built at the first text. */
let index: ScrambleIndex | undefined;

interface Changed {
  readonly start: number;
  readonly end: number;
  readonly known: string;
}

/** Gathers words of the lexicon that have letters inside out of order ("ignroe", "insturctions"). */
export class ScrambledWords {
  readonly #changed: Changed[] = [];

  /** Takes a word of plain letters from `start` to `end`; `sum` is that of its letters, in small form. */
  read(units: Uint16Array, start: number, end: number, sum: number): void {
    if (end > readTo || end - start < shortest || end - start > longest) return;
    index ??= new ScrambleIndex(Object.values(english).join(' '));
    const known = index.scrambled(units, start, end, sum);
    if (known !== undefined) this.#changed.push({ start, end, known });
  }

  /** The text with these words put right; '' where there are none. */
  putRight(text: string): string {
    if (this.#changed.length < fewestWords) return '';
    let read = '';
    let copied = 0;
    for (const { start, end, known } of this.#changed) {
      read += text.slice(copied, start) + known;
      copied = end;
    }
    return read + text.slice(copied, readTo);
  }
}
