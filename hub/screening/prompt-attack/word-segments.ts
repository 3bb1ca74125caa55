import { isCommonWord } from './common-words.ts';
import { extendKey, keyOf, lexiconIndex } from './lexicon-index.ts';

const longestWord = 16;
const longestText = 4000;

/** Parts letters without spaces into words that the lexicons or the common words know, longest first; what is in neither stands together. */
export function segmentWords(letters: string): string {
  const text = letters.slice(0, longestText).toLowerCase();
  const parts: string[] = [];
  let unknown = '';
  for (let i = 0; i < text.length; ) {
    const length = longestAt(text, i);
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

function longestAt(text: string, at: number): number {
  const rest = text.slice(at, at + longestWord);
  let longest = 0;
  for (const characters of [4, 3, 2]) {
    for (const { word } of lexiconIndex().byKey.get(keyOf(rest, characters)) ?? []) {
      if (word.length > longest && word.length >= characters && rest.startsWith(word)) longest = word.length;
    }
  }
  return longest > 0 ? longest : commonAt(rest);
}

function commonAt(rest: string): number {
  for (let length = 4; length >= 2; length -= 1) {
    let key = 0;
    for (let i = 0; i < length; i += 1) key = extendKey(key, rest.charCodeAt(i));
    if (rest.length >= length && isCommonWord(key)) return length;
  }
  return 0;
}
