import { describe, expect, it } from 'vitest';
import { ReadingTurns } from '../../../../hub/screening/documents/reading-turns.ts';

describe('turns', () => {
  it('never lets more read at a time than there are threads, and lets everybody read', async () => {
    const turns = new ReadingTurns(2, 60_000);
    let reading = 0;
    let most = 0;
    const read = async (value: number) => {
      reading += 1;
      most = Math.max(most, reading);
      await Promise.resolve();
      reading -= 1;
      return value;
    };
    const values = Array.from({ length: 20 }, (_, at) => at);
    expect(await Promise.all(values.map((value) => turns.take(() => read(value))))).toEqual(values);
    expect(most).toBe(2);
  });

  it('come in the order of asking', async () => {
    const turns = new ReadingTurns(1, 60_000);
    const order: number[] = [];
    await Promise.all([1, 2, 3].map((value) => turns.take(async () => order.push(value))));
    expect(order).toEqual([1, 2, 3]);
  });

  it('do not come where all threads stay busy, and whoever gave up takes no turn', async () => {
    const turns = new ReadingTurns(1, 1);
    const busy = Promise.withResolvers<string>();
    const first = turns.take(() => busy.promise);
    expect(await turns.take(async () => 'late')).toBeUndefined();
    busy.resolve('first');
    expect(await first).toBe('first');
    expect(await turns.take(async () => 'next')).toBe('next');
  });

  it('are given back where reading fails', async () => {
    const turns = new ReadingTurns(1, 60_000);
    await expect(turns.take(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await turns.take(async () => 'next')).toBe('next');
  });
});
