/** A sync costs the processor about as much as the rest of a call: worth waiting for company, up to this long, where there is company. */
const longestWaitMs = 2;
/** A batch is closed without more ado once it holds this share of all calls in flight. */
const fairShare = 1 / 2;

/**
 * Decides when a batch of a group commit is closed: at once where a single call is in flight, otherwise when a fair share of them has joined or two milliseconds
 * have passed. PostgreSQL calls the same idea `commit_delay` and `commit_siblings` (https://www.postgresql.org/docs/current/wal-configuration.html).
 */
export class BatchTimer {
  readonly #close: () => void;
  readonly #callsInFlight: () => number;
  #timer: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;

  /** @param close is called once for each batch */
  constructor(close: () => void, callsInFlight: () => number) {
    this.#close = close;
    this.#callsInFlight = callsInFlight;
  }

  /** A batch was begun; nobody waits for it yet, but it must not stay open for ever. */
  opened(): void {
    this.#timer ??= setTimeout(() => this.#closeNow(), longestWaitMs);
  }

  /** Somebody joined the batch, in which `waiting` now wait. For a call that is alone the batch is closed before this returns. */
  joined(waiting: number): void {
    const calls = this.#callsInFlight();
    if (calls <= 1) this.#closeNow();
    else if (waiting >= calls * fairShare) this.#soon ??= setImmediate(() => this.#closeNow());
    else this.opened();
  }

  #closeNow(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#soon);
    this.#timer = undefined;
    this.#soon = undefined;
    this.#close();
  }
}
