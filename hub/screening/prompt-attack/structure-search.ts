import { structures } from './structures.ts';

/** Patterns that begin with a word are tried at that word alone. */
const sticky: readonly (RegExp | undefined)[] = structures.map(({ words, pattern }) =>
  words === undefined ? undefined : new RegExp(pattern.source, `${pattern.flags}y`),
);

/** Finds the first place of each structure in a text. `found` hears of it once, with the place among `structures` and an offset in UTF-16 units. */
export class StructureSearch {
  readonly #text: string;
  readonly #found: (structure: number, at: number) => void;
  /** Structures that need not be looked for (any more). */
  readonly #settled = new Uint8Array(structures.length);

  constructor(text: string, found: (structure: number, at: number) => void) {
    this.#text = text;
    this.#found = found;
  }

  /** Tries a structure at one of its words. */
  atWord(structure: number, at: number): void {
    const pattern = sticky[structure];
    if (pattern === undefined || this.#settled[structure] === 1) return;
    pattern.lastIndex = at;
    if (!pattern.test(this.#text)) return;
    this.#settled[structure] = 1;
    if (this.#mayHave(structure)) this.#found(structure, at);
  }

  /** Searches the text for all structures that begin with no word. */
  inText(): void {
    for (const [structure, { words, pattern }] of structures.entries()) {
      if (words !== undefined || !this.#mayHave(structure)) continue;
      const at = this.#text.search(pattern);
      if (at >= 0) this.#found(structure, at);
    }
  }

  #mayHave(structure: number): boolean {
    return structures[structure]?.needs.some((sign) => this.#text.includes(sign)) === true;
  }
}
