import type { StatementSync } from 'node:sqlite';
import { GatehouseFault } from '../../shared/errors.ts';
import { type EmbeddedStore, reading } from '../embedded/embedded-store.ts';
import type {
  ApplicationUsage,
  Consumption,
  Hold,
  Ledger,
  ReservationOutcome,
  ReservationRequest,
} from '../gateway/ports.ts';
import {
  type HoldRow,
  holdColumns,
  ledgerTables,
  quotaColumns,
  type Row,
  type StoredHold,
  toHold,
  toRow,
  toWindows,
  withoutWindows,
} from './sqlite-ledger-rows.ts';
import {
  add,
  emptyWindows,
  firstExceeded,
  nothing,
  replaceHeld,
  requireWhole,
  roll,
  startsOf,
  type UsageWindows,
  type WindowStarts,
} from './windows.ts';

/**
 * The embedded ledger. Its store belongs to one process and its statements are synchronous, so that each method is one atomic step; durability
 * follows the records (see `EmbeddedStore`).
 */
export class SqliteLedger implements Ledger {
  readonly #store: EmbeddedStore;
  readonly #readQuota: StatementSync;
  readonly #writeQuota: StatementSync;
  readonly #insertHold: StatementSync;
  readonly #takeHold: StatementSync;
  readonly #takeExpired: StatementSync;
  readonly #listHolds: StatementSync;

  constructor(store: EmbeddedStore) {
    store.define(ledgerTables);
    this.#store = store;
    this.#readQuota = rows(store, `SELECT ${quotaColumns} FROM quotas WHERE application = ?`);
    this.#writeQuota = store.prepare(
      `INSERT OR REPLACE INTO quotas (${quotaColumns}, application) VALUES (${marks(13)})`,
    );
    this.#insertHold = store.prepare(`INSERT INTO holds (${holdColumns}) VALUES (${marks(9)}) ON CONFLICT DO NOTHING`);
    this.#takeHold = rows(store, `DELETE FROM holds WHERE application = ? AND hold_id = ? RETURNING ${holdColumns}`);
    this.#takeExpired = rows(store, `DELETE FROM holds WHERE expires < ? RETURNING ${holdColumns}`);
    this.#listHolds = rows(store, `SELECT ${holdColumns} FROM holds WHERE application = ?`);
  }

  async reserve(request: ReservationRequest): Promise<ReservationOutcome> {
    requireWhole(request.amount);
    return this.#store.write('ledger_unavailable', () => {
      const windows = this.#windows(request.application, request.nowMs);
      const exceeded = firstExceeded(windows, request.amount, request.limits, request.nowMs);
      if (exceeded !== undefined) return exceeded;
      // A hold that exists already is the same call tried again: it is counted once.
      if (this.#hold(request, startsOf(windows))) this.#save(request.application, add(windows, request.amount));
      return { kind: 'held' };
    });
  }

  async settle(application: string, holdId: string, actual: Consumption, _nowMs: number): Promise<boolean> {
    requireWhole(actual);
    return this.#store.write('ledger_unavailable', () => {
      const row = this.#takeHold.get(application, holdId) as HoldRow | undefined;
      if (row === undefined) return false;
      this.#replace(toHold(row), actual);
      return true;
    });
  }

  async releaseExpired(nowMs: number): Promise<readonly Hold[]> {
    return this.#store.write('ledger_unavailable', () => {
      const expired = (this.#takeExpired.all(nowMs) as unknown as HoldRow[]).map(toHold);
      for (const hold of expired) this.#replace(hold, nothing);
      return expired.map(withoutWindows);
    });
  }

  async usage(application: string, nowMs: number): Promise<ApplicationUsage> {
    return reading('ledger_unavailable', () => {
      const holds = this.#listHolds.all(application) as unknown as HoldRow[];
      return { windows: this.#windows(application, nowMs), holds: holds.map((row) => withoutWindows(toHold(row))) };
    });
  }

  #windows(application: string, nowMs: number): UsageWindows {
    const row = this.#readQuota.get(application) as Row | undefined;
    return row === undefined ? emptyWindows(nowMs) : roll(toWindows(row), nowMs);
  }

  #save(application: string, windows: UsageWindows): void {
    this.#writeQuota.run(...toRow(windows), application);
  }

  #hold({ application, holdId, amount, expiresAtMs }: ReservationRequest, starts: WindowStarts): boolean {
    const { requests, tokens, costNanos } = amount;
    const { minute, day, month } = starts;
    return (
      this.#insertHold.run(application, holdId, requests, tokens, costNanos, minute, day, month, expiresAtMs)
        .changes === 1
    );
  }

  #replace(hold: StoredHold, actual: Consumption): void {
    const row = this.#readQuota.get(hold.application) as Row | undefined;
    if (row === undefined)
      throw new GatehouseFault('ledger_unavailable', 'A hold has no quota row.', 'Restore the state directory.');
    this.#save(hold.application, replaceHeld(toWindows(row), hold.reservedIn, hold.amount, actual));
  }
}

function marks(count: number): string {
  return Array(count).fill('?').join(', ');
}

/** A statement that answers arrays, which are cheaper than objects on the hot path. */
function rows(store: EmbeddedStore, sql: string): StatementSync {
  const statement = store.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}
