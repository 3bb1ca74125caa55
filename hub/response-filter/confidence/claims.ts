/**
 * What an answer states that a source could bear out, as keys to look for. The keys of the answer are collected first, and then the sources are read once and looked up, so that the
 * memory that is needed follows the answer and the time follows both.
 */
import { foldedWords } from './fold-words.ts';
import { addressesIn } from './read-citations.ts';
import { type DateReading, datesIn } from './read-dates.ts';
import { figuresIn } from './read-figures.ts';
import { namesIn, type WrittenName } from './read-names.ts';
import { quotationsIn } from './read-quotations.ts';

export type ClaimKind = 'figure' | 'name' | 'date' | 'quotation' | 'citation';

export interface Claim {
  readonly kind: ClaimKind;
  /** Supported where the sources have every key of one of these. */
  readonly alternatives: readonly (readonly string[])[];
}

/** Words of a quotation that are looked for together; all its overlapping runs must be found. */
export const quotedRun = 3;

/** The namespaces of keys. */
export const keys = {
  figure: (value: string) => `f ${value}`,
  date: (value: string) => `d ${value}`,
  /** Two words of a name, in whichever order a source has them. */
  pair: (one: string, other: string) => (one < other ? `n ${one} ${other}` : `n ${other} ${one}`),
  /** One word that may be the whole of a name. */
  word: (word: string) => `w ${word}`,
  run: (words: readonly string[]) => `q ${words.join(' ')}`,
  address: (value: string) => `a ${value}`,
} as const;

/** The claims of an answer's text (digits already plain). */
export function* claimsIn(text: string): Generator<Claim> {
  const dates = [...datesIn(text)];
  for (const { readings } of dates) yield { kind: 'date', alternatives: readings.flatMap(dateAlternatives) };
  const rest = without(text, dates);
  for (const figure of figuresIn(rest)) {
    yield { kind: 'figure', alternatives: figure.map((key) => [keys.figure(key)]) };
  }
  for (const name of namesIn(rest)) yield { kind: 'name', alternatives: nameAlternatives(name) };
  for (const quotation of quotationsIn(text)) yield* stretchClaims('quotation', quotation);
  for (const address of addressesIn(text)) yield { kind: 'citation', alternatives: [[keys.address(address)]] };
}

/** A text that an answer cites: its words must stand in a source. */
export function* citedClaims(cited: string): Generator<Claim> {
  yield* stretchClaims('citation', [cited]);
}

function* stretchClaims(kind: 'quotation' | 'citation', stretches: readonly string[]): Generator<Claim> {
  const wanted = stretches.flatMap((stretch) => runsOf([...foldedWords(stretch)]));
  if (wanted.length > 0) yield { kind, alternatives: [wanted] };
}

/** Overlapping runs of words; none where there are fewer words than a run has, which says too little to be looked for. */
function runsOf(words: readonly string[]): string[] {
  const runs: string[] = [];
  for (let at = 0; at + quotedRun <= words.length; at += 1) runs.push(keys.run(words.slice(at, at + quotedRun)));
  return runs;
}

/** The date itself; or its day and month in one place and its year in another. */
function dateAlternatives({ year, month, day }: DateReading): readonly (readonly string[])[] {
  if (day === undefined) return [[keys.date(`${year}-${month}`)]];
  const withoutYear = keys.date(`--${month}-${day}`);
  if (year === undefined) return [[withoutYear]];
  return [[keys.date(`${year}-${month}-${day}`)], [withoutYear, keys.figure(year)]];
}

/** Where a sentence begins, the first word may be no part of the name. */
function nameAlternatives({ words, beginsSentence }: WrittenName): readonly (readonly string[])[] {
  const whole = pairsOf(words);
  if (!beginsSentence) return [whole];
  return [whole, words.length > 2 ? pairsOf(words.slice(1)) : [keys.word(words[1] ?? '')]];
}

function pairsOf(words: readonly string[]): readonly string[] {
  return words.slice(1).map((word, at) => keys.pair(words[at] ?? '', word));
}

/** The text with blanks where dates stand: their numbers are not to be counted again. */
function without(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  const sorted = [...spans].sort((one, other) => one.start - other.start);
  let rest = '';
  let at = 0;
  for (const { start, end } of sorted) {
    if (end <= at) continue;
    rest += text.slice(at, Math.max(at, start)) + '\u0001'.repeat(end - Math.max(at, start));
    at = end;
  }
  return rest + text.slice(at);
}
