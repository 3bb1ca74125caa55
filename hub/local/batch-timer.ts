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
  #closing = false;

  /** @param close is called once for each batch, never inside `joined` */
  constructor(close: () => void, callsInFlight: () => number) {
    this.#close = () => {
      this.#closing = false;
      clearTimeout(this.#timer);
      this.#timer = undefined;
      close();
    };
    this.#callsInFlight = callsInFlight;
  }

  /** Somebody joined the batch, in which `waiting` now wait. */
  joined(waiting: number): void {
    if (this.#closing) return;
    if (waiting >= this.#callsInFlight() * fairShare) {
      this.#closing = true;
      setImmediate(this.#close);
      return;
    }
    this.#timer ??= setTimeout(() => {
      if (!this.#closing) this.#close();
    }, longestWaitMs);
  }
}
