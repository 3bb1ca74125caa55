import type { Part, PartText } from '../screening/parts.ts';
import type { FoundSpan } from './mask-alignment.ts';

/** A part as a guardrail reads it: its texts one below the other, because a name and what it belongs to often stand in two of them. */
export class JudgedPart {
  readonly part: Part;
  readonly text: string;
  readonly #pieces: { readonly start: number; readonly text: PartText }[] = [];

  constructor(part: Part) {
    this.part = part;
    let text = '';
    for (const piece of part.texts) {
      if (text !== '') text += '\n';
      this.#pieces.push({ start: text.length, text: piece });
      text += piece.text;
    }
    this.text = text;
  }

  get isEmpty(): boolean {
    return this.text.trim() === '';
  }

  /**
   * Writes what `replacement` answers where the spans stand, which do not overlap and are in order. A span over the end of a text is replaced in both. False, and nothing
   * written, where one stands in a text that cannot be changed.
   */
  replace(spans: readonly FoundSpan[], replacement: (type: string, value: string) => string): boolean {
    const touched = this.#pieces.filter(({ start, text }) =>
      spans.some((span) => span.start < start + text.text.length && span.end > start),
    );
    if (touched.some(({ text }) => text.fixed === true)) return false;
    for (const { start, text } of touched) text.replace(replaceIn(text.text, start, spans, replacement));
    return true;
  }
}

/** The same places without overlaps: every character belongs to the span that begins first, the longest of equals. */
export function separate(spans: readonly FoundSpan[]): FoundSpan[] {
  const apart: FoundSpan[] = [];
  let end = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.end <= end) continue;
    apart.push({ ...span, start: Math.max(span.start, end) });
    end = span.end;
  }
  return apart;
}

function replaceIn(
  text: string,
  offset: number,
  spans: readonly FoundSpan[],
  replacement: (type: string, value: string) => string,
): string {
  let replaced = '';
  let done = 0;
  for (const { start, end, type } of spans) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, text.length);
    if (from >= to) continue;
    replaced += text.slice(done, from) + replacement(type, text.slice(from, to));
    done = to;
  }
  return replaced + text.slice(done);
}
