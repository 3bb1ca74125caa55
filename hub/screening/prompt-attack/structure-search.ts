import { LazyExpression } from '../lazy-expression.ts';
import { mayHave, type SeenSigns, signsOf } from './seen-signs.ts';
import { type Structure, structures } from './structures.ts';

/** Patterns that begin with a word are tried at that word alone. */
const sticky: readonly (LazyExpression | undefined)[] = structures.map(({ words, pattern }) =>
  words === undefined ? undefined : new LazyExpression(pattern.source, `${pattern.flags}y`),
);

interface Need {
  readonly need: string;
  readonly signs: SeenSigns;
}

/** What a structure that begins with no word needs, and the signs in it: a text that lacks them is not searched. */
const needed: readonly (readonly Need[])[] = structures.map(({ words, needs }) =>
  words === undefined ? needs.map((need) => ({ need, signs: signsOf(need) })) : [],
);

/** Finds the first place of each structure in a text. `found` hears of it once, with the place among `structures` and an offset in UTF-16 units. */
export class StructureSearch {
  readonly #text: string;
  readonly #found: (structure: number, at: number) => void;
  /** Structures that need not be looked for (any more). */
  readonly #settled: boolean[] = [];

  constructor(text: string, found: (structure: number, at: number) => void) {
    this.#text = text;
    this.#found = found;
  }

  /** Tries a structure at one of its words. */
  atWord(structure: number, at: number): void {
    const pattern = sticky[structure];
    if (pattern === undefined || this.#settled[structure] === true) return;
    if (pattern.endAt(this.#text, at) < 0) return;
    this.#settled[structure] = true;
    if (structures[structure]?.needs.some((need) => this.#text.includes(need))) this.#found(structure, at);
  }

  /** Searches the text for all structures that begin with no word. `seen`: signs of the text; all that stand outside of words are among them. */
  inText(seen: SeenSigns): void {
    for (let structure = 0; structure < needed.length; structure += 1) {
      if (!this.#mayHave(structure, seen)) continue;
      const at = this.#text.search((structures[structure] as Structure).pattern);
      if (at >= 0) this.#found(structure, at);
    }
  }

  #mayHave(structure: number, seen: SeenSigns): boolean {
    for (const { need, signs } of needed[structure] as readonly Need[])
      if (mayHave(seen, signs) && this.#text.includes(need)) return true;
    return false;
  }
}
