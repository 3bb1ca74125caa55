/** A run of letters, digits and what joins them inside a word. Each character is looked at once. */
const word = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

/** Combining marks, after decomposition: `é` and `e` are one letter here, as people write them. */
const marks = /\p{M}+/gu;
const ascii = /^[A-Za-z0-9']*$/;
const possessive = /['’]s?$/u;

/** Words of a text for comparison, in order: no case, no accents, no possessive, no punctuation. */
export function* foldedWords(text: string): Generator<string> {
  for (const [found] of text.matchAll(word)) yield foldWord(found);
}

export function foldWord(found: string): string {
  // Nearly every word is plain ASCII, where there is nothing to decompose.
  const plain = ascii.test(found) ? found : found.normalize('NFKD').replace(marks, '');
  return plain.toLowerCase().replace(possessive, '');
}
