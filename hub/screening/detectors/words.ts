import type { Detector } from '../detector.ts';
import { beginnings } from './word-beginnings.ts';
import { formsOf } from './word-forms.ts';
import { wordTrie } from './word-trie.ts';
import { WordWalk } from './word-walk.ts';

/**
 * Denied words and phrases of the guardrail in folded text, whatever their case, between word boundaries: inflected, with signs in place of letters (`f0rb!dden`),
 * with separators between letters (`f-o-r-b-i-d-d-e-n`, `f o r b i d d e n`). The longest phrase at a place wins. A match is named by the phrase's place in the
 * list, from 1: a record names no phrase, and the hash of the policy in it says which one it was.
 */
export function deniedWords(phrases: readonly string[]): Detector {
  return listDetector(
    'words',
    'WORD',
    phrases.map((phrase) => formsOf(phrase, 'word')),
  );
}

/** Names of competitors: as `deniedWords`, but inflected as nouns only. */
export function competitorNames(names: readonly string[]): Detector {
  return listDetector(
    'competitors',
    'COMPETITOR',
    names.map((name) => formsOf(name, 'name')),
  );
}

function listDetector(name: string, kind: 'WORD' | 'COMPETITOR', forms: readonly ReadonlySet<string>[]): Detector {
  const root = wordTrie(forms);
  const next = beginnings(root);
  return {
    name,
    types: forms.map((_, place) => `${kind}:${place + 1}`),
    lookBehind: 1,
    scan(text, from, ended, found) {
      for (let at = next(text, from); at < text.length; ) {
        const walk = new WordWalk(root, text, at, ended);
        if (walk.undecided) return at;
        if (walk.end > at) found.push({ start: at, end: walk.end, type: `${kind}:${walk.phrase + 1}` });
        at = next(text, Math.max(at + 1, walk.end));
      }
      return text.length;
    },
  };
}
