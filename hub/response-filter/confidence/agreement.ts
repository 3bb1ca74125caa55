import { type Claim, claimsIn } from './claims.ts';
import { foldedWords } from './fold-words.ts';
import { withPlainDigits } from './plain-digits.ts';

/**
 * How far samples of a model's answer agree with the answer that is given: the mean over the samples, between 0 and 1. Where either states figures or dates, those count half,
 * because two answers that differ in one number differ in little else.
 */
export function agreementOf(answer: string, samples: readonly string[]): number {
  const given = profileOf(answer);
  const likeness = samples.map((sample) => likenessOf(given, profileOf(sample)));
  return likeness.reduce((sum, one) => sum + one, 0) / Math.max(1, likeness.length);
}

interface Profile {
  readonly scalars: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/** Shorter words hold sentences together and say little. */
const shortestWord = 4;

function profileOf(text: string): Profile {
  const plain = withPlainDigits(text);
  const scalars = new Set<string>();
  for (const claim of claimsIn(plain)) if (isScalar(claim)) scalars.add(claim.alternatives.flat().join(' '));
  const words = new Set<string>();
  for (const word of foldedWords(plain)) if (word.length >= shortestWord) words.add(word);
  return { scalars, words };
}

function isScalar({ kind }: Claim): boolean {
  return kind === 'figure' || kind === 'date';
}

function likenessOf(one: Profile, other: Profile): number {
  const words = overlap(one.words, other.words);
  if (one.scalars.size + other.scalars.size === 0) return words;
  return (words + overlap(one.scalars, other.scalars)) / 2;
}

/** Jaccard's index: what two sets share, of what either has. Two empty sets are alike. */
function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let shared = 0;
  for (const member of one) if (other.has(member)) shared += 1;
  const all = one.size + other.size - shared;
  return all === 0 ? 1 : shared / all;
}
