/** The form of a token: `{EMAIL_1}`. */
const tokenForm = /\{[A-Z][A-Z_]*_\d{1,6}\}/g;

/**
 * The pseudonyms of one call: the same value of a type has the same token, numbered in the order in which values first stand in the request. A
 * conversation that is sent again with one more turn begins with the same values in the same order, so its tokens stay the same from turn to turn without anything
 * being kept between calls. Values live here and nowhere else, for as long as the call does.
 */
export class Pseudonyms {
  readonly #tokens = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #taken: ReadonlySet<string>;

  /** @param texts of the request: a token that stands in one of them literally is the caller's own text, and is never handed out. */
  constructor(texts: Iterable<string> = []) {
    const taken = new Set<string>();
    for (const text of texts) for (const [token] of text.matchAll(tokenForm)) taken.add(token);
    this.#taken = taken;
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

  #free(type: string): string {
    for (let count = (this.#counts.get(type) ?? 0) + 1; ; count += 1) {
      const token = `{${type}_${count}}`;
      if (this.#taken.has(token)) continue;
      this.#counts.set(type, count);
      return token;
    }
  }
}
