const newline = 10;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Whole lines, as they stood in the file. */
export interface LineBatch {
  /** Number of the first line, from 1. */
  readonly firstLine: number;
  /** The lines with their ends; the last line of a file may have none. Empty where `tooLong`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lines: number;
  /** The one line of this batch was longer than allowed, and was skipped. */
  readonly tooLong: boolean;
}

export interface BatchSize {
  /** A batch is handed on once it has so many bytes. */
  readonly batchBytes: number;
  readonly longestLine: number;
}

/**
 * Cuts a stream of bytes into batches of whole lines, with as much memory as a batch (or the longest line) takes. Lines end with a line feed and nothing else: JSON strings may
 * hold U+2028, at which Node's own `readline` would cut them.
 */
export async function* lineBatches(source: AsyncIterable<Uint8Array>, size: BatchSize): AsyncGenerator<LineBatch> {
  const cutter = new LineCutter(size);
  for await (const chunk of source) yield* cutter.take(chunk);
  yield* cutter.end();
}

class LineCutter {
  readonly #size: BatchSize;
  /** Whole lines, and after them the pieces of the line that is not whole yet. */
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #lines = 0;
  #rest = 0;
  #nextLine = 1;
  #skipping = false;

  constructor(size: BatchSize) {
    this.#size = size;
  }

  *take(chunk: Uint8Array): Generator<LineBatch> {
    let start = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, start)) {
      yield* this.#endLine(chunk.subarray(start, at + 1));
      start = at + 1;
    }
    if (start < chunk.length) yield* this.#hold(chunk.subarray(start));
  }

  *end(): Generator<LineBatch> {
    if (this.#skipping) yield this.#skipped();
    else if (this.#rest > 0) this.#lines += 1;
    yield* this.#flush();
  }

  *#endLine(piece: Uint8Array): Generator<LineBatch> {
    yield* this.#hold(piece);
    if (this.#skipping) {
      yield this.#skipped();
      return;
    }
    this.#lines += 1;
    this.#rest = 0;
    if (this.#bytes >= this.#size.batchBytes) yield* this.#flush();
  }

  *#hold(piece: Uint8Array): Generator<LineBatch> {
    if (this.#skipping) return;
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    this.#rest += piece.length;
    if (this.#rest <= this.#size.longestLine) return;
    this.#skipping = true;
    const whole = this.#bytes - this.#rest;
    const kept = Buffer.concat(this.#pieces, this.#bytes).subarray(0, whole);
    this.#pieces = whole === 0 ? [] : [kept];
    this.#bytes = whole;
    this.#rest = 0;
    yield* this.#flush();
  }

  *#flush(): Generator<LineBatch> {
    if (this.#bytes === 0) return;
    // A copy of its own, so that its memory can be handed to a worker.
    const bytes = new Uint8Array(this.#bytes);
    let at = 0;
    for (const piece of this.#pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    const firstLine = this.#nextLine;
    const lines = this.#lines;
    this.#pieces = [];
    this.#bytes = 0;
    this.#lines = 0;
    this.#rest = 0;
    this.#nextLine += lines;
    yield { firstLine, bytes, lines, tooLong: false };
  }

  #skipped(): LineBatch {
    this.#skipping = false;
    const firstLine = this.#nextLine;
    this.#nextLine += 1;
    return { firstLine, bytes: new Uint8Array(), lines: 1, tooLong: true };
  }
}

/** The lines of a batch as text; undefined for a line that is not UTF-8. */
export function linesOf(bytes: Uint8Array): readonly (string | undefined)[] {
  try {
    return withoutEnd(decoder.decode(bytes).split('\n'));
  } catch {
    return lineByLine(bytes);
  }
}

function lineByLine(bytes: Uint8Array): readonly (string | undefined)[] {
  const lines: (string | undefined)[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    lines.push(decoded(bytes.subarray(start, end)));
    start = end + 1;
  }
  return lines;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function withoutEnd(lines: string[]): string[] {
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
