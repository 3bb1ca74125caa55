import { unitsOf } from '../text-units.ts';
import { bytesFrom, numbersFrom, shortsFrom, spread } from './table-bytes.ts';
import stored from './word-tables.json' with { type: 'json' };

/** Of the tables by key: small enough for the fastest memory. */
export const slotBits = 13;

/** All words of this length and more share one bit of `lengths`. */
export const longestLength = 31;

/**
 * The words and expressions of all lexicons in flat memory, because objects would cost a first text more than all else. An entry is a number from 1 on; its letters stand
 * in `letters` from `starts[entry]` to `ends[entry]`, one space between words.
 */
export interface LexiconIndex {
  readonly letters: Uint16Array;
  readonly starts: Uint16Array;
  /** Where the first word ends. */
  readonly firstEnds: Uint16Array;
  readonly ends: Uint16Array;
  /** 1: more letters may follow. */
  readonly open: Uint8Array;
  /** What tells most entries from a text at once: by `shapeOf`; of a single word that is open its length, below zero. */
  readonly shapes: Int32Array;
  /** A place among `concepts`; from `concepts.length` on, a place among `structures`. */
  readonly concepts: Uint8Array;
  /** By the slot of a key: the first entry, and after each entry the next one, in their order; 0 where there is none. Some are of other keys. */
  readonly heads: Uint16Array;
  readonly next: Uint16Array;
  /** By the slot of a key: the lengths (bits) of the words that it may stand for, bit 0 for scripts without spaces. Most words of an ordinary text need no other look. */
  readonly lengths: Int32Array;
  /** By the slot of a key: by `followerBit`, what may follow the word in some expression; bit 0 where a word alone is enough. */
  readonly followers: Int32Array;
}

let known: LexiconIndex | undefined;

/** As `pipelines/training/lexicon-tables.ts` has built it; read at the first text, not at load. */
export function lexiconIndex(): LexiconIndex {
  known ??= read();
  return known;
}

function read(): LexiconIndex {
  const { lexicon } = stored;
  const slots = shortsFrom(lexicon.slots);
  return {
    letters: unitsOf(lexicon.letters),
    starts: shortsFrom(lexicon.starts),
    firstEnds: shortsFrom(lexicon.firstEnds),
    ends: shortsFrom(lexicon.ends),
    open: bytesFrom(lexicon.open),
    shapes: numbersFrom(lexicon.shapes),
    concepts: bytesFrom(lexicon.concepts),
    heads: spread(shortsFrom(lexicon.heads), slots, new Uint16Array(1 << slotBits)),
    next: shortsFrom(lexicon.next),
    lengths: spread(numbersFrom(lexicon.lengths), slots, new Int32Array(1 << slotBits)),
    followers: spread(numbersFrom(lexicon.followers), slots, new Int32Array(1 << slotBits)),
  };
}
