import type { StatementSync } from 'node:sqlite';
import { GatehouseFault } from '../../shared/errors.ts';
import type {
  ApplicationUsage,
  Consumption,
  Hold,
  Ledger,
  ReservationOutcome,
  ReservationRequest,
} from '../gateway/ports.ts';
import type { EmbeddedStore } from '../local/embedded-store.ts';
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

/** One row for each application (every window and dimension), one for each hold. Columns in the order of `toRow` and `toHold`. */
const schema = `
  CREATE TABLE IF NOT EXISTS quotas (
    application TEXT PRIMARY KEY,
    minute_start INTEGER NOT NULL, minute_requests INTEGER NOT NULL, minute_tokens INTEGER NOT NULL, minute_cost INTEGER NOT NULL,
    day_start INTEGER NOT NULL, day_requests INTEGER NOT NULL, day_tokens INTEGER NOT NULL, day_cost INTEGER NOT NULL,
    month_start INTEGER NOT NULL, month_requests INTEGER NOT NULL, month_tokens INTEGER NOT NULL, month_cost INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS holds (
    application TEXT NOT NULL, hold_id TEXT NOT NULL,
    requests INTEGER NOT NULL, tokens INTEGER NOT NULL, cost INTEGER NOT NULL,
    minute_start INTEGER NOT NULL, day_start INTEGER NOT NULL, month_start INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (application, hold_id)
  ) STRICT, WITHOUT ROWID;`;

type Row = readonly number[];
type HoldRow = readonly [string, string, number, number, number, number, number, number, number];
interface StoredHold extends Hold {
  readonly reservedIn: WindowStarts;
}

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
    store.define(schema);
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
    const holds = this.#listHolds.all(application) as unknown as HoldRow[];
    return { windows: this.#windows(application, nowMs), holds: holds.map((row) => withoutWindows(toHold(row))) };
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

const quotaColumns = ['minute', 'day', 'month']
  .flatMap((window) => ['start', 'requests', 'tokens', 'cost'].map((column) => `${window}_${column}`))
  .join(', ');
const holdColumns = 'application, hold_id, requests, tokens, cost, minute_start, day_start, month_start, expires';

function marks(count: number): string {
  return Array(count).fill('?').join(', ');
}

/** A statement that answers arrays, which are cheaper than objects on the hot path. */
function rows(store: EmbeddedStore, sql: string): StatementSync {
  const statement = store.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

function toRow({ minute, day, month }: UsageWindows): number[] {
  return [minute, day, month].flatMap((used) => [used.startMs, used.requests, used.tokens, used.costNanos]);
}

function toWindows(row: Row): UsageWindows {
  return { minute: toWindow(row, 0), day: toWindow(row, 4), month: toWindow(row, 8) };
}

function toWindow(row: Row, at: number): UsageWindows['minute'] {
  const [startMs = 0, requests = 0, tokens = 0, costNanos = 0] = row.slice(at, at + 4);
  return { startMs, requests, tokens, costNanos };
}

function toHold(row: HoldRow): StoredHold {
  const [application, holdId, requests, tokens, costNanos, minute, day, month, expiresAtMs] = row;
  return {
    application,
    holdId,
    amount: { requests, tokens, costNanos },
    expiresAtMs,
    reservedIn: { minute, day, month },
  };
}

function withoutWindows({ holdId, application, amount, expiresAtMs }: StoredHold): Hold {
  return { holdId, application, amount, expiresAtMs };
}
