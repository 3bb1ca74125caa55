import { readsAsLanguage } from './common-words.ts';

/** Codes that write one letter at a time. Each answers the text that is written so, or ''. */

const morseSigns =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..'.split(
    ' ',
  );
const morse = new Map(morseSigns.map((sign, place) => [sign, String.fromCharCode(97 + place)]));

/** Of one code so many runs are read. */
const mostRuns = 8;

export function morseText(text: string): string {
  return runsIn(text, /[.\-\u2022\u00B7\u2013\u2212]{1,6}(?:[ /|]{1,5}[.\-\u2022\u00B7\u2013\u2212]{1,6}){7,4000}/g)
    .map((run) =>
      run
        .replace(/[\u2022\u00B7]/g, '.')
        .replace(/[\u2013\u2212]/g, '-')
        .split(/\s{0,2}[/|]\s{0,2}| {2,}/)
        .map(morseWord)
        .join(' '),
    )
    .join('.\n');
}

/** The first runs that an expression matches. */
function runsIn(text: string, expression: RegExp): string[] {
  return text
    .matchAll(expression)
    .take(mostRuns)
    .map(([run]) => run)
    .toArray();
}

function morseWord(word: string): string {
  return word
    .split(' ')
    .map((sign) => morse.get(sign) ?? '')
    .join('');
}

/** Characters by their numbers, decimal: "73 103 110 111 ...", and letters by their place, "9-7-14-15-18-5". */
export function numberedText(text: string): string {
  return runsIn(text, /\b\d{1,3}(?:[ ,;-]{1,3}\d{1,3}){7,4000}\b/g)
    .map(numbersAsText)
    .filter((read) => readsAsLanguage(read) || !read.includes(' '))
    .join('.\n');
}

function numbersAsText(run: string): string {
  const numbers = run.split(/\D+/).map(Number);
  if (numbers.every((number) => number >= 32 && number < 127)) return String.fromCharCode(...numbers);
  if (!numbers.every((number) => number >= 1 && number <= 26)) return '';
  const words = run.split(/ {2,}|, | - /).map((word) =>
    word
      .split(/\D+/)
      .map((number) => String.fromCharCode(96 + Number(number)))
      .join(''),
  );
  return words.some((word) => word.length > 1) ? words.join(' ') : words.join('');
}

const alphabet =
  'alfa alpha bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray x-ray yankee zulu';
/** Fewer words of the alphabet in a row are words. */
export const fewestRadioWords = 8;
const spellingWords = new RegExp(
  `\\b(?:(?:${alphabet.replaceAll(' ', '|')})\\b[\\s,.-]{0,3}){${fewestRadioWords},400}`,
  'gi',
);

/** Letters by the spelling alphabet of radio: "India Golf November Oscar". */
export function radioText(text: string): string {
  return runsIn(text, spellingWords)
    .map((run) =>
      run
        .split(/[\s,.]+/)
        .map((word) => word.charAt(0).toLowerCase())
        .join(''),
    )
    .join('.\n');
}

/** Fewer words that end in "ay" are English. */
export const fewestPigs = 4;

/** Pig Latin: "Ignoreway allway eviouspray". '' unless most words end so and the result is language. */
export function unpigged(text: string): string {
  if ((text.match(/ay\b/gi)?.length ?? 0) < fewestPigs) return '';
  const words = text.slice(0, 4000).match(/[a-z']+/gi) ?? [];
  const pigs = words.filter((word) => word.length > 3 && /ay$/i.test(word));
  if (pigs.length < fewestPigs || pigs.length < words.length * 0.5) return '';
  // How many consonants were moved cannot be told from the word.
  const read = [1, 2, 3].map((moved) => words.map((word) => unpig(word, moved)).join(' ')).join('.\n');
  return readsAsLanguage(read) ? read : '';
}

function unpig(word: string, moved: number): string {
  const stem = word.toLowerCase().replace(/'?ay$/, '');
  if (/w$/.test(stem) && /^[aeiou]/.test(stem)) return stem.slice(0, -1);
  const cut = /[bcdfghjklmnpqrstvwxyz]{1,3}$/.exec(stem)?.[0].slice(-moved) ?? '';
  return cut + stem.slice(0, stem.length - cut.length);
}
