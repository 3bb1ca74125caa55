import { readingsOf, scaled, trimEnd, writtenNumber } from './number-readings.ts';

/** A figure of a text: where it stands, and every way in which a source may have it. */
export interface Figure {
  readonly start: number;
  readonly end: number;
  readonly keys: readonly string[];
}

/** Numbers longer than this are no figures that anybody weighs; in UTF-16 units. */
const longestNumber = 40;

/** Powers of ten by the word after a number, in the languages that bank letters are written in. */
const magnitudes: ReadonlyMap<string, number> = new Map(
  Object.entries({
    k: 3, tsd: 3, thousand: 3, tausend: 3, mille: 3, mil: 3,
    m: 6, mn: 6, mm: 6, mio: 6, million: 6, millions: 6, millionen: 6, millones: 6, milioni: 6, miljoen: 6,
    bn: 9, b: 9, mrd: 9, mia: 9, billion: 9, billions: 9, milliarde: 9, milliarden: 9, milliard: 9, milliards: 9, miljard: 9,
    tn: 12, trillion: 12, trillions: 12, lakh: 5, crore: 7,
  }),
);

const magnitudeAfter = /[ \u00a0\u202f-]?([A-Za-z]{1,10})(?![\p{L}\p{M}\p{N}])/uy;
const percentAfter = /[ \u00a0\u202f]?(?:%|‰|per ?cent\b|percent\b|Prozent\b|pour ?cent\b|por ?ciento\b)/iuy;
const currencyBefore = /[$€£¥₹₩]\s?$/u;

/**
 * The figures of a text. Not among them: markers of lists (`3.` at the beginning of a line), and whole numbers under ten without a sign of measure, which are mostly words
 * (`two options`, `step 3`). Numbers that are part of a word (`A320`, `CLM-20391`) are figures with the word as their key.
 */
export function* figuresIn(text: string): Generator<Figure> {
  for (const { 0: written, index } of text.matchAll(writtenNumber)) {
    if (written.length > longestNumber || isListMarker(text, index, written)) continue;
    const word = enclosingWord(text, index, index + written.length);
    if (word !== undefined) yield word;
    else yield* plainFigure(text, index, trimEnd(written));
  }
}

/** The readings of a number as keys, magnitudes and percentages worked out. */
export function* plainFigure(text: string, start: number, written: string): Generator<Figure> {
  const end = start + written.length;
  const readings = readingsOf(written);
  if (readings.length === 0) {
    yield { start, end, keys: [`#${written}`] };
    return;
  }
  const power = magnitudeAt(text, end);
  const isPercent = matchesAt(percentAfter, text, end);
  const measured = power > 0 || isPercent || currencyBefore.test(text.slice(Math.max(0, start - 2), start));
  if (!measured && /^\d$/.test(written)) return;
  const keys = readings.map((reading) => (power > 0 ? scaled(reading, power) : reading));
  yield { start, end, keys: isPercent ? [...keys, ...keys.map((key) => `0.01*${key}`)] : keys };
}

/** The power of ten that the word after a number stands for; 0 where it stands for none. */
function magnitudeAt(text: string, end: number): number {
  magnitudeAfter.lastIndex = end;
  return magnitudes.get(magnitudeAfter.exec(text)?.[1]?.toLowerCase() ?? '') ?? 0;
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function isListMarker(text: string, start: number, written: string): boolean {
  if (written.length > 4 || !/^\d{1,3}\.?$/.test(written)) return false;
  const before = text.slice(Math.max(0, start - 8), start);
  const begins = /(?:^|\n)[ \t>*-]{0,7}$/.test(before) || (start < 8 && /^[ \t>*-]*$/.test(before));
  return begins && (written.endsWith('.') || text[start + written.length] === ')');
}

/** Longest word around a number that is looked at, to either side; in UTF-16 units. */
const reach = 40;
const wordBefore = /(?:[\p{L}\p{M}\p{N}]+[-_/])*[\p{L}\p{M}]+[-_/]?[\p{L}\p{M}\p{N}]*$/u;
const wordAfter = /^[\p{L}\p{M}]*(?:[-_/]?[\p{L}\p{M}]*\p{N}+)*/u;

/** `A320`, `CLM-20391`, `Q3`: letters right before the number. What follows it alone (`5kg`, `3rd`) is a unit. */
function enclosingWord(text: string, start: number, end: number): Figure | undefined {
  const before = wordBefore.exec(text.slice(Math.max(0, start - reach), start))?.[0];
  if (before === undefined) return undefined;
  const written = trimEnd(text.slice(start, end));
  const after = wordAfter.exec(text.slice(start + written.length, end + reach))?.[0] ?? '';
  const word = `${before}${written}${after}`;
  const from = start - before.length;
  return { start: from, end: from + word.length, keys: [`#${word.toLowerCase().replace(/[-_/]/g, '')}`] };
}
