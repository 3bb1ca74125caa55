import type { PackEntry } from '../audit/pack.ts';
import type { LogReplay } from '../audit/pack-recovery.ts';
import type { SqliteRecords } from '../audit/sqlite-records.ts';
import type { EmbeddedStore } from '../embedded/embedded-store.ts';
import type { Ledger } from '../gateway/ports.ts';

const noCap = { requests: null, tokens: null, costNanos: null };
/** What was reserved once is reserved again whatever the caps say now: the money may be spent. */
const noLimits = { maxOutputTokens: Number.MAX_SAFE_INTEGER, minute: noCap, day: noCap, month: noCap };

/**
 * Brings the database up to the log after a power failure: an intent that it has lost, with the reservation that was lost with it, and completions. Settling those
 * is `reconcileHolds`'.
 */
export class StateReplay implements LogReplay {
  readonly #store: EmbeddedStore;
  readonly #records: SqliteRecords;
  readonly #ledger: Ledger;
  readonly #holdMs: number;

  constructor(store: EmbeddedStore, records: SqliteRecords, ledger: Ledger, holdSeconds: number) {
    this.#store = store;
    this.#records = records;
    this.#ledger = ledger;
    this.#holdMs = holdSeconds * 1000;
  }

  async replay(entry: PackEntry): Promise<void> {
    const record = this.#records.restore(entry);
    if (record?.type !== 'intent') return;
    const { reservation, caller, receivedAt } = record;
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

  durable(): Promise<void> {
    return this.#store.durable();
  }
}
