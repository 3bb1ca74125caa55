import { type DecodedRun, decodedRuns } from '../decoding/decoded-runs.ts';
import { hiddenText, reversedText } from '../decoding/hidden-text.ts';
import { fewestPigs, fewestRadioWords, morseText, numberedText, radioText, unpigged } from './codes.ts';
import { countCommonWords } from './common-words.ts';
import type { Disguise } from './disguises.ts';
import { spreadBits } from './hidden-characters.ts';
import { mayBeShifted, unreversed, unshifted } from './letter-ciphers.ts';
import type { Observed } from './observe.ts';
import type { Span } from './span-tracker.ts';
import { joinedLetters, unleeted } from './spelled-letters.ts';
import { segmentWords } from './word-segments.ts';

/** A text that stands inside another one in disguise. */
export interface Reading {
  readonly disguise: Disguise;
  readonly text: string;
}

/** Longer disguises are read to here, in UTF-16 units; together they stay within a fixed amount of work. */
const longestReading = 20_000;
const longestRun = 2000;
const longestWord = 60;
const middleDot = '\u00b7';

/**
 * What `original` says to one who undoes its disguises. Each is tried only after a test that costs next to nothing on ordinary text, within bounds, and kept only
 * where it reads as language. `folded` is the folded text and `seen` what the scan of it told.
 */
export function disguisedReadings(original: string, folded: string, seen: Observed): Reading[] {
  const readings: Reading[] = [];
  const add = (disguise: Disguise, text: string) => {
    if (text !== '' && /[^\s.]/.test(text)) readings.push({ disguise, text: text.slice(0, longestReading) });
  };
  // Folding leaves out what is not seen, so what is hidden so must be looked for in the original.
  if (folded !== original) {
    add('hidden', spreadBits(original));
    add('hidden', textOf([...hiddenText(original), ...reversedText(original)]));
  }
  const runs = decodedRuns(folded);
  add('encoded', textOf(runs.filter(({ encoding }) => encoding !== 'rot13')));
  add('cipher', textOf(runs.filter(({ encoding }) => encoding === 'rot13')));
  add('comment', commentText(folded));
  if (seen.singles.length > 0) add('spelled', joinedLetters(widened(folded, seen.singles, 4)));
  if (seen.mixed.length > 0) add('leet', unleeted(widened(folded, seen.mixed, 80)));
  if (seen.long.length > 0) add('runTogether', parted(folded, seen.long));
  add('spelled', joinedParts(folded));
  add('scrambled', seen.unscrambled);
  // A middle dot is a letter to the scan, so it does not tell dots and dashes that are written with it.
  if (seen.parted || folded.includes(middleDot)) add('code', morseText(folded));
  if (seen.parted) add('code', numberedText(folded));
  if (seen.strange.length > 0) addStrange(folded, seen, add);
  return readings;
}

/** Very long words with spaces between their parts. */
function parted(text: string, words: readonly Span[]): string {
  return words.map(({ start, end }) => segmentWords(text.slice(start, Math.min(end, start + longestWord)))).join('.\n');
}

function textOf(runs: readonly DecodedRun[]): string {
  return runs.map(({ text }) => text).join('.\n');
}

function addStrange(text: string, seen: Observed, add: (disguise: Disguise, text: string) => void): void {
  const shifted: string[] = [];
  const backwards: string[] = [];
  for (const { start, end, hasReversed } of seen.strange) {
    // A word at the edge may look common by chance.
    const [from, to] = [Math.max(0, start - 12), Math.min(end + 12, start + longestRun, text.length)];
    const mayShift = mayBeShifted(text, from, to);
    if (!(mayShift || hasReversed)) continue;
    const run = text.slice(from, to);
    if (countCommonWords(run).common > 2) continue;
    if (mayShift) shifted.push(unshifted(run) ?? '');
    if (hasReversed) backwards.push(unreversed(run) ?? '');
  }
  add('cipher', shifted.join('.\n'));
  add('backwards', backwards.join('.\n'));
  if (seen.strange.some(({ words }) => words >= fewestRadioWords))
    add('code', radioText(widened(text, seen.strange, 12)));
  if (seen.pigs >= fewestPigs) add('code', unpigged(widened(text, seen.strange, 12)));
}

/** Quoted parts that are given names and put together ("a = 'ign', b = 'ore'; a + b"). */
function joinedParts(text: string): string {
  const mayGiveNames = (text.includes('=') || text.includes(':')) && (text.includes("'") || text.includes('"'));
  if (!(mayGiveNames && /\+|concat|combine|join/i.test(text))) return '';
  const parts = [...text.matchAll(/[=:]\s?["']([^"'\n]{1,80})["']/g)].slice(0, 40).map(([, part]) => part ?? '');
  return parts.length < 2 ? '' : parts.join('');
}

/** The spans with some characters around them, a line each; together no longer than a reading. */
function widened(text: string, spans: readonly Span[], by: number): string {
  let joined = '';
  let from = 0;
  for (const { start, end } of spans) {
    if (joined.length >= longestReading) break;
    const begin = Math.max(from, start - by);
    const piece = text.slice(begin, Math.min(end + by, begin + longestReading));
    from = begin + piece.length;
    if (piece !== '') joined += `${piece}\n`;
  }
  return joined;
}

/** The insides of HTML comments, which a rendered page does not show. */
function commentText(text: string): string {
  if (!text.includes('<!--')) return '';
  let inside = '';
  for (let from = text.indexOf('<!--'); from >= 0 && inside.length < longestReading; ) {
    const end = text.indexOf('-->', from + 4);
    inside += `${text.slice(from + 4, end < 0 ? from + 4 + longestReading : Math.min(end, from + 4 + longestReading))}\n`;
    from = end < 0 ? -1 : text.indexOf('<!--', end);
  }
  return inside;
}
