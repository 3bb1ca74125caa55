import type { PackEntry } from '../audit/pack.ts';
import type { LogReplay } from '../audit/pack-recovery.ts';
import type { CompletionRecord, IntentRecord } from '../audit/record.ts';
import type { SqliteRecords } from '../audit/sqlite-records.ts';
import type { EmbeddedStore } from '../embedded/embedded-store.ts';
import type { Ledger } from '../gateway/ports.ts';
import type { ReviewStore } from '../reviews/review.ts';

const noCap = { requests: null, tokens: null, costNanos: null };
/** What was reserved once is reserved again whatever the caps say now: the money may be spent. */
const noLimits = { maxOutputTokens: Number.MAX_SAFE_INTEGER, minute: noCap, day: noCap, month: noCap };

export interface ReplayedState {
  readonly store: EmbeddedStore;
  readonly records: SqliteRecords;
  readonly ledger: Ledger;
  readonly reviews: ReviewStore;
}

/**
 * Brings the database up to the log after a power failure: an intent that it has lost, with the reservation that was lost with it, and completions, with the reviews that they
 * say are open. Settling those is `reconcileHolds`'.
 */
export class StateReplay implements LogReplay {
  readonly #store: EmbeddedStore;
  readonly #records: SqliteRecords;
  readonly #ledger: Ledger;
  readonly #reviews: ReviewStore;
  readonly #holdMs: number;

  constructor({ store, records, ledger, reviews }: ReplayedState, holdSeconds: number) {
    this.#store = store;
    this.#records = records;
    this.#ledger = ledger;
    this.#reviews = reviews;
    this.#holdMs = holdSeconds * 1000;
  }

  async replay(entry: PackEntry): Promise<void> {
    const record = this.#records.restore(entry);
    if (record?.type === 'intent') await this.#reserve(record);
    else if (record !== undefined) await this.#review(record);
  }

  async #reserve({ reservation, caller, receivedAt }: IntentRecord): Promise<void> {
    if (reservation === null || caller.application === null) return;
    const nowMs = Date.parse(receivedAt);
    // Both writes are in one transaction: nothing has come between that could have committed the first alone.
    await this.#ledger.reserve({
      holdId: reservation.holdId,
      application: caller.application,
      limits: noLimits,
      amount: { requests: reservation.requests, tokens: reservation.tokens, costNanos: reservation.costNanos },
      nowMs,
      expiresAtMs: nowMs + this.#holdMs,
    });
  }

  /** A review is written before the completion that names it, so it may be there already. */
  async #review({ recordId, completedAt, response }: CompletionRecord): Promise<void> {
    const confidence = response?.confidence;
    if (confidence == null || response?.review == null || (await this.#reviews.get(recordId)) !== undefined) return;
    const { intent } = await this.#records.get(recordId);
    await this.#reviews.open({
      recordId,
      application: intent?.caller.application ?? '',
      score: confidence.score,
      reasons: confidence.reasons.map(({ reason, count }) => ({ code: reason, count })),
      openedAtMs: Date.parse(completedAt),
    });
  }

  durable(): Promise<void> {
    return this.#store.durable();
  }
}
