import { isAmbiguousMagnitude, magnitudeOf } from './magnitudes.ts';
import { piecesOf, readingsOf, scaled } from './number-readings.ts';

/** A figure of a text: every way in which a source may have it, in canonical form. */
export type FigureKeys = readonly string[];

/** Letters and digits with single signs between them, and digits in groups of three. The classes are disjoint, so each character is looked at once. */
const token =
  /[\p{L}\p{M}\p{Nd}]+(?:[-_/.,'’][\p{L}\p{M}\p{Nd}]+|(?<=\d)[ \u00a0\u2009\u202f]\d{3}(?![\p{L}\p{M}\p{Nd}]))*/gu;

const hasDigit = /\d/;
const beginsWithLetter = /^[\p{L}\p{M}]/u;
/** EUR5,000 and Rs.500: a currency before its amount. */
const currencyCode = /^(?:[A-Z]{3}|Rs)\.?(?=\d)/;
const currencyBefore = /[$€£¥₹₩] ?$/u;
const percentAfter = /[ \u00a0\u202f]?(?:%|per ?cent|Prozent|pour ?cent|por ?ciento)/iuy;
const wordAfter = /[ \u00a0\u202f]([A-Za-z]{1,10})(?![\p{L}\p{M}\p{Nd}])/uy;
const amount = /^(\d[\d.,'’ \u00a0\u2009\u202f]*)(\p{L}*)/u;

/**
 * The figures that an answer states. Not among them: markers of lists (`3.` at the beginning of a line), and single digits without a sign of measure, which are mostly words
 * (`step 3`). Numbers that are part of a word (`A320`, `CLM-20391`) are figures with the word as their key.
 */
export function* figuresIn(text: string): Generator<FigureKeys> {
  if (!hasDigit.test(text)) return;
  for (const { 0: found, index } of text.matchAll(token)) {
    if (!hasDigit.test(found) || isListMarker(text, index, found)) continue;
    yield* figuresOf(text, index, found, true);
  }
}

/** Every key that a source offers: also single digits, and the pieces of what an answer may write apart. */
export function* figureKeysIn(text: string): Generator<string> {
  if (!hasDigit.test(text)) return;
  for (const { 0: found, index } of text.matchAll(token)) {
    if (!hasDigit.test(found)) continue;
    for (const keys of figuresOf(text, index, found, false)) yield* keys;
    yield* piecesOf(found);
  }
}

function* figuresOf(text: string, index: number, found: string, stated: boolean): Generator<FigureKeys> {
  const currency = currencyCode.exec(found)?.[0].length ?? 0;
  if (currency === 0 && beginsWithLetter.test(found) && !/[.,'’]/u.test(found)) {
    yield [wordKey(found)];
    return;
  }
  for (const piece of found.slice(currency).matchAll(/[^-_/]+/g)) {
    const start = index + currency + piece.index;
    yield* pieceFigures(text, start, piece[0], stated, currency > 0);
  }
}

function* pieceFigures(
  text: string,
  start: number,
  piece: string,
  stated: boolean,
  isMoney: boolean,
): Generator<FigureKeys> {
  const [, written, unit = ''] = amount.exec(piece) ?? [];
  const readings = written === undefined ? [] : readingsOf(written.replace(/\D+$/, ''));
  if (written === undefined || readings.length === 0) {
    yield* pieceByPiece(piece, written, stated);
    return;
  }
  const keys = measuredKeys(text, start + written.length + unit.length, unit, readings);
  const measured = isMoney || keys !== readings || currencyBefore.test(text.slice(Math.max(0, start - 2), start));
  if (measured || !stated || !/^\d$/.test(written)) yield keys;
}

/** What is no one number: words with digits in them, or the runs of digits of a list. */
function* pieceByPiece(piece: string, written: string | undefined, stated: boolean): Generator<FigureKeys> {
  if (written === undefined) {
    for (const part of piece.split(/[.,'’]/u)) if (hasDigit.test(part)) yield [wordKey(part)];
    return;
  }
  for (const one of piecesOf(written)) if (!stated || one.length > 1) yield [one];
}

/** The readings with the percent sign or the magnitude after them worked out; `readings` itself where neither follows. */
function measuredKeys(text: string, end: number, unit: string, readings: readonly string[]): readonly string[] {
  percentAfter.lastIndex = end;
  if (percentAfter.test(text)) return [...readings, ...readings.map((reading) => scaled(reading, -2))];
  wordAfter.lastIndex = end;
  const word = unit === '' ? (wordAfter.exec(text)?.[1] ?? '') : unit;
  const power = magnitudeOf(word);
  if (power === 0) return readings;
  const worked = readings.map((reading) => scaled(reading, power));
  return isAmbiguousMagnitude(word) ? [...readings, ...worked] : worked;
}

function wordKey(word: string): string {
  return `#${word.toLowerCase().replace(/[-_/]/g, '')}`;
}

/** How far before a number the beginning of its line is looked for. */
const reach = 8;

function isListMarker(text: string, start: number, found: string): boolean {
  if (!/^\d{1,3}$/.test(found) || !/[.)]/.test(text[start + found.length] ?? '')) return false;
  const before = text.slice(Math.max(0, start - reach), start);
  return start <= reach ? /(?:^|\n)[ \t>*-]*$/.test(before) : /\n[ \t>*-]{0,7}$/.test(before);
}
