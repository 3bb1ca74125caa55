import { describe, expect, it } from 'vitest';
import { retryWithin } from '../../../hub/guardrails/retry-within.ts';
import { PatientWaiting } from './patient-waiting.ts';

const budget = { totalMs: 10_000, firstPauseMs: 100, longestPauseMs: 2_000 };
const always = () => true;

function failing(times: number, error = new Error('throttled')) {
  let calls = 0;
  const attempt = async () => {
    calls += 1;
    if (calls <= times) throw error;
    return calls;
  };
  return { attempt, calls: () => calls };
}

describe('retrying within a budget', () => {
  it('pauses for a random part of a bound that doubles up to its limit', async () => {
    const waiting = new PatientWaiting(0.5);
    await expect(retryWithin(budget, waiting, failing(7).attempt, always)).resolves.toBe(8);
    expect(waiting.slept).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
  });

  it('does not pause before the first attempt', async () => {
    const waiting = new PatientWaiting();
    await retryWithin(budget, waiting, failing(0).attempt, always);
    expect(waiting.slept).toEqual([]);
  });

  it('gives up when the next pause would go over the budget, with the last error', async () => {
    const waiting = new PatientWaiting(0.999);
    const error = new Error('still throttled');
    await expect(retryWithin(budget, waiting, failing(1000, error).attempt, always)).rejects.toBe(error);
    expect(waiting.now()).toBeLessThanOrEqual(budget.totalMs);
    expect(waiting.slept.length).toBeGreaterThan(3);
  });

  it('does not try again what will not pass', async () => {
    const { attempt, calls } = failing(1);
    await expect(retryWithin(budget, new PatientWaiting(), attempt, () => false)).rejects.toThrow('throttled');
    expect(calls()).toBe(1);
  });

  it('tells each attempt how much time is left', async () => {
    const left: number[] = [];
    const attempt = async (leftMs: number) => {
      left.push(leftMs);
      if (left.length < 3) throw new Error('throttled');
    };
    await retryWithin(budget, new PatientWaiting(0.5), attempt, always);
    expect(left).toEqual([10_000, 9_950, 9_850]);
  });
});
