import type { Part } from './parts.ts';

/** The form of a token: `{EMAIL_1}`. Every repetition is bounded, so that no text makes the search slow. */
export const tokenForm = /\{[A-Z][A-Z_]{0,63}_\d{1,9}\}/g;

/**
 * The pseudonyms of one call: the same value of a type has the same token, numbered in the order in which values first stand in the request. A
 * conversation that is sent again with one more turn begins with the same values in the same order, so its tokens stay the same from turn to turn without anything
 * being kept between calls. Values live here and nowhere else, for as long as the call does.
 *
 * "The same" is the exact text: a token that stood for two spellings could be restored to one of them only. Types do not share tokens.
 */
export class Pseudonyms {
  readonly #tokens = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #texts: Iterable<string>;
  #taken: ReadonlySet<string> | undefined;

  /**
   * @param texts of the request: a token that stands in one of them literally is the caller's own text, and is never handed out. Read when the first token is
   * made and not before: with a generator (`textsThatMayHoldTokens`) a call without pseudonyms pays nothing.
   */
  constructor(texts: Iterable<string> = []) {
    this.#texts = texts;
  }

  /** How many tokens were made. */
  get size(): number {
    return this.#values.size;
  }

  /** The token of a value. */
  tokenFor(type: string, value: string): string {
    const key = `${type}\u0000${value}`;
    const known = this.#tokens.get(key);
    if (known !== undefined) return known;
    const token = this.#free(type);
    this.#tokens.set(key, token);
    this.#values.set(token, value);
    return token;
  }

  /** The value behind a token; undefined for what is no token of this call. */
  valueOf(token: string): string | undefined {
    return this.#values.get(token);
  }

  /** Tokens that are never handed out, because they are the caller's own text. */
  taken(): ReadonlySet<string> {
    this.#taken ??= tokensIn(this.#texts);
    return this.#taken;
  }

  /** Every token with its value, in the order in which they were made. */
  entries(): MapIterator<[token: string, value: string]> {
    return this.#values.entries();
  }

  #free(type: string): string {
    const taken = this.taken();
    for (let count = (this.#counts.get(type) ?? 0) + 1; ; count += 1) {
      const token = `{${type}_${count}}`;
      if (taken.has(token)) continue;
      this.#counts.set(type, count);
      return token;
    }
  }
}

function tokensIn(texts: Iterable<string>): Set<string> {
  const tokens = new Set<string>();
  for (const text of texts) {
    if (text.includes('{')) for (const [token] of text.matchAll(tokenForm)) tokens.add(token);
  }
  return tokens;
}

/**
 * The texts of a request in which a literal token is the caller's own. Not those of reasoning: a signature covers what the model wrote there, so tokens of an
 * earlier turn are left standing in it (`hub/response-filter/restorer.ts`). They must go on meaning what they meant, and do: were they taken for the caller's
 * own, the same values would get other tokens in every turn, and the model's reasoning would speak of none of them.
 */
export function* textsThatMayHoldTokens(parts: readonly Part[]): Generator<string> {
  for (const part of parts) {
    if (part.kind === 'reasoning') continue;
    for (const { text } of part.texts) yield text;
  }
}
