/** An edit is four numbers: where it begins in the folded text and in the original, and how long it is in both. */
const stride = 4;

/**
 * Where a folded text and its original part ways, in order. Flat numbers: an edit for each character must not cost an object each. Places are those of
 * the whole text, below two to the 31st.
 */
export class FoldingEdits {
  #numbers = new Int32Array(0);
  #length = 0;

  /** The index of the last edit; below zero where there is none. */
  get last(): number {
    return this.#length - stride;
  }

  add(foldedStart: number, start: number, foldedLength: number, length: number): void {
    if (this.#length === this.#numbers.length) this.#grow();
    const numbers = this.#numbers;
    const at = this.#length;
    numbers[at] = foldedStart;
    numbers[at + 1] = start;
    numbers[at + 2] = foldedLength;
    numbers[at + 3] = length;
    this.#length += stride;
  }

  /** More of the original belongs to an edit. */
  extend(edit: number, length: number): void {
    this.#numbers[edit + 3] = this.#number(edit + 3) + length;
  }

  /** The index of the last edit that begins at a folded offset or before; below zero where there is none. */
  before(folded: number): number {
    return this.#lastUpTo(folded, 0);
  }

  /** The same of an offset in the original. */
  beforeOriginal(original: number): number {
    return this.#lastUpTo(original, 1);
  }

  foldedStart(edit: number): number {
    return this.#number(edit);
  }

  foldedEnd(edit: number): number {
    return this.#number(edit) + this.#number(edit + 2);
  }

  start(edit: number): number {
    return this.#number(edit + 1);
  }

  end(edit: number): number {
    return this.#number(edit + 1) + this.#number(edit + 3);
  }

  /** Whether the edit left characters out and put nothing in their place. */
  dropsOnly(edit: number): boolean {
    return this.#number(edit + 2) === 0;
  }

  /** Forgets the edits before an index. */
  forgetBefore(edit: number): void {
    if (edit <= 0) return;
    this.#numbers.copyWithin(0, edit, this.#length);
    this.#length -= edit;
  }

  #lastUpTo(offset: number, which: 0 | 1): number {
    let low = 0;
    let high = this.#length / stride;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#number(middle * stride + which) <= offset) low = middle + 1;
      else high = middle;
    }
    return (low - 1) * stride;
  }

  #grow(): void {
    const grown = new Int32Array(Math.max(64, this.#numbers.length * 2));
    grown.set(this.#numbers);
    this.#numbers = grown;
  }

  #number(at: number): number {
    return this.#numbers[at] ?? 0;
  }
}
