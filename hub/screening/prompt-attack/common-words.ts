import { extendKey, slotOf } from './word-keys.ts';

/** Words of up to four letters that hold a sentence together, in languages with Latin letters. Where several words in a row are none of these, a text may be in disguise. */
const words =
  'the of and to in is a you your i it that for on are as with his they at be this have from or one had by word but not what all were we when can said an each how their will up out them then she many some so her would make like him into time has look two more go see no way could my than been call who now find down day did get come made may part me do if ' +
  'der die das und ist ich du sie es ein eine zu den von mit auf fur im dem nicht sich auch als an bei wie was wir war hat aus am nur ' +
  'le la les de des du un une et est en que qui pour dans ce il elle ne pas plus par sur au avec je tu vous se son nous sont mais ou ' +
  'el los las del y en que por con para una su al lo como mas pero sus sin si ' +
  'il lo gli di che e per con non una sono del da al i della ' +
  'o os as do da dos em um uma com na no ao se ' +
  'het een van en dat niet te op zijn voor met ik ' +
  'i w na z ze do nie sie jest to jak po co ale ' +
  'och att det som en pa av med den til og er ikke bir ve bu da de icin yang dan di ini untuk';

const slotBits = 16;

function keyOfWord(word: string): number {
  let key = 0;
  for (const letter of word) key = extendKey(key, letter.charCodeAt(0));
  return key;
}

/** Common words as they read in some disguise; `disguise` answers the disguised word. */
function tableOf(disguise: (word: string) => string, from: string): Uint8Array {
  const table = new Uint8Array(1 << slotBits);
  for (const word of from.split(' ')) if (word.length <= 4) table[slotOf(keyOfWord(disguise(word)), slotBits)] = 1;
  return table;
}

/** The first line of `words`: English. Disguises are told by English alone, and by longer words than one letter. */
const english = words
  .slice(0, words.indexOf(' der '))
  .split(' ')
  .filter((word) => word.length > 1)
  .join(' ');

const common = tableOf((word) => word, words);
const commonEnglish = tableOf((word) => word, english);

export function isCommonWord(key: number): boolean {
  return common[slotOf(key, slotBits)] === 1;
}

const reversedEnglish = tableOf((word) => [...word].reverse().join(''), english);

/** Whether the key is that of a common English word that is written backwards. */
export function isReversedWord(key: number): boolean {
  return reversedEnglish[slotOf(key, slotBits)] === 1;
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
      if (length <= 4 && commonEnglish[slotOf(key, slotBits)] === 1) hits += 1;
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
