import { type Claim, keys, quotedRun } from './claims.ts';
import { foldedWords } from './fold-words.ts';
import { withPlainDigits } from './plain-digits.ts';
import { addressesIn } from './read-citations.ts';
import { dateKeys, datesIn } from './read-dates.ts';
import { figureKeysIn } from './read-figures.ts';

/** Words that may stand between two words of a name in a source: initials, particles. */
const nameReach = 3;

/** Which of the claims no source bears out. Each source is read once, whatever the number of claims. */
export function unsupportedClaims(claims: readonly Claim[], sources: readonly string[]): readonly Claim[] {
  const wanted = new Set(claims.flatMap(({ alternatives }) => alternatives.flat()));
  if (wanted.size === 0) return [];
  const found = new Set<string>();
  const look = (key: string) => {
    if (wanted.has(key)) found.add(key);
  };
  const words = firstWords(wanted);
  for (const source of sources) {
    if (found.size === wanted.size) break;
    const text = withPlainDigits(source);
    lookForScalars(text, look);
    lookForWords(text, words, look);
  }
  return claims.filter(({ alternatives }) => !alternatives.some((all) => all.every((key) => found.has(key))));
}

function lookForScalars(text: string, look: (key: string) => void): void {
  for (const key of figureKeysIn(text)) look(keys.figure(key));
  for (const { readings } of datesIn(text)) {
    for (const key of readings.flatMap(dateKeys)) look(keys.date(key));
  }
  for (const address of addressesIn(text)) look(keys.address(address));
}

interface WantedWords {
  readonly ofNames: ReadonlySet<string>;
  /** Words that a run of a quotation ends with. */
  readonly endRun: ReadonlySet<string>;
}

/** So that most words of a source need no key made for them. */
function firstWords(wanted: ReadonlySet<string>): WantedWords {
  const ofNames = new Set<string>();
  const endRun = new Set<string>();
  for (const key of wanted) {
    const [space, ...words] = key.split(' ');
    if (space === 'n' || space === 'w') for (const word of words) ofNames.add(word);
    else if (space === 'q') endRun.add(words.at(-1) ?? '');
  }
  return { ofNames, endRun };
}

function lookForWords(text: string, { ofNames, endRun }: WantedWords, look: (key: string) => void): void {
  if (ofNames.size === 0 && endRun.size === 0) return;
  const last: string[] = [];
  for (const word of foldedWords(text)) {
    if (ofNames.has(word)) {
      look(keys.word(word));
      for (const before of last) if (ofNames.has(before)) look(keys.pair(before, word));
    }
    last.push(word);
    if (last.length > nameReach) last.shift();
    if (endRun.has(word) && last.length >= quotedRun) look(keys.run(last.slice(-quotedRun)));
  }
}
