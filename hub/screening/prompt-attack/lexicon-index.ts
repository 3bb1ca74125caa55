import { type Concept, concepts, type Lexicon } from './concepts.ts';
import { english } from './lexicon-english.ts';
import { european } from './lexicon-european.ts';
import { spacedScripts, unspacedScripts } from './lexicon-scripts.ts';

/** One word or expression of a lexicon. */
export interface Entry {
  /** The first word, in lower case. */
  readonly word: string;
  /** What must stand after it, one space between words; '' for a single word. */
  readonly rest: string;
  /** Also where more letters follow. */
  readonly prefix: boolean;
  readonly concept: number;
  /** The first character of `rest`, 0 if there is none: what most candidates fail on. */
  readonly restBegins: number;
}

export interface LexiconIndex {
  /** Entries by the first four characters of their first word (two in scripts that do not part words), as `extendKey` makes them. */
  readonly byKey: ReadonlyMap<number, readonly Entry[]>;
  /** Lengths (bits) of words that a key may stand for: what most words of an ordinary text need, instead of a look into the map. */
  readonly lengths: Int32Array;
}

const filterBits = 16;

/** Adds a character to a key. ASCII keys of up to four characters are all different. */
export function extendKey(key: number, code: number): number {
  return code < 128 ? (key << 8) | code : (Math.imul(key, 31) + Math.imul(code, 0x9e37)) | 0;
}

export function slotOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> (32 - filterBits);
}

/** All words of this length and more share one list. */
export const longestLength = 31;

export function keyOf(word: string, characters: number): number {
  let key = 0;
  for (let i = 0; i < Math.min(word.length, characters); i += 1) key = extendKey(key, word.charCodeAt(i));
  return key;
}

let built: LexiconIndex | undefined;

/** Built at the first text, not at load: about two thousand words. */
export function lexiconIndex(): LexiconIndex {
  built ??= indexOf([english, european, spacedScripts], [unspacedScripts]);
  return built;
}

function indexOf(spaced: readonly Lexicon[], unspaced: readonly Lexicon[]): LexiconIndex {
  const byKey = new Map<number, Entry[]>();
  const lengths = new Int32Array(1 << filterBits);
  for (const [lexicons, characters] of [
    [spaced, 4],
    [unspaced, 2],
  ] as const) {
    for (const lexicon of lexicons) {
      for (const [concept, words] of Object.entries(lexicon)) {
        const place = concepts.indexOf(concept as Concept);
        for (const written of words.split(' '))
          add(byKey, lengths, entryOf(written, place, characters === 2), characters);
      }
    }
  }
  return { byKey, lengths };
}

function entryOf(written: string, concept: number, unspaced: boolean): Entry {
  const open = written.endsWith('*');
  const plain = open ? written.slice(0, -1) : written;
  const gap = plain.indexOf('_');
  const rest = gap < 0 ? '' : plain.slice(gap + 1).replaceAll('_', ' ');
  const restBegins = rest === '' ? 0 : rest.charCodeAt(0);
  return { word: gap < 0 ? plain : plain.slice(0, gap), rest, restBegins, prefix: unspaced || open, concept };
}

function add(byKey: Map<number, Entry[]>, lengths: Int32Array, entry: Entry, characters: number): void {
  const key = keyOf(entry.word, characters);
  const entries = byKey.get(key);
  // Languages share words; each is heard once.
  if (entries === undefined) byKey.set(key, [entry]);
  else if (!entries.some((other) => isSame(other, entry))) entries.push(entry);
  const slot = slotOf(key);
  lengths[slot] = (lengths[slot] as number) | lengthsOf(entry, characters);
}

/** Bits of the lengths that a word may have to be this entry; in scripts without spaces, where words have no length, bit 0. */
function lengthsOf({ word, rest, prefix }: Entry, characters: number): number {
  if (characters === 2) return 1;
  const first = Math.min(word.length, longestLength);
  return prefix && rest === '' ? -1 << first : 1 << first;
}

function isSame(a: Entry, b: Entry): boolean {
  return a.concept === b.concept && a.word === b.word && a.rest === b.rest && a.prefix === b.prefix;
}
