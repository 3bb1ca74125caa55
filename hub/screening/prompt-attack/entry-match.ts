import { joinsWords } from './letter-classes.ts';
import type { Entry } from './lexicon-index.ts';

/** Blanks that may stand between two words of an expression. */
const mostBlanks = 8;

/** Whether the word of `length` letters at `start` is the first word of the entry. Compares in place: most candidates fail at once. */
export function wordStandsAt(text: string, entry: Entry, start: number, length: number): boolean {
  const size = entry.word.length;
  if (entry.prefix && entry.rest === '' ? length < size : length !== size) return false;
  return readsAt(text, start, entry.word) >= 0;
}

/** Whether the rest of the entry's expression stands at `next`. */
export function restStandsAt(text: string, entry: Entry, next: number): boolean {
  const after = readsAt(text, next, entry.rest);
  if (after < 0) return false;
  const following = text.charCodeAt(after) | 32;
  return entry.prefix || !(following >= 97 && following <= 122);
}

/** Where `words` end if they stand at `start`, in any case, apostrophes left out and any blanks between them; -1 if they do not. */
function readsAt(text: string, start: number, words: string): number {
  let at = start;
  for (let i = 0; i < words.length; i += 1) {
    let code = text.charCodeAt(at);
    while (code === 39) {
      at += 1;
      code = text.charCodeAt(at);
    }
    const wanted = words.charCodeAt(i);
    if (wanted === 32) {
      const next = afterBlanks(text, at);
      if (next === at) return -1;
      at = next;
      continue;
    }
    if (code >= 65 && code <= 90) code |= 32;
    if (code !== wanted) return -1;
    at += 1;
  }
  return at;
}

/** Where the next word of an expression begins. */
export function afterBlanks(text: string, from: number): number {
  let at = from;
  while (at - from < mostBlanks && joinsWords(text.charCodeAt(at))) at += 1;
  return at;
}
