import { type Concept, concepts, type Lexicon } from './concepts.ts';
import { english } from './lexicon-english.ts';
import { european } from './lexicon-european.ts';
import { buildIndex } from './lexicon-index-builder.ts';
import { spacedScripts, unspacedScripts } from './lexicon-scripts.ts';
import { structures } from './structures.ts';

/**
 * The words and expressions of all lexicons in flat memory, because objects would cost a first text more than all else. An entry is a number from 1 on; its letters stand
 * in `letters` from `starts[entry]` to `ends[entry]`, one space between words.
 */
export interface LexiconIndex {
  readonly letters: Uint16Array;
  readonly starts: Int32Array;
  /** Where the first word ends. */
  readonly firstEnds: Int32Array;
  readonly ends: Int32Array;
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
}

/** Words that carry one concept. */
export interface WordList {
  /** As a `Lexicon` writes them. */
  readonly words: string;
  readonly concept: number;
  /** Of a script that does not part words by spaces. */
  readonly unspaced: boolean;
}

let built: LexiconIndex | undefined;

/** Built at the first text, not at load. */
export function lexiconIndex(): LexiconIndex {
  built ??= buildIndex([
    ...[english, european, spacedScripts].flatMap((lexicon) => listsOf(lexicon, false)),
    ...structures.flatMap(({ words }, place) =>
      words === undefined ? [] : [{ words, concept: concepts.length + place, unspaced: false }],
    ),
    ...listsOf(unspacedScripts, true),
  ]);
  return built;
}

function listsOf(lexicon: Lexicon, unspaced: boolean): WordList[] {
  return Object.entries(lexicon).map(([concept, words]) => ({
    words,
    concept: concepts.indexOf(concept as Concept),
    unspaced,
  }));
}
