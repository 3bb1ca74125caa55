/** A masked span: `[start, end)` is replaced by `placeholder`. Offsets count from the beginning of the stream. */
export interface Mask {
  readonly start: number;
  readonly end: number;
  readonly placeholder: string;
}

interface Segment {
  readonly mask: Mask;
  start: number;
  end: number;
}

/**
 * Lays masks over a text, left to right. Where they overlap, every character belongs to the longest mask over it (the earlier one of equals), so nothing
 * that any mask covers stays readable, and what a character becomes depends on the masks over it alone: a stream need not wait for the end of a
 * chain of overlaps.
 */
export class Overlay {
  #segments: Segment[] = [];

  /** Adds a mask; call in order of `start`, longer ones first. */
  add(mask: Mask): void {
    let start = mask.start;
    for (let top = this.#segments.at(-1); top !== undefined && top.end > start; top = this.#segments.at(-1)) {
      if (mask.end <= top.end) return;
      if (length(mask) <= length(top.mask)) {
        start = top.end;
        break;
      }
      if (top.start < start) {
        top.end = start;
        break;
      }
      this.#segments.pop();
    }
    this.#segments.push({ mask, start, end: mask.end });
  }

  /** The text from `from` to `to` as it is released. `text` begins at offset `base`. No mask that begins before `to` may be added later. */
  render(text: string, base: number, from: number, to: number): string {
    let released = '';
    let at = from;
    for (const segment of this.#segments) {
      if (segment.start >= to) break;
      if (segment.start >= at) released += text.slice(at - base, segment.start - base);
      if (segment.start >= from) released += segment.mask.placeholder;
      at = Math.max(at, Math.min(segment.end, to));
    }
    this.#segments = this.#segments.filter((segment) => segment.end > to);
    return at < to ? released + text.slice(at - base, to - base) : released;
  }
}

function length(mask: Mask): number {
  return mask.end - mask.start;
}
