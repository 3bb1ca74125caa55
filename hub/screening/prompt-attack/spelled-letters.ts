import { countCommonWords } from './common-words.ts';
import { segmentWords } from './word-segments.ts';

/** Letters written apart ("i g n o r e", "i.g.n.o.r.e", "i-g-n-o-r-e"), put together again; '' where there are none. */
export function joinedLetters(text: string): string {
  const parted = text.match(/(?<![^\W_])[a-z](?:[ .\-_*|/,]{1,4}[a-z'!?](?![a-z])){8,1000}/gi);
  const spaced = text.match(/(?<!\S)\S(?: {1,4}\S(?!\S)){10,1000}/g);
  return [...(parted ?? []), ...(spaced ?? [])].slice(0, 8).map(join).join('.\n');
}

function join(run: string): string {
  // Wider gaps part words; without any, words are told by the lexicon.
  const words = run
    .split(/ {2,}|\s*[|/]\s*(?=\S[ .])|(?<=[a-z]) (?=[a-z][-.])/i)
    .map((word) => word.replace(/[ .\-_*|/,]/g, ''));
  return words.length > 1 ? words.join(' ') : segmentWords(words[0] ?? '');
}

const digitLetters: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '+': 't',
  '|': 'i',
  '!': 'i',
  '€': 'e',
  '£': 'l',
};

/** Letters written as digits and signs ("1gn0r3"), as letters; '' unless the result is language. */
export function unleeted(text: string): string {
  const letters = text.replace(/[0134579@$8|+€£]|!(?=\w)/g, (sign) => digitLetters[sign] ?? sign);
  const { words, common } = countCommonWords(letters);
  if (common === 0 && words > 4) return '';
  // A 1 is an i or an l.
  return text.includes('1') ? `${letters}.\n${withL(text, letters)}` : letters;
}

function withL(text: string, letters: string): string {
  let read = '';
  for (let i = 0; i < letters.length; i += 1) read += text.charCodeAt(i) === 49 ? 'l' : letters.charAt(i);
  return read;
}
