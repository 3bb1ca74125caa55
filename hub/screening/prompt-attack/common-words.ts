import { bytesFrom, shortsFrom } from './table-bytes.ts';
import { extendKey, slotOf } from './word-keys.ts';
import stored from './word-tables.json' with { type: 'json' };

/** What a slot of a key tells of words: bits. */
export const ofAnyLanguage = 1;
/** Of English, and of more letters than one. */
export const ofEnglish = 2;
/** Such an English word, written backwards. */
export const reversed = 4;
export const commonSlotBits = 16;

/** By the slot of a key. */
const common = new Uint8Array(1 << commonSlotBits);
const bits = bytesFrom(stored.common.bits);
for (const [place, slot] of shortsFrom(stored.common.slots).entries()) common[slot] = bits[place] as number;

/** What is known of a word of up to four letters, by its key: the bits above. */
export function commonness(key: number): number {
  return common[slotOf(key, commonSlotBits)] as number;
}

export function isCommonWord(key: number): boolean {
  return (commonness(key) & ofAnyLanguage) !== 0;
}

export interface WordCount {
  readonly words: number;
  readonly common: number;
}

/** How many of the first `limit` words are common English ones: what tells a language from letters. */
export function countCommonWords(text: string, limit = 200): WordCount {
  let words = 0;
  let hits = 0;
  let key = 0;
  let length = 0;
  for (let i = 0; i <= text.length && words < limit; i += 1) {
    const code = (text.charCodeAt(i) || 32) | 32;
    if (code >= 97 && code <= 122) {
      if (length < 4) key = extendKey(key, code);
      length += 1;
    } else if (length > 0) {
      words += 1;
      if (length <= 4 && (commonness(key) & ofEnglish) !== 0) hits += 1;
      key = 0;
      length = 0;
    }
  }
  return { words, common: hits };
}

/** English runs at a third to a half; chance, through short words, at a few percent. */
export function readsAsLanguage(text: string): boolean {
  const { words: count, common: hits } = countCommonWords(text);
  return count >= 3 && hits >= 1 && hits / count >= 0.2;
}
