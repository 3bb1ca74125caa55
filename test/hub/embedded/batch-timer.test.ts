import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BatchTimer } from '../../../hub/embedded/batch-timer.ts';

describe('BatchTimer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const timer = (callsInFlight: number) => {
    const close = vi.fn();
    return { close, batch: new BatchTimer(close, () => callsInFlight) };
  };

  it('closes the batch of a call that is alone before it returns', () => {
    const { close, batch } = timer(1);
    batch.joined(1);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('waits for company where there is company, but not for ever', () => {
    const { close, batch } = timer(8);
    batch.joined(1);
    vi.advanceTimersByTime(1);
    expect(close).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('waits no longer once half of the calls in flight have joined', () => {
    const { close, batch } = timer(8);
    for (let waiting = 1; waiting <= 4; waiting += 1) batch.joined(waiting);
    expect(close).not.toHaveBeenCalled();
    vi.advanceTimersToNextTimer();
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('closes a batch once, however many joined, and then starts anew', () => {
    const { close, batch } = timer(4);
    batch.opened();
    batch.joined(1);
    batch.joined(2);
    batch.joined(3);
    vi.advanceTimersByTime(50);
    expect(close).toHaveBeenCalledTimes(1);
    batch.joined(1);
    vi.advanceTimersByTime(50);
    expect(close).toHaveBeenCalledTimes(2);
  });

  it('closes a batch in which nobody waits', () => {
    const { close, batch } = timer(1);
    batch.opened();
    expect(close).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2);
    expect(close).toHaveBeenCalledTimes(1);
  });
});
