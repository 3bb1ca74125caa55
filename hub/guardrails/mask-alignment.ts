import type { GuardrailFinding } from '../gateway/ports.ts';

/** A place in a text that a guardrail found something in: `[start, end)`. */
export interface FoundSpan {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

type Matched = Pick<GuardrailFinding, 'name'> & { readonly match: string };

/**
 * Where a guardrail masked `original`, read off its `masked` copy, in which `{TYPE}` stands for each span. Knowing what was matched, the two can be read side by
 * side; a `{TYPE}` that stood in the original already is copied like any other text. Undefined where they do not fit together.
 */
export function maskedSpans(original: string, masked: string, found: readonly Matched[]): FoundSpan[] | undefined {
  const byPlaceholder = matchesByPlaceholder(found);
  if (byPlaceholder.size === 0) return original === masked ? [] : undefined;
  const pieces = piecesOf(masked, [...byPlaceholder.keys()]);
  const spans: FoundSpan[] = [];
  let at = 0;
  for (const [index, { literal, placeholder }] of pieces.entries()) {
    if (!original.startsWith(literal, at)) return undefined;
    at += literal.length;
    if (placeholder === undefined) continue;
    const next = pieces[index + 1]?.literal ?? '';
    const matches = byPlaceholder.get(placeholder) ?? [];
    const match = matches.find((text) => original.startsWith(text, at) && original.startsWith(next, at + text.length));
    if (match !== undefined) spans.push({ start: at, end: at + match.length, type: placeholder.slice(1, -1) });
    else if (!original.startsWith(placeholder, at)) return undefined;
    at += (match ?? placeholder).length;
  }
  return at === original.length ? spans : undefined;
}

/**
 * Every place where a matched text stands: what is masked when alignment cannot tell, and so never less than the guardrail meant. As whole words, where it
 * stands as one anywhere; undefined where it does not stand in the text at all.
 */
export function occurrences(text: string, { name, match }: Matched): FoundSpan[] | undefined {
  const all: FoundSpan[] = [];
  for (let start = text.indexOf(match); start >= 0; start = text.indexOf(match, start + match.length)) {
    all.push({ start, end: start + match.length, type: name });
  }
  if (all.length === 0) return undefined;
  const whole = all.filter((span) => standsAlone(text, span));
  return whole.length === 0 ? all : whole;
}

/** Longer matches first, for one may begin another. */
function matchesByPlaceholder(found: readonly Matched[]): Map<string, string[]> {
  const texts = new Map<string, Set<string>>();
  for (const { name, match } of found) {
    const placeholder = `{${name}}`;
    texts.set(placeholder, (texts.get(placeholder) ?? new Set()).add(match));
  }
  return new Map([...texts].map(([key, values]) => [key, [...values].sort((a, b) => b.length - a.length)]));
}

interface Piece {
  readonly literal: string;
  /** What stands after the literal; undefined at the end. */
  readonly placeholder: string | undefined;
}

function piecesOf(masked: string, placeholders: readonly string[]): Piece[] {
  const any = new RegExp(placeholders.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'g');
  const pieces: Piece[] = [];
  let at = 0;
  for (const { 0: placeholder, index } of masked.matchAll(any)) {
    pieces.push({ literal: masked.slice(at, index), placeholder });
    at = index + placeholder.length;
  }
  pieces.push({ literal: masked.slice(at), placeholder: undefined });
  return pieces;
}

const wordCharacter = /[\p{L}\p{N}_]/u;

/** Whether a span that begins or ends with a word's character has none beside it there. */
function standsAlone(text: string, { start, end }: FoundSpan): boolean {
  const joins = (at: number) => wordCharacter.test(text.charAt(at - 1)) && wordCharacter.test(text.charAt(at));
  return !joins(start) && !joins(end);
}
