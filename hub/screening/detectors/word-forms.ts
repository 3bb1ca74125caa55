import { fold } from '../folding.ts';

/** Shortest word that is inflected: shorter ones have too many neighbours. */
const shortestStem = 3;
const sibilant = /(?:s|x|z|ch|sh)$/;
const consonantY = /[^aeiou]y$/;
/** One syllable that ends in one vowel and one consonant doubles it: ban, banned. Its plain forms belong to another word: car is not in caring. */
const doubling = /^[^aeiou]*[aeiouy][^aeiouwxy]$/;

/**
 * The ways in which a configured phrase may stand in folded text, in small letters: folded in each of its cases (a capital of another script may resemble another
 * Latin letter than the small one does), its last word inflected as English does it.
 */
export function formsOf(phrase: string, kind: 'word' | 'name'): Set<string> {
  const forms = new Set<string>();
  const [first = '', ...rest] = Array.from(phrase);
  for (const spelling of [
    phrase,
    phrase.toLowerCase(),
    phrase.toUpperCase(),
    first.toUpperCase() + rest.join('').toLowerCase(),
  ]) {
    const folded = fold(spelling).text.toLowerCase().trim().replace(/\s+/g, ' ');
    if (folded === '') continue;
    forms.add(folded);
    const stem = /(?:^|[^a-z])([a-z]+)$/.exec(folded)?.[1] ?? '';
    if (stem.length < shortestStem) continue;
    const before = folded.slice(0, folded.length - stem.length);
    for (const form of [...nounForms(stem), ...(kind === 'word' ? verbForms(stem) : [])]) forms.add(before + form);
  }
  return forms;
}

function nounForms(stem: string): string[] {
  const plural = consonantY.test(stem) ? `${stem.slice(0, -1)}ies` : `${stem}${sibilant.test(stem) ? 'es' : 's'}`;
  return [plural, `${plural}'`, `${stem}'s`, `${stem}'`];
}

function verbForms(stem: string): string[] {
  if (stem.endsWith('e')) return [`${stem}d`, `${stem.slice(0, -1)}ing`];
  if (consonantY.test(stem)) return [`${stem.slice(0, -1)}ied`, `${stem}ing`];
  const doubled = doubling.test(stem) ? stem + stem.slice(-1) : stem;
  return [`${doubled}ed`, `${doubled}ing`];
}
