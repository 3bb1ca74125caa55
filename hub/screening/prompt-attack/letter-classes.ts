/** What an ASCII character is to a reader of words: of a letter, its small form; of all else, one of the marks below. */
const ascii = new Uint8Array(128);
/** "don't" is read as "dont". */
export const apostrophe = 1;
/** A digit or a sign that letters are written with ("1gn0r3", "p@ss"). */
export const inWord = 2;
/** Parts the words around it by a place. */
export const comma = 3;
/** Parts them by five: the end of a sentence. */
export const stop = 4;
/** From here on it is a letter. */
export const firstLetter = 97;

for (let letter = 97; letter <= 122; letter += 1) {
  ascii[letter] = letter;
  ascii[letter - 32] = letter;
}
ascii.fill(inWord, 48, 58);
for (const [mark, signs] of [
  [apostrophe, "'"],
  [inWord, '@$'],
  [comma, ',:()\n'],
  [stop, '.!?;'],
] as const) {
  for (const sign of signs) ascii[sign.charCodeAt(0)] = mark;
}

/** Of an ASCII letter, its small form; 0 of all else. */
export function smallLetter(unit: number): number {
  const letter = unit | 32;
  return letter >= 97 && letter <= 122 ? letter : 0;
}

/** The class of any unit. What is beyond Latin-1's signs is a letter, but general and East Asian punctuation. */
export function classOf(unit: number): number {
  return unit < 128 ? (ascii[unit] as number) : wideClass(unit);
}

function wideClass(unit: number): number {
  if (unit < 0xaa || (unit >= 0x2000 && unit <= 0x2bff)) return 0;
  if (unit >= 0x3000 && unit <= 0x303f) return unit === 0x3002 ? stop : 0;
  return unit >= 0xff00 && unit <= 0xff20 ? 0 : unit;
}

/** Thai, Lao, kana, Han and Hangul: words are not (or not wholly) parted by spaces. */
export function isUnspaced(unit: number): boolean {
  return unit >= 0x0e00 && (unit <= 0x0eff || (unit >= 0x3040 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7a3));
}

/** Signs between words of one expression: blanks, line breaks, hyphens and underscores. */
export function joinsWords(unit: number): boolean {
  return unit === 32 || unit === 10 || unit === 13 || unit === 9 || unit === 45 || unit === 95;
}
