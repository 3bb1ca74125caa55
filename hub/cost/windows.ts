/**
 * Arithmetic of the quota windows: UTC calendar minutes, days and months, each with requests, tokens and nanodollars. Pure, and shared by every
 * ledger, so that the embedded one and the AWS one count alike. All figures are whole numbers below 2^53 (9 million dollars in nanodollars).
 *
 * Windows only move forward. Where a writer's clock is behind the stored window (several gateways, small skew), its amount counts in the stored window.
 */
import type { ApplicationLimits } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { Consumption, QuotaWindow, ReservationOutcome } from '../gateway/ports.ts';

/** Longest first: a call that must wait for the month should not be told to try again in a minute. */
export const quotaWindows = ['month', 'day', 'minute'] as const satisfies readonly QuotaWindow[];
export const dimensions = ['requests', 'tokens', 'costNanos'] as const satisfies readonly (keyof Consumption)[];

export type UsageWindows = Readonly<Record<QuotaWindow, Consumption & { readonly startMs: number }>>;
/** When each window began, in milliseconds since the epoch. */
export type WindowStarts = Readonly<Record<QuotaWindow, number>>;
export type Exceeded = Extract<ReservationOutcome, { kind: 'exceeded' }>;

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The windows that contain `atMs`. */
export function startsAt(atMs: number): WindowStarts {
  const date = new Date(atMs);
  return {
    minute: atMs - (atMs % minuteMs),
    day: atMs - (atMs % dayMs),
    month: Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1),
  };
}

export function startsOf(windows: UsageWindows): WindowStarts {
  return { minute: windows.minute.startMs, day: windows.day.startMs, month: windows.month.startMs };
}

/** Nothing used, in the windows that contain `atMs`. */
export function emptyWindows(atMs: number): UsageWindows {
  const starts = startsAt(atMs);
  return { minute: emptyWindow(starts.minute), day: emptyWindow(starts.day), month: emptyWindow(starts.month) };
}

function emptyWindow(startMs: number): UsageWindows[QuotaWindow] {
  return { startMs, requests: 0, tokens: 0, costNanos: 0 };
}

/** Starts anew each window that ended before `nowMs`. The same object where none did, which is the common case. */
export function roll(windows: UsageWindows, nowMs: number): UsageWindows {
  if (nowMs < windows.minute.startMs + minuteMs) return windows; // the minute ends no later than its day and its month
  const current = startsAt(nowMs);
  const next = { ...windows };
  for (const window of quotaWindows) {
    if (current[window] > windows[window].startMs) next[window] = emptyWindow(current[window]);
  }
  return next;
}

/** Whole seconds (at least 1) until the window that began at `startMs` is over. */
export function secondsUntilNext(window: QuotaWindow, startMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((endOf(window, startMs) - nowMs) / 1000));
}

function endOf(window: QuotaWindow, startMs: number): number {
  if (window === 'minute') return startMs + minuteMs;
  if (window === 'day') return startMs + dayMs;
  const date = new Date(startMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/**
 * Whether `amount` fits in every window and dimension of `windows` (already rolled to `nowMs`); undefined when it does. A cap that the call exceeds
 * all by itself is reported first (waiting cannot help), then the cap whose window ends last.
 */
export function firstExceeded(
  windows: UsageWindows,
  amount: Consumption,
  limits: ApplicationLimits,
  nowMs: number,
): Exceeded | undefined {
  return (
    findExceeded(limits, (limit, _window, dimension) => amount[dimension] > limit, never) ??
    findExceeded(
      limits,
      (limit, window, dimension) => windows[window][dimension] > limit - amount[dimension],
      (window) => secondsUntilNext(window, windows[window].startMs, nowMs),
    )
  );
}

const never = () => Number.POSITIVE_INFINITY;

function findExceeded(
  limits: ApplicationLimits,
  exceeds: (limit: number, window: QuotaWindow, dimension: keyof Consumption) => boolean,
  retryAfter: (window: QuotaWindow) => number,
): Exceeded | undefined {
  for (const window of quotaWindows) {
    for (const dimension of dimensions) {
      const limit = capOf(limits, window, dimension);
      if (exceeds(limit, window, dimension)) {
        return { kind: 'exceeded', window, dimension, limit, retryAfterSeconds: retryAfter(window) };
      }
    }
  }
  return undefined;
}

/** The cap; where policy sets none, the largest sum that a whole number holds exactly. */
export function capOf(limits: ApplicationLimits, window: QuotaWindow, dimension: keyof Consumption): number {
  return limits[window][dimension] ?? Number.MAX_SAFE_INTEGER;
}

/** `windows` with `amount` counted in each. */
export function add(windows: UsageWindows, amount: Consumption): UsageWindows {
  return {
    minute: shift(windows.minute, amount, nothing),
    day: shift(windows.day, amount, nothing),
    month: shift(windows.month, amount, nothing),
  };
}

/** Replaces `held` by `actual`, in those windows alone that are still the ones it was reserved in. */
export function replaceHeld(
  windows: UsageWindows,
  reservedIn: WindowStarts,
  held: Consumption,
  actual: Consumption,
): UsageWindows {
  const next = { ...windows };
  for (const window of quotaWindows) {
    if (windows[window].startMs === reservedIn[window]) next[window] = shift(windows[window], actual, held);
  }
  return next;
}

export const nothing: Consumption = { requests: 0, tokens: 0, costNanos: 0 };

function shift(used: UsageWindows[QuotaWindow], plus: Consumption, minus: Consumption): UsageWindows[QuotaWindow] {
  return {
    startMs: used.startMs,
    requests: used.requests + plus.requests - minus.requests,
    tokens: used.tokens + plus.tokens - minus.tokens,
    costNanos: used.costNanos + plus.costNanos - minus.costNanos,
  };
}

/** A float, a negative or a NaN would corrupt every later sum, so it never reaches one. */
export function requireWhole(amount: Consumption): void {
  for (const dimension of dimensions) {
    if (Number.isSafeInteger(amount[dimension]) && amount[dimension] >= 0) continue;
    throw new GatehouseFault(
      'ledger_unavailable',
      `The amount of ${dimension} is not a whole number from 0 to 2^53 - 1.`,
      'Round money to nanodollars and estimates to tokens before they reach the ledger.',
    );
  }
}
