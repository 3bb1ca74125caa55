import { setTimeout as wait } from 'node:timers/promises';

/** Time and chance, as far as waiting needs them: a test's pass by themselves. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Rejects at once where the signal is given up. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to, but not including, 1. */
  random(): number;
}

export const processClock: Clock = {
  now: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
  random: () => Math.random(),
};
