import { describe, expect, it, vi } from 'vitest';
import { BackgroundSealing } from '../../../hub/audit/background-sealing.ts';
import type { Sealer } from '../../../hub/audit/sealer/sealer.ts';

/** A sealer that has as many records as it is told, and fails as often as it is told. */
class FakeSealer {
  sealed = 0;
  failures = 0;
  readonly asked: number[] = [];

  async seal(until = 5): Promise<void> {
    this.asked.push(until);
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('no disk');
    }
    this.sealed = until;
  }

  async close(): Promise<void> {
    this.asked.push(-1);
  }
}

function sealing() {
  const sealer = new FakeSealer();
  const problems: unknown[] = [];
  const background = new BackgroundSealing(sealer as unknown as Sealer, (problem) => problems.push(problem));
  return { sealer, problems, background };
}

describe('sealing in the background', () => {
  it('takes in what is there at the start, then no more than was acknowledged', async () => {
    const { sealer, background } = sealing();
    await background.catchUp();
    background.acknowledged();
    background.acknowledged();
    await background.sealNow();
    expect(sealer.asked).toEqual([5, 7]);
    await background.close();
  });

  it('begins some time after a record, once for all that came meanwhile', async () => {
    vi.useFakeTimers();
    try {
      const { sealer, background } = sealing();
      for (let record = 0; record < 10; record += 1) background.acknowledged();
      expect(sealer.asked).toEqual([]);
      await vi.advanceTimersByTimeAsync(1_000);
      expect(sealer.asked).toEqual([10]);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(sealer.asked).toEqual([10]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('tells of a failure, and tries again', async () => {
    vi.useFakeTimers();
    try {
      const { sealer, problems, background } = sealing();
      sealer.failures = 2;
      background.acknowledged();
      await vi.advanceTimersByTimeAsync(20_000);
      expect(sealer.asked).toEqual([1, 1, 1]);
      expect(problems).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does nothing more once it is closed', async () => {
    vi.useFakeTimers();
    try {
      const { sealer, background } = sealing();
      background.acknowledged();
      await background.close();
      background.acknowledged();
      await vi.advanceTimersByTimeAsync(60_000);
      expect(sealer.asked).toEqual([-1]);
    } finally {
      vi.useRealTimers();
    }
  });
});
