/** A masked span: `[start, end)` is replaced by a placeholder. Offsets count from the beginning of the stream. */
export interface Mask {
  readonly start: number;
  readonly end: number;
  /** What stands there afterwards; or how to name what it covers, which is known once no later mask can take a part of it. */
  readonly placeholder: string | ((covered: string) => string);
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

  /** How far the text may be rendered where nothing before `to` changes any more: what a placeholder is made from must be known in full. */
  renderable(to: number): number {
    for (const { mask, start, end } of this.#segments) {
      if (start >= to) break;
      if (end > to && typeof mask.placeholder === 'function') return start;
    }
    return to;
  }

  /**
   * The text from `from` to `to` as it is released. `text` begins at offset `base`. No mask that begins before `to` may be added later, and `to` must be
   * `renderable`.
   */
  render(text: string, base: number, from: number, to: number): string {
    if (this.#segments.length === 0) return text.slice(from - base, to - base);
    let released = '';
    let at = from;
    for (const { mask, start, end } of this.#segments) {
      if (start >= to) break;
      if (start >= at) released += text.slice(at - base, start - base);
      if (start >= from) released += placeholder(mask, text.slice(start - base, end - base));
      at = Math.max(at, Math.min(end, to));
    }
    this.#segments = this.#segments.filter((segment) => segment.end > to);
    return at < to ? released + text.slice(at - base, to - base) : released;
  }
}

function placeholder(mask: Mask, covered: string): string {
  return typeof mask.placeholder === 'string' ? mask.placeholder : mask.placeholder(covered);
}

function length(mask: Mask): number {
  return mask.end - mask.start;
}
