import { isWordUnit, smallUnit } from './word-boundary.ts';

/**
 * Cuts text into words, wherever it is cut between two calls, and hands each on as a hash of its small letters without a plural s, with its place. Hashing as
 * it goes, it allocates nothing; a chance collision can at worst count a wrong word among many.
 */
export class WordReader {
  readonly #take: (hash: number, index: number) => void;
  #hash = 0;
  #beforeLast = 0;
  #last = 0;
  #index = 0;

  constructor(take: (hash: number, index: number) => void) {
    this.#take = take;
  }

  read(text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (isWordUnit(unit)) this.#extend(smallUnit(unit));
      else if (this.#last !== 0) this.end();
    }
  }

  end(): void {
    if (this.#last === 0) return;
    const plural = this.#last === 115 && this.#beforeLast !== 0;
    this.#take(plural ? this.#beforeLast : this.#hash, this.#index);
    this.#index += 1;
    this.#hash = 0;
    this.#beforeLast = 0;
    this.#last = 0;
  }

  #extend(unit: number): void {
    this.#beforeLast = this.#hash;
    this.#hash = (Math.imul(this.#hash ^ unit, 0x01000193) + unit) | 0;
    this.#last = unit;
  }
}
