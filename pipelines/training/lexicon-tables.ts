import { type Concept, concepts, type Lexicon } from '../../hub/screening/prompt-attack/concepts.ts';
import { english } from '../../hub/screening/prompt-attack/lexicon-english.ts';
import { european } from '../../hub/screening/prompt-attack/lexicon-european.ts';
import { type LexiconIndex, longestLength, slotBits } from '../../hub/screening/prompt-attack/lexicon-index.ts';
import { spacedScripts, unspacedScripts } from '../../hub/screening/prompt-attack/lexicon-scripts.ts';
import { structures } from '../../hub/screening/prompt-attack/structures.ts';
import { extendKey, followerBit, shapeOf, slotOf } from '../../hub/screening/prompt-attack/word-keys.ts';
import { unitsOf } from '../../hub/screening/text-units.ts';

/** Words that carry one concept. */
interface WordList {
  /** As a `Lexicon` writes them. */
  readonly words: string;
  readonly concept: number;
  /** Of a script that does not part words by spaces. */
  readonly unspaced: boolean;
}

/** An entry as it is read from a list. */
interface Entry {
  readonly start: number;
  /** Letters of its first word, and of all of it. */
  readonly size: number;
  readonly length: number;
  readonly open: boolean;
  readonly shape: number;
  readonly concept: number;
  readonly slot: number;
  /** The bits that it adds to `lengths` at its slot. */
  readonly bits: number;
  /** The bit that it adds to `followers`. */
  readonly follower: number;
}

/** Entries are found by the first four characters of their first word; in scripts without spaces, by the first two. */
const spacedKey = 4;
const unspacedKey = 2;

const stem = '*';
/** Between the words of an expression, as lexicons write them. */
const gap = '_';

/** All lexicons in flat tables. */
export function lexiconTables(): LexiconIndex {
  const lists = allLists();
  const entries = entriesOf(lists);
  return {
    letters: unitsOf(
      lists
        .map(({ words }) => words)
        .join(' ')
        .replaceAll(gap, ' '),
    ),
    starts: Uint16Array.from([0, ...entries.map(({ start }) => start)]),
    firstEnds: Uint16Array.from([0, ...entries.map(({ start, size }) => start + size)]),
    ends: Uint16Array.from([0, ...entries.map(({ start, length }) => start + length)]),
    open: Uint8Array.from([0, ...entries.map(({ open }) => (open ? 1 : 0))]),
    shapes: Int32Array.from([0, ...entries.map(({ shape }) => shape)]),
    concepts: Uint8Array.from([0, ...entries.map(({ concept }) => concept)]),
    ...linked(entries),
  };
}

function allLists(): WordList[] {
  return [
    ...[english, european, spacedScripts].flatMap((lexicon) => listsOf(lexicon, false)),
    ...structures.flatMap(({ words }, place) =>
      words === undefined ? [] : [{ words, concept: concepts.length + place, unspaced: false }],
    ),
    ...listsOf(unspacedScripts, true),
  ];
}

function listsOf(lexicon: Lexicon, unspaced: boolean): WordList[] {
  return Object.entries(lexicon).map(([concept, words]) => ({
    words,
    concept: concepts.indexOf(concept as Concept),
    unspaced,
  }));
}

function entriesOf(lists: readonly WordList[]): Entry[] {
  const entries: Entry[] = [];
  let start = 0;
  for (const list of lists) {
    for (const word of list.words.split(' ')) {
      entries.push(entryOf(list, word, start));
      start += word.length + 1;
    }
  }
  if (start > 0xffff) throw new RangeError('The lexicons have more letters than a place of two bytes can tell.');
  return entries;
}

function entryOf({ concept, unspaced }: WordList, word: string, start: number): Entry {
  const isStem = word.endsWith(stem);
  const length = isStem ? word.length - 1 : word.length;
  const blank = word.indexOf(gap);
  const size = blank < 0 ? length : blank;
  const isOpenWord = isStem && blank < 0;
  const bit = 1 << Math.min(size, longestLength);
  return {
    start,
    size,
    length,
    open: isStem || unspaced,
    shape: isOpenWord ? -size : shapeOf(size, blank < 0 ? 0 : word.charCodeAt(blank + 1)),
    concept,
    slot: slotOf(keyOf(word.slice(0, Math.min(size, unspaced ? unspacedKey : spacedKey))), slotBits),
    // A stem stands for longer words, too; in scripts without spaces words have no length.
    bits: unspaced ? 1 : isOpenWord ? -bit : bit,
    follower: blank < 0 ? 1 : followerBit(word.charCodeAt(blank + 1)),
  };
}

function keyOf(letters: string): number {
  return unitsOf(letters)
    .subarray(0, letters.length)
    .reduce((key, unit) => extendKey(key, unit), 0);
}

/** From the last entry on, so that each chain is in the order of the lists. */
function linked(entries: readonly Entry[]): Pick<LexiconIndex, 'heads' | 'next' | 'lengths' | 'followers'> {
  const heads = new Uint16Array(1 << slotBits);
  const lengths = new Int32Array(1 << slotBits);
  const followers = new Int32Array(1 << slotBits);
  const next = new Uint16Array(entries.length + 1);
  for (const [place, { slot, bits, follower }] of [...entries.entries()].reverse()) {
    next[place + 1] = heads[slot] as number;
    heads[slot] = place + 1;
    lengths[slot] = (lengths[slot] as number) | bits;
    followers[slot] = (followers[slot] as number) | follower;
  }
  return { heads, next, lengths, followers };
}
