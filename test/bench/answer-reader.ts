/** What the load generator needs to know of an answer; times are its own. */
export interface AnswerWatch {
  /** A text that a complete answer contains. */
  readonly completeMark: string;
  /** A text that the first event with content contains. */
  readonly textMark: string;
  onFirstText(): void;
  onEnd(status: number, complete: boolean): void;
}

/**
 * Reads HTTP/1.1 answers from one connection, just far enough to know their status, where they end, and whether they are complete.
 * Written for the benchmark's own servers: it knows content-length and chunked bodies, and nothing else.
 */
export class AnswerReader {
  readonly #watch: AnswerWatch;
  #phase: 'head' | 'length' | 'chunk-size' | 'chunk' = 'head';
  /** Head, or chunk-size line, as far as it has come. */
  #line = '';
  #status = 0;
  /** Bytes that are left of the body or of the current chunk (with its line end). */
  #left = 0;
  #lastChunk = false;
  /** The end of what was seen, because a mark may lie across two reads. */
  #seen = '';
  #complete = false;
  #sawText = false;

  constructor(watch: AnswerWatch) {
    this.#watch = watch;
  }

  push(data: Buffer): void {
    for (let at = 0; at < data.length; ) {
      if (this.#phase === 'head') at = this.#readHead(data, at);
      else if (this.#phase === 'chunk-size') at = this.#readChunkSize(data, at);
      else at = this.#readBody(data, at);
    }
  }

  #readHead(data: Buffer, at: number): number {
    const before = this.#line.length;
    this.#line += data.toString('latin1', at);
    const end = this.#line.indexOf('\r\n\r\n');
    if (end === -1) return data.length;
    const head = this.#line.slice(0, end);
    this.#line = '';
    this.#status = Number(head.slice(9, 12));
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    this.#left = Number(length ?? 0);
    this.#phase = length === undefined ? 'chunk-size' : 'length';
    if (length !== undefined && this.#left === 0) this.#finish();
    return at + end + 4 - before;
  }

  #readChunkSize(data: Buffer, at: number): number {
    const end = data.indexOf(10, at);
    this.#line += data.toString('latin1', at, end === -1 ? data.length : end);
    if (end === -1) return data.length;
    const size = Number.parseInt(this.#line, 16);
    this.#line = '';
    this.#lastChunk = size === 0;
    this.#left = size + 2;
    this.#phase = 'chunk';
    return end + 1;
  }

  #readBody(data: Buffer, at: number): number {
    const end = Math.min(data.length, at + this.#left);
    this.#look(data.toString('latin1', at, end));
    this.#left -= end - at;
    if (this.#left > 0) return end;
    if (this.#phase === 'length' || this.#lastChunk) this.#finish();
    else this.#phase = 'chunk-size';
    return end;
  }

  #look(text: string): void {
    const { completeMark, textMark } = this.#watch;
    const seen = this.#seen + text;
    if (!this.#sawText && seen.includes(textMark)) {
      this.#sawText = true;
      this.#watch.onFirstText();
    }
    this.#complete ||= seen.includes(completeMark);
    this.#seen = seen.slice(-24);
  }

  #finish(): void {
    const { onEnd } = this.#watch;
    const [status, complete] = [this.#status, this.#complete];
    this.#phase = 'head';
    this.#lastChunk = false;
    this.#complete = false;
    this.#sawText = false;
    this.#seen = '';
    onEnd(status, complete);
  }
}
