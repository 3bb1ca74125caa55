import { commonEnglishWords, commonWords } from '../../hub/screening/prompt-attack/common-word-list.ts';
import { commonSlotBits, ofAnyLanguage, ofEnglish, reversed } from '../../hub/screening/prompt-attack/common-words.ts';
import { extendKey, slotOf } from '../../hub/screening/prompt-attack/word-keys.ts';

/** Words of more letters are known by their first four, and would be taken for others. */
const longest = 4;

/** The slots of common words, in ascending order, and what each tells. */
export function commonWordTables(): { readonly slots: Uint16Array; readonly bits: Uint8Array } {
  const told = new Map<number, number>();
  const tell = (words: string, bit: number, disguise: (word: string) => string) => {
    for (const word of words.split(' ').filter(({ length }) => length <= longest)) {
      const slot = slotOf(keyOf(disguise(word)), commonSlotBits);
      told.set(slot, (told.get(slot) ?? 0) | bit);
    }
  };
  tell(commonWords, ofAnyLanguage, (word) => word);
  tell(commonEnglishWords, ofEnglish, (word) => word);
  tell(commonEnglishWords, reversed, (word) => [...word].reverse().join(''));
  const slots = [...told.keys()].sort((a, b) => a - b);
  return { slots: Uint16Array.from(slots), bits: Uint8Array.from(slots, (slot) => told.get(slot) ?? 0) };
}

function keyOf(word: string): number {
  return Array.from(word).reduce((key, letter) => extendKey(key, letter.charCodeAt(0)), 0);
}
