import { unitsOf } from '../text-units.ts';
import { ScrambleIndex } from './scramble-index.ts';
import { signatureBits } from './scramble-signature.ts';
import { numbersFrom, shortsFrom, spread } from './table-bytes.ts';
import stored from './word-tables.json' with { type: 'json' };

/** Fewer changed words are misspellings. */
const fewestWords = 2;
/** How far a text is read for them, in UTF-16 units. */
const readTo = 20_000;

let known: ScrambleIndex | undefined;

/** Of the English lexicon; read at the first text, not at load. */
function knownWords(): ScrambleIndex {
  known ??= new ScrambleIndex({
    letters: unitsOf(stored.scrambled.letters),
    signatures: numbersFrom(stored.scrambled.signatures),
    starts: shortsFrom(stored.scrambled.starts),
    heads: spread(
      shortsFrom(stored.scrambled.heads),
      shortsFrom(stored.scrambled.slots),
      new Uint16Array(1 << signatureBits),
    ),
    next: shortsFrom(stored.scrambled.next),
  });
  return known;
}

interface Changed {
  readonly start: number;
  readonly end: number;
  readonly known: string;
}

/** Gathers words of the lexicon that have letters inside out of order ("ignroe", "insturctions"). */
export class ScrambledWords {
  readonly #words = knownWords();
  readonly #changed: Changed[] = [];

  /** Takes a word of letters from `start` to `end`, from `shortest` to `longest`; `sum` is that of its letters, in small form. */
  read(units: Uint16Array, start: number, end: number, sum: number): void {
    if (end > readTo) return;
    const known = this.#words.scrambled(units, start, end, sum);
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
