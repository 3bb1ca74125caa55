import { isBlank, isWordUnit, smallUnit } from '../word-boundary.ts';
import { disguises, insideOnly, separators } from './word-disguises.ts';
import type { WordNode } from './word-trie.ts';

/** A run of white space in a text stands for the one space of a phrase, up to this length. */
const longestGap = 8;
const space = 32;
/** From so many letters on a word counts with separators anywhere inside: for-bidden. */
const longWord = 6;
/** Letters that stand one by one (a-s-s), or that signs stand among, make a word from so many on; with blanks between them one more, for letters are words too. */
const shortestSpread = 3;

/** What was read on the way to a place. */
interface Path {
  readonly letters: number;
  readonly disguised: number;
  /** Separators that are not the phrase's own. */
  readonly skipped: number;
  /** The last sign could not end a word. */
  readonly open: boolean;
}

const nothing: Path = { letters: 0, disguised: 0, skipped: 0, open: false };

/** Follows all phrases of a trie from one place in a text, at which a word may start. */
export class WordWalk {
  readonly #text: string;
  readonly #start: number;
  readonly #ended: boolean;
  readonly #inWord: boolean;
  /** Where the longest phrase ends, and which it is; below zero where there is none. */
  end = -1;
  phrase = -1;
  /** Text that has not come could still make a phrase, or make it longer. */
  undecided = false;

  constructor(root: WordNode, text: string, start: number, ended: boolean) {
    this.#text = text;
    this.#start = start;
    this.#ended = ended;
    this.#inWord = start > 0 && isWordUnit(text.charCodeAt(start - 1));
    this.#together(root, start, nothing);
    const alone = start + 1 >= text.length || isBlank(text.charCodeAt(start + 1));
    if (alone && !this.#inWord) this.#spread(root, start, nothing);
  }

  /** Letters side by side, or with single separators between them. */
  #together(node: WordNode, at: number, path: Path): void {
    if (node.phrase !== undefined) this.#arrive(node.phrase, at, path);
    if (at >= this.#text.length) {
      this.#wait();
      return;
    }
    const unit = this.#text.charCodeAt(at);
    const word = node.next.get(space);
    if (isBlank(unit)) {
      if (word !== undefined) this.#together(word, endOfGap(this.#text, at), path);
      return;
    }
    const plain = node.next.get(smallUnit(unit));
    if (plain !== undefined) this.#together(plain, at + 1, { ...path, letters: path.letters + 1, open: false });
    if (disguises.has(unit)) this.#unmask(node, at, path);
    if (at === this.#start || !separators.has(unit)) return;
    if (word !== undefined) this.#together(word, at + 1, path);
    if (separators.has(this.#text.charCodeAt(at - 1))) return;
    this.#together(node, at + 1, { ...path, skipped: path.skipped + 1, open: true });
  }

  /** A sign in the place of a letter. One that begins a word begins it only where no word goes on: jon@ss is no $-word. */
  #unmask(node: WordNode, at: number, path: Path): void {
    const unit = this.#text.charCodeAt(at);
    const open = insideOnly.has(unit);
    if (at === this.#start && (open || this.#inWord)) return;
    for (const letter of disguises.get(unit) ?? []) {
      const next = node.next.get(letter);
      if (next !== undefined) this.#together(next, at + 1, { ...path, disguised: path.disguised + 1, open });
    }
  }

  #arrive(phrase: number, at: number, { letters, disguised, skipped, open }: Path): void {
    const all = letters + disguised;
    const spelled = skipped === 0 || all >= longWord || (all >= shortestSpread && skipped === all - 1);
    // At least as many letters as signs, and not as short as 1s: a number is no word.
    const lettered = disguised === 0 || (disguised <= letters && all >= shortestSpread);
    if (!open && lettered && spelled) this.#accept(phrase, at);
  }

  /** Letters with blanks between them, every one. */
  #spread(node: WordNode, at: number, path: Path): void {
    if (at >= this.#text.length) {
      this.#wait();
      return;
    }
    const unit = this.#text.charCodeAt(at);
    const plain = node.next.get(smallUnit(unit));
    if (plain !== undefined) this.#spreadOn(plain, at + 1, { ...path, letters: path.letters + 1 });
    for (const letter of disguises.get(unit) ?? []) {
      const next = node.next.get(letter);
      if (next !== undefined) this.#spreadOn(next, at + 1, { ...path, disguised: path.disguised + 1 });
    }
  }

  #spreadOn(node: WordNode, at: number, path: Path): void {
    const enough = path.letters + path.disguised > shortestSpread && path.disguised <= path.letters;
    if (node.phrase !== undefined && enough) this.#accept(node.phrase, at);
    if (at >= this.#text.length) this.#wait();
    if (at >= this.#text.length || !isBlank(this.#text.charCodeAt(at))) return;
    const next = endOfGap(this.#text, at);
    this.#spread(node, next, path);
    const word = node.next.get(space);
    if (word !== undefined) this.#spread(word, next, path);
  }

  #accept(phrase: number, at: number): void {
    const text = this.#text;
    const parted = !isWordUnit(text.charCodeAt(at - 1)) || !isWordUnit(text.charCodeAt(at));
    if (!parted || at <= this.end) return;
    this.end = at;
    this.phrase = phrase;
  }

  #wait(): void {
    this.undecided ||= !this.#ended;
  }
}

function endOfGap(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && at - start < longestGap && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}
