import { readsAsLanguage } from './common-words.ts';

/** Letters by how often English uses them, in percent, a to z (Norvig, Google Books). */
const frequency = [
  8.04, 1.48, 3.34, 3.82, 12.49, 2.4, 1.87, 5.05, 7.57, 0.16, 0.54, 4.07, 2.51, 7.23, 7.64, 2.14, 0.12, 6.28, 6.51,
  9.28, 2.73, 1.05, 1.68, 0.23, 1.66, 0.09,
];
/** Fewer letters have no shape of their own. */
const enoughLetters = 12;
/** The letters that are counted, and how many shifts are then read. */
const counted = 400;
const shiftsRead = 3;

/** What the letters of English come to on average is 6.5; of any letters, 3.8. */
const likeEnglish = 5.6;
/** How much more like English the letters must be than as they stand: fragments of ordinary text vary by less. */
const clearlyLiker = 1.12;

/** A text whose letters were moved along the alphabet (Caesar, ROT13) or mirrored (Atbash), if one of these makes it English; undefined if none does. */
export function unshifted(text: string): string | undefined {
  const counts = letterCounts(text);
  if (counts === undefined) return undefined;
  const asItStands = likeness(counts, (letter) => letter);
  for (const move of likelyMoves(counts)) {
    if (likeness(counts, move) < asItStands * clearlyLiker) continue;
    const reading = mapLetters(text, move);
    if (readsAsLanguage(reading)) return reading;
  }
  return undefined;
}

const frequencyOfUnit = new Float64Array(128);
for (const [letter, percent] of frequency.entries()) {
  frequencyOfUnit[97 + letter] = percent;
  frequencyOfUnit[65 + letter] = percent;
}

/** Whether the letters from `start` to before `end` may have been moved along the alphabet: there are enough of them, and they are not those of English as they stand. */
export function mayBeShifted(text: string, start: number, end: number): boolean {
  let sum = 0;
  let seen = 0;
  for (let i = start; i < end && seen < counted; i += 1) {
    const unit = text.charCodeAt(i);
    const percent = unit < 128 ? (frequencyOfUnit[unit] as number) : 0;
    if (percent === 0) continue;
    sum += percent;
    seen += 1;
  }
  return seen >= enoughLetters && sum <= likeEnglish * seen;
}

/** A text written backwards, if that makes it English. */
export function unreversed(text: string): string | undefined {
  const reading = [...text].reverse().join('');
  return readsAsLanguage(reading) ? reading : undefined;
}

type Move = (letter: number) => number;

const mirror: Move = (letter) => 25 - letter;
const shifts: readonly Move[] = Array.from({ length: 25 }, (_, i) => (letter) => (letter + i + 1) % 26);

function likeness(counts: readonly number[], move: Move): number {
  let sum = 0;
  for (let letter = 0; letter < 26; letter += 1)
    sum += (counts[letter] as number) * (frequency[move(letter)] as number);
  return sum;
}

/** The shifts after which the letters are most like English, and the mirror. */
function likelyMoves(counts: readonly number[]): Move[] {
  const ranked = shifts.map((move) => ({ move, like: likeness(counts, move) })).sort((a, b) => b.like - a.like);
  return [...ranked.slice(0, shiftsRead).map(({ move }) => move), mirror];
}

function letterCounts(text: string): number[] | undefined {
  const counts = new Array<number>(26).fill(0);
  let seen = 0;
  for (let i = 0; i < text.length && seen < counted; i += 1) {
    const letter = (text.charCodeAt(i) | 32) - 97;
    if (letter < 0 || letter > 25) continue;
    counts[letter] = (counts[letter] as number) + 1;
    seen += 1;
  }
  return seen < enoughLetters ? undefined : counts;
}

function mapLetters(text: string, to: Move): string {
  return text.replace(/[a-z]/gi, (written) => {
    const code = written.charCodeAt(0);
    const base = code < 97 ? 65 : 97;
    return String.fromCharCode(base + to(code - base));
  });
}
