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

/** Entries that a word of some length may be: those at `min(length, 31)`. */
export type EntriesByLength = readonly (readonly Entry[] | undefined)[];

export interface LexiconIndex {
  /** Entries by the first four characters of their first word (two in scripts that do not part words), as `extendKey` makes them. */
  readonly byKey: ReadonlyMap<number, EntriesByLength>;
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
  const byKey = new Map<number, Entry[][]>();
  const lengths = new Int32Array(1 << filterBits);
  for (const [lexicons, characters] of [[spaced, 4], [unspaced, 2]] as const) {
    for (const lexicon of lexicons) {
      for (const [concept, words] of Object.entries(lexicon)) {
        for (const written of words.split(' ')) add(byKey, lengths, entryOf(written, concept, characters === 2), characters);
      }
    }
  }
  return { byKey, lengths };
}

function entryOf(written: string, concept: string, unspaced: boolean): Entry {
  const prefix = unspaced || written.endsWith('*');
  const [word = '', ...rest] = written.replace('*', '').replaceAll('-', '_').split('_');
  return { word, rest: rest.join(' '), restBegins: rest[0]?.charCodeAt(0) ?? 0, prefix, concept: concepts.indexOf(concept as Concept) };
}

function add(byKey: Map<number, Entry[][]>, lengths: Int32Array, entry: Entry, characters: number): void {
  const key = keyOf(entry.word, characters);
  const slot = slotOf(key);
  const byLength = byKey.get(key) ?? [];
  byKey.set(key, byLength);
  for (const length of lengthsOf(entry, characters)) {
    byLength[length] ??= [];
    byLength[length].push(entry);
    lengths[slot] = (lengths[slot] as number) | (1 << length);
  }
}

/** A word that may go on in more letters is entered under this length and every longer one; one in a script without spaces, under none but 0. */
function lengthsOf({ word, rest, prefix }: Entry, characters: number): number[] {
  if (characters === 2) return [0];
  const first = Math.min(word.length, longestLength);
  if (!prefix || rest !== '') return [first];
  return Array.from({ length: longestLength + 1 - first }, (_, i) => first + i);
}
