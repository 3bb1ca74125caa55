import type { LexiconIndex, WordList } from './lexicon-index.ts';
import { unitsOf } from './text-units.ts';
import { extendKey, shapeOf, slotOf } from './word-keys.ts';

/** Of the tables by key: small enough for the fastest memory. */
export const slotBits = 13;

/** Entries are found by the first four characters of their first word; in scripts without spaces, by the first two. */
const spacedKey = 4;
const unspacedKey = 2;

/** All words of this length and more share one bit. */
export const longestLength = 31;

const star = 42;
/** Between the words of an expression, as lexicons write them. */
const gap = '_';

interface Tables extends LexiconIndex {
  /** Of each entry, where it is found. */
  readonly slots: Uint16Array;
}

/**
 * Reads word lists into flat tables. Every first text waits for this, and it runs before anything is compiled: hence steps of words and not of letters, with what the engine
 * itself does for all letters of a word.
 */
export function buildIndex(lists: readonly WordList[]): LexiconIndex {
  const tables = emptyTables(lists.map(({ words }) => words).join(' '));
  let entry = 0;
  let at = 0;
  for (const list of lists) {
    const keyLength = list.unspaced ? unspacedKey : spacedKey;
    for (const word of list.words.split(' ')) {
      entry += 1;
      readEntry(tables, list, word, entry, at, keyLength);
      at += word.length + 1;
    }
  }
  link(tables, entry);
  return tables;
}

function emptyTables(words: string): Tables {
  // An entry has a letter and a space, at least.
  const most = (words.length >> 1) + 2;
  return {
    letters: unitsOf(words.replaceAll(gap, ' ')),
    starts: new Int32Array(most),
    firstEnds: new Int32Array(most),
    ends: new Int32Array(most),
    open: new Uint8Array(most),
    shapes: new Int32Array(most),
    concepts: new Uint8Array(most),
    slots: new Uint16Array(most),
    heads: new Uint16Array(1 << slotBits),
    next: new Uint16Array(most),
    lengths: new Int32Array(1 << slotBits),
  };
}

/** Reads an entry that stands in `letters` from `start` on. */
function readEntry(
  tables: Tables,
  { concept, unspaced }: WordList,
  word: string,
  entry: number,
  start: number,
  keyLength: number,
): void {
  const isStem = word.charCodeAt(word.length - 1) === star;
  const length = isStem ? word.length - 1 : word.length;
  const blank = word.indexOf(gap);
  const size = blank < 0 ? length : blank;
  let key = 0;
  for (let at = 0; at < size && at < keyLength; at += 1) key = extendKey(key, word.charCodeAt(at));
  const slot = slotOf(key, slotBits);
  const bit = 1 << Math.min(size, longestLength);
  const isOpenWord = isStem && blank < 0;
  tables.starts[entry] = start;
  tables.firstEnds[entry] = start + size;
  tables.ends[entry] = start + length;
  tables.open[entry] = isStem || unspaced ? 1 : 0;
  tables.shapes[entry] = isOpenWord ? -size : shapeOf(size, blank < 0 ? 0 : word.charCodeAt(blank + 1));
  tables.concepts[entry] = concept;
  tables.slots[entry] = slot;
  // A stem stands for longer words, too; in scripts without spaces words have no length.
  tables.lengths[slot] = (tables.lengths[slot] as number) | (unspaced ? 1 : isOpenWord ? -bit : bit);
}

/** From the last entry on, so that each chain is in the order of the lists. */
function link({ slots, heads, next }: Tables, last: number): void {
  for (let entry = last; entry > 0; entry -= 1) {
    const slot = slots[entry] as number;
    next[entry] = heads[slot] as number;
    heads[slot] = entry;
  }
}
