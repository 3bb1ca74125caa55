import type { Json } from '../../../shared/canonical-json.ts';
import { nestsDeeperThan } from '../../gateway/dialects/json-depth.ts';

/** Why a text is no JSON document, in fixed words. */
export type NoDocument = 'empty' | 'fenced' | 'not_json' | 'too_deep' | 'too_large';

/** UTF-16 units; far above what a model writes in one answer. */
const largest = 4 * 1024 * 1024;
const deepest = 100;

/**
 * The JSON document that an answer's text is. Strict: who is promised JSON parses the text as it is, so a document in a Markdown fence, or with a word
 * before it, is none, and the fence has a word of its own, because a repair can then say what to leave out.
 */
export function readDocument(text: string): { readonly document: Json } | NoDocument {
  if (text.trim() === '') return 'empty';
  if (text.length > largest) return 'too_large';
  if (nestsDeeperThan(deepest, text)) return 'too_deep';
  try {
    return { document: JSON.parse(text) as Json };
  } catch {
    // The parser's message quotes the text.
    return text.trimStart().startsWith('```') ? 'fenced' : 'not_json';
  }
}
