import type { LexiconIndex, WordList } from './lexicon-index.ts';
import { unitsOf } from './text-units.ts';
import { extendKey, slotOf } from './word-keys.ts';

/** Of the tables by key: small enough for the fastest memory. */
export const slotBits = 13;

/** Entries are found by the first four characters of their first word; in scripts without spaces, by the first two. */
const spacedKey = 4;
const unspacedKey = 2;

/** All words of this length and more share one bit. */
export const longestLength = 31;

const [space, star, gap] = [32, 42, 95];

interface Tables extends LexiconIndex {
  /** Of each entry, where it is found. */
  readonly slots: Uint16Array;
}

/**
 * Reads word lists into flat tables. Every first text waits for this, and it runs before anything is compiled: hence one pass over all characters, in plain loops over
 * local variables.
 */
export function buildIndex(lists: readonly WordList[]): LexiconIndex {
  const tables = emptyTables(lists.map(({ words }) => words).join(' '));
  let entry = 1;
  let at = 0;
  for (const list of lists) {
    entry = readList(tables, list, entry, at);
    at += list.words.length + 1;
  }
  link(tables, entry - 1);
  return tables;
}

function emptyTables(words: string): Tables {
  // An entry has a letter and a space, at least.
  const most = (words.length >> 1) + 2;
  return {
    letters: unitsOf(words),
    starts: new Int32Array(most),
    firstEnds: new Int32Array(most),
    ends: new Int32Array(most),
    open: new Uint8Array(most),
    concepts: new Uint8Array(most),
    slots: new Uint16Array(most),
    heads: new Uint16Array(1 << slotBits),
    next: new Uint16Array(most),
    lengths: new Int32Array(1 << slotBits),
  };
}

/** Reads a list that stands in `letters` from `from` on, as entries from `first` on; answers the entry after them. */
function readList(tables: Tables, list: WordList, first: number, from: number): number {
  const { letters, starts, ends, firstEnds } = tables;
  const end = from + list.words.length;
  const keyLength = list.unspaced ? unspacedKey : spacedKey;
  let entry = first;
  let at = from;
  while (at < end) {
    starts[entry] = at;
    const keyEnd = at + keyLength;
    let key = 0;
    let firstEnd = 0;
    for (let code = letters[at] as number; code !== space && code !== 0; code = letters[at] as number) {
      if (code === gap) {
        letters[at] = space;
        if (firstEnd === 0) firstEnd = at;
      } else if (at < keyEnd && firstEnd === 0 && code !== star) key = extendKey(key, code);
      at += 1;
    }
    ends[entry] = letters[at - 1] === star ? at - 1 : at;
    firstEnds[entry] = firstEnd === 0 ? (ends[entry] as number) : firstEnd;
    finish(tables, list, entry, slotOf(key, slotBits));
    entry += 1;
    at += 1;
  }
  return entry;
}

function finish(tables: Tables, { concept, unspaced }: WordList, entry: number, slot: number): void {
  const firstEnd = tables.firstEnds[entry] as number;
  const end = tables.ends[entry] as number;
  const isStem = tables.letters[end] === star;
  const bit = 1 << Math.min(firstEnd - (tables.starts[entry] as number), longestLength);
  // A stem stands for longer words, too; in scripts without spaces words have no length.
  const lengths = unspaced ? 1 : isStem && firstEnd === end ? -bit : bit;
  tables.open[entry] = isStem || unspaced ? 1 : 0;
  tables.concepts[entry] = concept;
  tables.slots[entry] = slot;
  tables.lengths[slot] = (tables.lengths[slot] as number) | lengths;
}

/** From the last entry on, so that each chain is in the order of the lists. */
function link({ slots, heads, next }: Tables, last: number): void {
  for (let entry = last; entry > 0; entry -= 1) {
    const slot = slots[entry] as number;
    next[entry] = heads[slot] as number;
    heads[slot] = entry;
  }
}
