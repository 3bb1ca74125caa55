/**
 * A rate that may be spent ahead: takings are booked in the order in which they come, and each is told how long to wait. So nobody overtakes, and nobody is woken
 * to find the bucket empty again.
 */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  /** Below zero while takings wait. */
  #level: number;
  #atMs = Number.NEGATIVE_INFINITY;

  /** @param burst what may be taken at once after a pause. @default what comes in one second */
  constructor(perSecond: number, burst = perSecond) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#level = burst;
  }

  /** Milliseconds until `amount` may be used, were it taken now. More than the bucket holds waits for a full one, and for no longer. */
  waitFor(amount: number, nowMs: number): number {
    const missing = Math.min(amount, this.#burst) - this.#levelAt(nowMs);
    return missing <= 0 ? 0 : Math.ceil((missing / this.#perSecond) * 1000);
  }

  take(amount: number, nowMs: number): void {
    this.#level = this.#levelAt(nowMs) - amount;
    this.#atMs = Math.max(this.#atMs, nowMs);
  }

  /** A clock that was set back fills nothing. */
  #levelAt(nowMs: number): number {
    const seconds = Math.max(0, nowMs - this.#atMs) / 1000;
    return Math.min(this.#burst, this.#level + seconds * this.#perSecond);
  }
}
