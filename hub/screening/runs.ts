const firstSize = 16;

/** Runs of characters of one kind in a text, left to right, none beside another. */
export class Runs {
  /** Where each run begins and ends, alternately: the first `size` entries. */
  bounds = new Int32Array(firstSize);
  size = 0;
  /** Where the last search ended: searches of one detector go from left to right. */
  #hint = 0;

  add(start: number, end: number): void {
    if (this.size === this.bounds.length) this.bounds = grown(this.bounds);
    this.bounds[this.size] = start;
    this.bounds[this.size + 1] = end;
    this.size += 2;
  }

  /** The place in `bounds` of the first run that begins at `offset` or later; `size` where there is none. */
  from(offset: number): number {
    const { bounds } = this;
    let at = this.#hint;
    if (at > 0 && (bounds[at - 2] ?? 0) >= offset) at = this.#search(offset, at);
    while (at < this.size && (bounds[at] ?? 0) < offset) at += 2;
    this.#hint = at;
    return at;
  }

  /** Where the first run begins that begins at `offset` or later; `none` where there is none. */
  startFrom(offset: number, none: number): number {
    const at = this.from(offset);
    return at < this.size ? (this.bounds[at] ?? none) : none;
  }

  /** The place of the first run that ends behind `offset`. */
  around(offset: number): number {
    const at = this.from(offset);
    return this.endBefore(at) > offset ? at - 2 : at;
  }

  /** Where the run before a place in `bounds` ends; 0 where there is none. */
  endBefore(at: number): number {
    return at === 0 ? 0 : (this.bounds[at - 1] ?? 0);
  }

  /** Whether the runs behind the one at a place have these lengths, with one unit between two of them. */
  goesOn(at: number, lengths: readonly number[]): boolean {
    const { bounds } = this;
    if (at + 2 * lengths.length >= this.size) return false;
    for (let next = 0; next < lengths.length; next += 1) {
      const place = at + 2 * (next + 1);
      const begin = bounds[place] as number;
      if ((bounds[place + 1] as number) - begin !== lengths[next] || begin - (bounds[place - 1] as number) !== 1)
        return false;
    }
    return true;
  }

  #search(offset: number, to: number): number {
    let low = 0;
    let high = to / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.bounds[2 * middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return 2 * low;
  }
}

/** A copy with room for more. */
export function grown(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** The bit of a length: bit n of n units, bit 31 of 31 or more. */
export function lengthBit(length: number): number {
  return 1 << Math.min(length, 31);
}

/** The bits of some lengths. */
export function lengthBits(...lengths: readonly number[]): number {
  return lengths.reduce((bits, length) => bits | lengthBit(length), 0);
}

/** The bits of all lengths from `min` to `max`. */
export function lengthsBetween(min: number, max = Number.POSITIVE_INFINITY): number {
  let bits = 0;
  for (let length = min; length <= Math.min(max, 31); length += 1) bits |= lengthBit(length);
  return bits;
}
