import type { Sealer } from './sealer/sealer.ts';
import type { DurableRecords } from './sealing-records.ts';

/** How long a record waits for company at the most, in milliseconds: every checkpoint costs a few syncs. */
const collectMs = 700;
/** After a failure, in milliseconds. */
const retryMs = 5_000;

/**
 * Seals in the background, some time after a record was acknowledged and never on a request's path. It seals no more records than were acknowledged: what stands in a pack behind
 * them may not be durable yet.
 */
export class BackgroundSealing implements DurableRecords {
  readonly #sealer: Sealer;
  readonly #onProblem: (problem: unknown) => void;
  #acknowledged = 0;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(sealer: Sealer, onProblem: (problem: unknown) => void) {
    this.#sealer = sealer;
    this.#onProblem = onProblem;
  }

  /** Seals all that the packs hold: for the start, before anything is written. */
  async catchUp(): Promise<void> {
    await this.#sealer.seal();
    this.#acknowledged = this.#sealer.sealed;
  }

  acknowledged(): void {
    this.#acknowledged += 1;
    this.#arm(collectMs);
  }

  /** Resolves when everything acknowledged so far is sealed. */
  sealNow(): Promise<void> {
    return this.#sealer.seal(this.#acknowledged);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#sealer.close();
  }

  #arm(afterMs: number): void {
    if (this.#closed) return;
    // Whoever stops the hub seals the rest: the timer keeps no process alive.
    this.#timer ??= setTimeout(() => void this.#run(), afterMs).unref();
  }

  async #run(): Promise<void> {
    try {
      await this.sealNow();
      this.#timer = undefined;
      if (this.#sealer.sealed < this.#acknowledged) this.#arm(collectMs);
    } catch (problem) {
      this.#timer = undefined;
      this.#onProblem(problem);
      this.#arm(retryMs);
    }
  }
}
