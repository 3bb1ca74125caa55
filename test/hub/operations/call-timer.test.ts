import { describe, expect, it } from 'vitest';
import { CallTimer } from '../../../hub/operations/call-timer.ts';

function timer(receivedAtMs = 1000) {
  const clock = { at: receivedAtMs, now: () => clock.at };
  return { clock, timer: new CallTimer(receivedAtMs, clock) };
}

describe('the timer of a call', () => {
  it('takes the time of both writes of evidence, of the first piece and of the whole', async () => {
    const { clock, timer: call } = timer();
    await call.time('intent', async () => {
      clock.at += 7;
    });
    clock.at += 100;
    call.piece();
    clock.at += 400;
    call.piece();
    const written = await call.time('completion', async () => {
      clock.at += 20;
      return 'written';
    });
    expect(written).toBe('written');
    expect(call.timings()).toEqual({ totalMs: 527, firstPieceMs: 107, intentMs: 7, completionMs: 20 });
  });

  it('knows of no first piece where nothing left', () => {
    expect(timer().timer.timings()).toEqual({ totalMs: 0, firstPieceMs: null, intentMs: 0, completionMs: 0 });
  });

  it('takes the time of a write that fails, and passes the failure on', async () => {
    const { clock, timer: call } = timer();
    const failing = call.time('completion', async () => {
      clock.at += 3;
      throw new Error('no disk');
    });
    await expect(failing).rejects.toThrow('no disk');
    expect(call.timings().completionMs).toBe(3);
  });

  it('makes no negative times of a clock that was set back', async () => {
    const { clock, timer: call } = timer();
    await call.time('intent', async () => {
      clock.at -= 5000;
    });
    call.piece();
    expect(call.timings()).toEqual({ totalMs: 0, firstPieceMs: 0, intentMs: 0, completionMs: 0 });
  });
});
