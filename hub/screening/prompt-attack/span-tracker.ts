/** A stretch of a text: offsets in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Beyond so many spans the text is read no further for them: what stands in the first ones is judged, and work stays bounded. */
export const mostSpans = 48;

/** Gathers words of some kind that stand close together into spans. */
export class SpanTracker {
  readonly #fewest: number;
  readonly #gap: number;
  readonly #spans: Span[] = [];
  #start = 0;
  #end = 0;
  #count = 0;
  #lastWord = 0;

  /** A span has at least `fewest` words, and at most `gap` other words between two of them. */
  constructor(fewest: number, gap: number) {
    this.#fewest = fewest;
    this.#gap = gap;
  }

  /** `word` is the number of the word within the text. */
  add(start: number, end: number, word: number): void {
    if (this.#count > 0 && word - this.#lastWord > this.#gap + 1) this.#close();
    if (this.#count === 0) this.#start = start;
    this.#count += 1;
    this.#end = end;
    this.#lastWord = word;
  }

  spans(): readonly Span[] {
    this.#close();
    return this.#spans;
  }

  #close(): void {
    if (this.#count >= this.#fewest && this.#spans.length < mostSpans)
      this.#spans.push({ start: this.#start, end: this.#end });
    this.#count = 0;
  }
}
