/** How quota windows and holds look as SQLite rows. */
import type { Hold } from '../gateway/ports.ts';
import type { UsageWindows, WindowStarts } from './windows.ts';

/** One row for each application (every window and dimension), one for each hold. Columns in the order of `toRow` and `toHold`. */
export const ledgerTables = `
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

export type Row = readonly number[];
export type HoldRow = readonly [string, string, number, number, number, number, number, number, number];
export interface StoredHold extends Hold {
  readonly reservedIn: WindowStarts;
}

export const quotaColumns = ['minute', 'day', 'month']
  .flatMap((window) => ['start', 'requests', 'tokens', 'cost'].map((column) => `${window}_${column}`))
  .join(', ');
export const holdColumns =
  'application, hold_id, requests, tokens, cost, minute_start, day_start, month_start, expires';

export function toRow({ minute, day, month }: UsageWindows): number[] {
  return [minute, day, month].flatMap((used) => [used.startMs, used.requests, used.tokens, used.costNanos]);
}

export function toWindows(row: Row): UsageWindows {
  return { minute: toWindow(row, 0), day: toWindow(row, 4), month: toWindow(row, 8) };
}

function toWindow(row: Row, at: number): UsageWindows['minute'] {
  const [startMs = 0, requests = 0, tokens = 0, costNanos = 0] = row.slice(at, at + 4);
  return { startMs, requests, tokens, costNanos };
}

export function toHold(row: HoldRow): StoredHold {
  const [application, holdId, requests, tokens, costNanos, minute, day, month, expiresAtMs] = row;
  return {
    application,
    holdId,
    amount: { requests, tokens, costNanos },
    expiresAtMs,
    reservedIn: { minute, day, month },
  };
}

export function withoutWindows({ holdId, application, amount, expiresAtMs }: StoredHold): Hold {
  return { holdId, application, amount, expiresAtMs };
}
