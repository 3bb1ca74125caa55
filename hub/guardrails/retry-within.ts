import { setTimeout } from 'node:timers/promises';

/** Time and chance, so that tests need neither. */
export interface Waiting {
  now(): number;
  sleep(ms: number): Promise<unknown>;
  /** From 0 up to, not including, 1. */
  random(): number;
}

export const realWaiting: Waiting = { now: Date.now, sleep: setTimeout, random: Math.random };

export interface RetryBudget {
  /** For all attempts and pauses together, in milliseconds. */
  readonly totalMs: number;
  /** Bound of the first pause; it doubles with each attempt. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/**
 * Attempts again what failed in passing, after a pause with full jitter, until the time is up; then throws the last error.
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @param attempt is told how many milliseconds are left.
 */
export async function retryWithin<T>(
  budget: RetryBudget,
  waiting: Waiting,
  attempt: (leftMs: number) => Promise<T>,
  passes: (error: unknown) => boolean,
): Promise<T> {
  const endMs = waiting.now() + budget.totalMs;
  for (let attempts = 0; ; attempts++) {
    try {
      return await attempt(Math.max(0, endMs - waiting.now()));
    } catch (error) {
      const bound = Math.min(budget.longestPauseMs, budget.firstPauseMs * 2 ** attempts);
      const pause = waiting.random() * bound;
      if (!passes(error) || waiting.now() + pause >= endMs) throw error;
      await waiting.sleep(pause);
    }
  }
}
