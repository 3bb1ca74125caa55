import { english } from './lexicon-english.ts';

/** Shorter words have too few letters inside to be told again. */
const shortest = 6;
const longest = 16;
/** Fewer changed words are misspellings. */
const fewestWords = 2;

interface ScrambleIndex {
  readonly words: ReadonlyMap<number, string>;
  /** 1 where a signature may be in `words`. */
  readonly filter: Uint8Array;
}

/** Built at the first text. */
let index: ScrambleIndex | undefined;

/** A text in which words of the lexicon have letters inside out of order ("ignroe", "insturctions"), with these words put right; '' where there are none. */
export function unscrambled(text: string): string {
  index ??= indexWords();
  let read = '';
  let copied = 0;
  let changed = 0;
  let start = 0;
  let sum = 0;
  for (let i = 0; i <= text.length; i += 1) {
    const code = text.charCodeAt(i) | 32;
    if (code >= 97 && code <= 122) {
      sum += code;
      continue;
    }
    const known = i - start < shortest ? undefined : knownWord(index, text, start, i, sum);
    if (known !== undefined) {
      read += text.slice(copied, start) + known;
      copied = i;
      changed += 1;
    }
    start = i + 1;
    sum = 0;
  }
  return changed < fewestWords ? '' : read + text.slice(copied);
}

/** The word of the lexicon that is written here with its letters out of order; most words fail at the filter. */
function knownWord(
  { words, filter }: ScrambleIndex,
  text: string,
  start: number,
  end: number,
  sum: number,
): string | undefined {
  const signature = signatureOf(sum, text.charCodeAt(start), text.charCodeAt(end - 1));
  if (filter[signature & filterMask] === 0) return undefined;
  const known = words.get(signature);
  if (known === undefined || known.length !== end - start) return undefined;
  const word = text.slice(start, end).toLowerCase();
  return known === word || !sameLetters(known, word) ? undefined : known;
}

function indexWords(): ScrambleIndex {
  const listed = Object.values(english).flatMap((words) => words.split(/[ _-]/));
  const words = new Map<number, string>();
  const filter = new Uint8Array(filterMask + 1);
  for (const word of listed) {
    if (word.length < shortest || word.length > longest || word.endsWith('*')) continue;
    const sum = [...word].reduce((total, letter) => total + letter.charCodeAt(0), 0);
    const signature = signatureOf(sum, word.charCodeAt(0), word.charCodeAt(word.length - 1));
    words.set(signature, word);
    filter[signature & filterMask] = 1;
  }
  return { words, filter };
}

const filterMask = 0xffff;

/** Does not change when letters inside a word change places: the sum of the letters, the first and the last. */
function signatureOf(sum: number, first: number, last: number): number {
  return (sum << 10) | ((first & 31) << 5) | (last & 31);
}

function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}
