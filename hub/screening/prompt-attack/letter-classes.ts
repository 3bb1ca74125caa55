/** What a character is to a reader of words. */
export const letter = 1;
export const digit = 2;
/** "don't" is read as "dont". */
export const apostrophe = 3;

const ascii = asciiClasses();

export function classOf(code: number): number {
  return code < 128 ? (ascii[code] as number) : wideClass(code);
}

function asciiClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  for (let c = 48; c <= 57; c += 1) classes[c] = digit;
  for (let c = 65; c <= 90; c += 1) {
    classes[c] = letter;
    classes[c + 32] = letter;
  }
  classes[39] = apostrophe;
  return classes;
}

/** Everything beyond Latin-1's signs is a letter, but general and East Asian punctuation. */
function wideClass(code: number): number {
  if (code < 0xaa || (code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f)) return 0;
  return code >= 0xff00 && code <= 0xff20 ? 0 : letter;
}

/** Thai, Lao, kana, Han and Hangul: words are not (or not wholly) parted by spaces. */
export function isUnspaced(code: number): boolean {
  return code >= 0x0e00 && (code <= 0x0eff || (code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7a3));
}

/** Signs between words of one expression: blanks, line breaks, hyphens and underscores. */
export function joinsWords(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9 || code === 45 || code === 95;
}

/** How many places a sign parts the words around it by: the end of a sentence more than a comma. */
export function partingOf(code: number): number {
  if (code === 46 || code === 33 || code === 63 || code === 59 || code === 0x3002) return 5;
  return code === 44 || code === 58 || code === 10 || code === 40 || code === 41 ? 1 : 0;
}
