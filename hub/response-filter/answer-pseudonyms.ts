import { randomBytes } from 'node:crypto';
import { Pseudonyms } from '../screening/pseudonyms.ts';

/** A token of the prompt, or one that screening put into the answer: then with the mark of the call. */
const tokenForm = /\{[A-Z][A-Z_]{0,63}_\d{1,9}(~[0-9a-f]{24})?\}/g;

/** A token found in an answer, and what stands behind it. */
export interface FoundToken {
  readonly start: number;
  readonly end: number;
  /** As it is kept: without the mark. */
  readonly token: string;
  readonly value: string;
  /** Who put it there: the model repeats a token of the prompt; screening lays one over exactly the text that `value` is. */
  readonly by: 'model' | 'screening';
}

/**
 * The pseudonyms of a call while its answer is screened. A token that screening puts into an answer carries a mark that nobody can guess, until the answer leaves.
 * So a model that happens to write `{EMAIL_2}` in an answer in which screening numbers a second address is not taken at its word: what the model
 * wrote is restored if the prompt had that token, and left as it is otherwise.
 */
export class AnswerPseudonyms extends Pseudonyms {
  readonly #call: Pseudonyms;
  /** What the model was sent, and can have written back. */
  readonly #prompted: ReadonlyMap<string, string>;
  /** The tokens of `#prompted` in order, made when they are first asked for. */
  #sorted: readonly string[] | undefined;
  #mark: string | undefined;

  constructor(call: Pseudonyms) {
    super();
    this.#call = call;
    this.#prompted = new Map(call.entries());
  }

  /** Whether there is anything to restore at all. */
  get any(): boolean {
    return this.#mark !== undefined || this.#prompted.size > 0;
  }

  override tokenFor(type: string, value: string): string {
    this.#mark ??= `~${randomBytes(12).toString('hex')}`;
    return `${this.#call.tokenFor(type, value).slice(0, -1)}${this.#mark}}`;
  }

  /** The tokens of this call in a text, from left to right. */
  *findIn(text: string): Generator<FoundToken> {
    for (const { 0: written, 1: mark, index } of text.matchAll(tokenForm)) {
      const found = mark === undefined ? this.#byModel(written) : this.#byScreening(written, mark);
      if (found !== undefined) yield { ...found, start: index, end: index + written.length };
    }
  }

  /** Whether a token of the prompt begins with `text`. Marked tokens are not asked for: screening releases them in one piece. */
  canBegin(text: string): boolean {
    this.#sorted ??= [...this.#prompted.keys()].sort();
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? '') < text) low = middle + 1;
      else high = middle;
    }
    return this.#sorted[low]?.startsWith(text) ?? false;
  }

  #byModel(token: string) {
    const value = this.#prompted.get(token);
    return value === undefined ? undefined : { token, value, by: 'model' as const };
  }

  #byScreening(written: string, mark: string) {
    if (mark !== this.#mark) return undefined;
    const token = `${written.slice(0, -1 - mark.length)}}`;
    const value = this.#call.valueOf(token);
    return value === undefined ? undefined : { token, value, by: 'screening' as const };
  }
}
