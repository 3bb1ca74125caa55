import { describe, expect, it } from 'vitest';
import { MemoryReplayGuard } from '../../../../hub/gateway/sigv4/replay-guard.ts';

const day = Date.UTC(2026, 10, 20);
const minutes = 60_000;

describe('a replay guard', () => {
  it('admits equal calls of one second, and again within the repeat window', () => {
    const guard = new MemoryReplayGuard({ repeatSeconds: 15 });
    expect(guard.admit('a', day, day)).toBe(true);
    expect(guard.admit('a', day, day + 15_000)).toBe(true);
    expect(guard.size).toBe(1);
  });

  it('refuses a second sight after the window, however often it is tried', () => {
    const guard = new MemoryReplayGuard({ repeatSeconds: 15 });
    guard.admit('a', day, day);
    expect(guard.admit('a', day, day + 15_001)).toBe(false);
    expect(guard.admit('a', day, day + 5 * minutes)).toBe(false);
  });

  it('admits the first call of a caller with a slow or a fast clock, and refuses its second', () => {
    const guard = new MemoryReplayGuard();
    expect(guard.admit('slow', day - 4 * minutes, day)).toBe(true);
    expect(guard.admit('slow', day - 4 * minutes, day)).toBe(false);
    expect(guard.admit('fast', day + 4 * minutes, day)).toBe(true);
    expect(guard.admit('fast', day + 4 * minutes, day + 9 * minutes)).toBe(false);
  });

  it('remembers a signature for as long as its date is acceptable, across generations', () => {
    const guard = new MemoryReplayGuard();
    guard.admit('a', day + 9 * minutes, day + 9 * minutes);
    guard.admit('b', day + 11 * minutes, day + 11 * minutes);
    expect(guard.admit('a', day + 9 * minutes, day + 14 * minutes)).toBe(false);
  });

  it('forgets whole generations once no date of theirs is acceptable', () => {
    const guard = new MemoryReplayGuard();
    for (let minute = 0; minute < 120; minute += 1)
      guard.admit(`s${minute}`, day + minute * minutes, day + minute * minutes);
    expect(guard.size).toBeLessThanOrEqual(30);
  });

  it('holds no more signatures than its capacity for each generation', () => {
    const guard = new MemoryReplayGuard({ capacity: 10 });
    for (let call = 0; call < 1_000; call += 1) guard.admit(`s${call}`, day, day);
    expect(guard.size).toBe(10);
  });

  it('when full still admits fresh signatures, and refuses late ones that it may have forgotten', () => {
    const guard = new MemoryReplayGuard({ capacity: 1 });
    guard.admit('kept', day, day);
    expect(guard.admit('forgotten', day, day)).toBe(true);
    expect(guard.admit('another', day, day + 10_000)).toBe(true);
    expect(guard.admit('forgotten', day, day + 16_000)).toBe(false);
    expect(guard.admit('kept', day, day + 16_000)).toBe(false);
    expect(guard.admit('never seen', day, day + 16_000)).toBe(false);
  });

  it('that is exactly full has forgotten nothing', () => {
    const guard = new MemoryReplayGuard({ capacity: 2 });
    guard.admit('a', day, day);
    expect(guard.admit('b', day, day + 16_000)).toBe(true);
    expect(guard.admit('b', day, day + 17_000)).toBe(false);
  });

  it('recovers with the next generation', () => {
    const guard = new MemoryReplayGuard({ capacity: 1 });
    guard.admit('a', day, day);
    guard.admit('b', day, day);
    expect(guard.admit('c', day + 11 * minutes, day + 12 * minutes)).toBe(true);
  });
});
