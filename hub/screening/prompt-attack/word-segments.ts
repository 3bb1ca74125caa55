import { unitsOf } from '../text-units.ts';
import { isCommonWord } from './common-words.ts';
import { lexiconIndex, slotBits } from './lexicon-index.ts';
import { extendKey, slotOf } from './word-keys.ts';

const longestWord = 16;
const longestText = 4000;

/** Parts letters without spaces into words that the lexicons or the common words know, longest first; what is in neither stands together. */
export function segmentWords(letters: string): string {
  const text = letters.slice(0, longestText).toLowerCase();
  const units = unitsOf(text);
  const parts: string[] = [];
  let unknown = '';
  for (let i = 0; i < text.length; ) {
    const length = longestAt(units, i);
    if (length === 0) {
      unknown += text.charAt(i);
      i += 1;
      continue;
    }
    if (unknown !== '') parts.push(unknown);
    unknown = '';
    parts.push(text.slice(i, i + length));
    i += length;
  }
  if (unknown !== '') parts.push(unknown);
  return parts.join(' ');
}

function longestAt(units: Uint16Array, at: number): number {
  const { heads, next } = lexiconIndex();
  const most = Math.min(longestWord, units.length - 1 - at);
  let longest = 0;
  let key = 0;
  for (let characters = 1; characters <= Math.min(4, most); characters += 1) {
    key = extendKey(key, units[at + characters - 1] as number);
    if (characters === 1) continue;
    for (let entry = heads[slotOf(key, slotBits)] as number; entry !== 0; entry = next[entry] as number)
      longest = Math.max(longest, lengthAt(entry, units, at, most));
  }
  return longest > 0 ? longest : commonAt(units, at, most);
}

/** The length of the entry's first word if it stands there; 0 if not, or if it is but a letter. */
function lengthAt(entry: number, units: Uint16Array, at: number, most: number): number {
  const { letters, starts, firstEnds } = lexiconIndex();
  const start = starts[entry] as number;
  const length = (firstEnds[entry] as number) - start;
  if (length < 2 || length > most) return 0;
  for (let i = 0; i < length; i += 1) if (letters[start + i] !== units[at + i]) return 0;
  return length;
}

function commonAt(units: Uint16Array, at: number, most: number): number {
  let longest = 0;
  let key = 0;
  for (let length = 1; length <= Math.min(4, most); length += 1) {
    key = extendKey(key, units[at + length - 1] as number);
    if (length >= 2 && isCommonWord(key)) longest = length;
  }
  return longest;
}
