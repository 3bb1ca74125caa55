/** A regular expression that is compiled when it is first needed: most texts need few of those that there are. */
export class LazyExpression {
  readonly #source: string;
  readonly #flags: string;
  #compiled: RegExp | undefined;

  constructor(source: string, flags: string) {
    this.#source = source;
    this.#flags = flags;
  }

  /** Where the match that begins at `start` ends, -1 where none does. For flag `y`. */
  endAt(text: string, start: number): number {
    const expression = this.#from(start);
    return expression.test(text) ? expression.lastIndex : -1;
  }

  /** The first match that begins at `from` or later. For flag `g`. */
  next(text: string, from: number): RegExpExecArray | null {
    return this.#from(from).exec(text);
  }

  #from(offset: number): RegExp {
    this.#compiled ??= new RegExp(this.#source, this.#flags);
    this.#compiled.lastIndex = offset;
    return this.#compiled;
  }
}
