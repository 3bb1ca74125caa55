import { describe, expect, it } from 'vitest';
import { CallGate } from '../../../../pipelines/bootstrap/aws/call-gate.ts';
import { backOff, Calls } from '../../../../pipelines/bootstrap/aws/calls.ts';
import { processClock } from '../../../../pipelines/bootstrap/aws/clock.ts';
import { allPages } from '../../../../pipelines/bootstrap/aws/pages.ts';
import { quickClock } from './desk.fixture.ts';

const throttled = () => Promise.reject(Object.assign(new Error('slower'), { name: 'TooManyRequestsException' }));

describe('the gate', () => {
  it('lets as many through as it is wide, in the order in which they came', async () => {
    const gate = new CallGate(3);
    let inside = 0;
    let most = 0;
    const order: number[] = [];
    const calls = Array.from({ length: 20 }, (_, index) =>
      gate.through(async () => {
        order.push(index);
        most = Math.max(most, ++inside);
        await Promise.resolve();
        inside--;
      }),
    );
    await Promise.all(calls);
    expect(most).toBe(3);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('lets the next through where one fails', async () => {
    const gate = new CallGate(1);
    await expect(gate.through(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.through(async () => 1)).toBe(1);
  });
});

describe('a call', () => {
  it('waits anywhere up to twice as long as before, and never longer than the most', () => {
    const latest = { random: () => 0.999 };
    const waits = [0, 1, 2, 3, 50].map((attempt) => Math.round(backOff(attempt, latest)));
    expect(waits).toEqual([200, 400, 799, 1598, 19980]);
    expect(backOff(50, latest, 1_000)).toBeLessThan(1_000);
    expect(backOff(50, { random: () => 0 })).toBe(0);
  });

  it('is given up when its time is over', async () => {
    const clock = quickClock();
    await expect(new Calls(clock, 10_000).make('sts:X', throttled)).rejects.toMatchObject({
      action: 'sts:X',
      reason: 'TooManyRequestsException',
    });
    expect(clock.now()).toBeGreaterThanOrEqual(10_000);
    expect(clock.now()).toBeLessThan(31_000);
  });

  it('is not tried again where that cannot help', async () => {
    const clock = quickClock();
    const refused = () => Promise.reject(Object.assign(new Error('no'), { name: 'InvalidInputException' }));
    await expect(new Calls(clock, 10_000).make('sts:X', refused)).rejects.toMatchObject({
      reason: 'InvalidInputException',
    });
    expect(clock.slept).toEqual([]);
  });

  it('is not made any more once the reading that it belongs to has ended, not even out of its sleep', async () => {
    const stop = new AbortController();
    let sent = 0;
    const calls = new Calls(processClock, 60_000).until(stop.signal);
    const asleep = calls.make('sts:X', () => {
      sent++;
      return throttled();
    });
    await new Promise((resolve) => setTimeout(resolve, 1));
    const before = sent;
    stop.abort();
    await expect(asleep).rejects.toThrow('aborted');
    await expect(calls.make('sts:X', async () => sent++)).rejects.toThrow('aborted');
    expect(sent).toBe(before);
  });
});

describe('a list in pages', () => {
  it('goes on over empty pages, even where they ask for the same place again', async () => {
    const pages = [
      { items: [1], next: 'a' },
      { items: [], next: 'a' },
      { items: undefined, next: 'b' },
      { items: [2], next: undefined },
    ];
    expect(await allPages(async () => pages.shift()!)).toEqual([1, 2]);
  });

  it('is given up where it goes in circles', async () => {
    let asked = 0;
    const circle = async () => ({ items: [], next: String(asked++ % 3) });
    await expect(allPages(circle)).rejects.toMatchObject({ code: 'aws_unavailable' });
    expect(asked).toBeLessThan(100);
  });
});
