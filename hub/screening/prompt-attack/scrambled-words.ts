import { english } from './lexicon-english.ts';

/** Shorter words have too few letters inside to be told again. */
const shortest = 6;
const longest = 16;
/** Fewer changed words are misspellings. */
const fewestWords = 2;

/** Words by a number that does not change when letters inside a word change places. Built at the first text. */
let wordsBySignature: ReadonlyMap<number, string> | undefined;

/** A text in which words of the lexicon have letters inside out of order ("ignroe", "insturctions"), with these words put right; '' where there are none. */
export function unscrambled(text: string): string {
  wordsBySignature ??= indexWords();
  let changed = 0;
  const read = text.replace(/[a-z]{6,16}/gi, (written) => {
    const word = written.toLowerCase();
    const known = wordsBySignature?.get(signatureOf(word));
    if (known === undefined || known === word || !sameLetters(known, word)) return written;
    changed += 1;
    return known;
  });
  return changed < fewestWords ? '' : read;
}

function indexWords(): Map<number, string> {
  const words = Object.values(english)
    .flatMap((listed) => listed.split(/[ _-]/))
    .filter((word) => word.length >= shortest && word.length <= longest && !word.endsWith('*'));
  return new Map(words.map((word) => [signatureOf(word), word]));
}

/** First and last letter, length, and the sum of all letters. */
function signatureOf(word: string): number {
  let sum = 0;
  for (let i = 0; i < word.length; i += 1) sum += word.charCodeAt(i);
  return (((sum << 5) | (word.charCodeAt(0) & 31)) << 5) | (word.charCodeAt(word.length - 1) & 31);
}

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}
