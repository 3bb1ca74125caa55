import type { GuardrailPolicy } from '../../shared/config/bundle.ts';
import { entityTypes } from '../../shared/config/entity-types.ts';
import type { FoundSpan } from './mask-alignment.ts';

interface Range {
  readonly start: number;
  readonly end: number;
}

/** A name in braces; in an answer on its way out, a pseudonym carries a mark behind its name (`hub/response-filter/answer-pseudonyms.ts`). */
const braced = /\{([^{}]{1,100}?)(?:~[0-9a-f]{24})?\}/g;
const numbered = /_\d{1,9}$/;
const ownNames: ReadonlySet<string> = new Set([...entityTypes, 'COMPETITOR']);

/** Where masks and pseudonyms of ours stand in a text. Anything else in braces is content. */
export function ownTokens(text: string, { regexes }: GuardrailPolicy): readonly Range[] {
  const tokens: Range[] = [];
  for (const { 0: token, 1: name = '', index } of text.matchAll(braced)) {
    const own = ownNames.has(name.replace(numbered, '')) || regexes.some((regex) => regex.name === name);
    if (own) tokens.push({ start: index, end: index + token.length });
  }
  return tokens;
}

/** The pieces of a span that lie outside of `tokens`, which are in order. A token hides its value already, and a mask in the middle of one would leave it unreadable. */
export function outside(span: FoundSpan, tokens: readonly Range[]): FoundSpan[] {
  const pieces: FoundSpan[] = [];
  let { start } = span;
  for (const token of tokens) {
    if (token.end <= start) continue;
    if (token.start >= span.end) break;
    if (token.start > start) pieces.push({ ...span, start, end: token.start });
    start = token.end;
  }
  if (start < span.end) pieces.push({ ...span, start });
  return pieces;
}
