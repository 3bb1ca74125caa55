import { connect, type Socket } from 'node:net';

export interface WireAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The connection ended without (the rest of) an answer. */
export const closed = 'closed';
/** Nothing ended within the time that the test allows. */
export const hung = 'hung';
export type Exchange = WireAnswer | typeof closed | typeof hung;

interface Waiting {
  readonly bodiless: boolean;
  readonly done: (exchange: Exchange) => void;
}

/** One HTTP/1.1 connection that sends any bytes whatever and reads whole answers, one at a time. */
export class RawConnection {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #waiting: Waiting | undefined;
  #open = true;

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    // A reset says no more than the `close` that follows it.
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.#open = false;
      this.#finish(closed);
    });
  }

  /** Whether another request may follow on this connection. */
  get reusable(): boolean {
    return this.#open && this.#received.length === 0;
  }

  /** @param bodiless for HEAD, whose answers announce a body and have none. */
  exchange(
    bytes: Uint8Array,
    options: { readonly bodiless?: boolean; readonly halfClose?: boolean; withinMs: number },
  ) {
    const { promise, resolve } = Promise.withResolvers<Exchange>();
    const timer = setTimeout(() => this.#finish(hung), options.withinMs);
    const done = (exchange: Exchange) => {
      clearTimeout(timer);
      resolve(exchange);
    };
    this.#waiting = { bodiless: options.bodiless === true, done };
    if (!this.#open) this.#finish(closed);
    else if (options.halfClose === true) this.#socket.end(bytes);
    else this.#socket.write(bytes);
    return promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    for (;;) {
      if (this.#waiting === undefined) return;
      const read = readAnswer(this.#received, this.#waiting.bodiless);
      if (read === undefined) return;
      this.#received = this.#received.subarray(read.length);
      if (read.answer.status >= 200) this.#answered(read.answer);
    }
  }

  #answered(answer: WireAnswer): void {
    if (answer.headers.connection === 'close') this.#open = false;
    this.#finish(answer);
  }

  #finish(exchange: Exchange): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.done(exchange);
  }
}

interface ReadAnswer {
  readonly answer: WireAnswer;
  /** Bytes that the answer takes. */
  readonly length: number;
}

/** The first whole answer in `bytes`; undefined while it is incomplete. */
function readAnswer(bytes: Buffer, bodiless: boolean): ReadAnswer | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const status = Number(first.split(' ')[1]);
  const body = bodiless || status < 200 ? emptyBody : readBody(bytes, end + 4, headers);
  if (body === undefined) return undefined;
  return { answer: { status, headers, body: body.content }, length: end + 4 + body.length };
}

interface ReadBody {
  readonly content: Buffer;
  readonly length: number;
}
const emptyBody: ReadBody = { content: Buffer.alloc(0), length: 0 };

function readBody(bytes: Buffer, start: number, headers: Readonly<Record<string, string>>): ReadBody | undefined {
  if (headers['transfer-encoding'] === 'chunked') return readChunks(bytes, start);
  const length = Number(headers['content-length'] ?? 0);
  if (bytes.length < start + length) return undefined;
  return { content: bytes.subarray(start, start + length), length };
}

function readChunks(bytes: Buffer, start: number): ReadBody | undefined {
  const chunks: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const next = lineEnd + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { content: Buffer.concat(chunks), length: next - start };
    chunks.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = next;
  }
}
