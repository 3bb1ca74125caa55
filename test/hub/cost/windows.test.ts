import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  capOf,
  emptyWindows,
  firstExceeded,
  nothing,
  quotaWindows,
  replaceHeld,
  requireWhole,
  roll,
  secondsUntilNext,
  startsAt,
  startsOf,
} from '../../../hub/cost/windows.ts';
import type { ApplicationLimits } from '../../../shared/config/bundle.ts';
import { expectFault } from '../gateway/faults.ts';

const leapDay = Date.UTC(2028, 1, 29, 23, 59, 59, 999);
const none = { requests: null, tokens: null, costNanos: null };
const unlimited: ApplicationLimits = { maxOutputTokens: 1, minute: none, day: none, month: none };
const one = { requests: 1, tokens: 10, costNanos: 100 };
const times = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2099-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('startsAt', () => {
  it('finds the UTC minute, day and month, on a leap day too', () => {
    expect(startsAt(leapDay)).toEqual({
      minute: Date.UTC(2028, 1, 29, 23, 59),
      day: Date.UTC(2028, 1, 29),
      month: Date.UTC(2028, 1, 1),
    });
  });

  it('is the start of its own window', () => {
    fc.assert(
      fc.property(times, (date) => {
        const starts = startsAt(date.getTime());
        for (const window of quotaWindows) expect(startsAt(starts[window])[window]).toBe(starts[window]);
        expect(starts.month).toBeLessThanOrEqual(starts.day);
        expect(starts.day).toBeLessThanOrEqual(starts.minute);
        expect(starts.minute).toBeLessThanOrEqual(date.getTime());
      }),
    );
  });
});

describe('secondsUntilNext', () => {
  it.each([
    ['minute', Date.UTC(2028, 1, 29, 23, 59, 30), 30],
    ['day', Date.UTC(2028, 1, 29, 23, 0), 3600],
    ['month', Date.UTC(2028, 1, 29), 86_400],
    ['month', Date.UTC(2026, 11, 31), 86_400],
  ] as const)('counts to the end of the %s', (window, nowMs, seconds) => {
    expect(secondsUntilNext(window, startsAt(nowMs)[window], nowMs)).toBe(seconds);
  });

  it('is at least one second, so that nobody retries at once', () => {
    expect(secondsUntilNext('minute', startsAt(leapDay).minute, leapDay)).toBe(1);
    expect(secondsUntilNext('minute', 0, leapDay)).toBe(1);
  });

  it('leads into the next window, never beyond it', () => {
    fc.assert(
      fc.property(times, fc.constantFrom(...quotaWindows), (date, window) => {
        const nowMs = date.getTime();
        const start = startsAt(nowMs)[window];
        const later = nowMs + secondsUntilNext(window, start, nowMs) * 1000;
        expect(startsAt(later)[window]).toBeGreaterThan(start);
        expect(startsAt(later - 1000)[window]).toBe(start);
      }),
    );
  });
});

describe('roll', () => {
  it('keeps the same object within the minute', () => {
    const windows = add(emptyWindows(0), one);
    expect(roll(windows, 59_999)).toBe(windows);
  });

  it('begins the minute anew and keeps day and month', () => {
    const rolled = roll(add(emptyWindows(0), one), 60_000);
    expect(rolled.minute).toEqual({ startMs: 60_000, ...nothing });
    expect(rolled.day).toEqual({ startMs: 0, ...one });
    expect(rolled.month).toEqual({ startMs: 0, ...one });
  });

  it('begins day and month anew at midnight of the first', () => {
    const rolled = roll(add(emptyWindows(leapDay), one), leapDay + 1);
    expect(rolled).toEqual(emptyWindows(leapDay + 1));
  });

  it('never goes back in time', () => {
    const windows = add(emptyWindows(leapDay), one);
    expect(roll(windows, 0)).toBe(windows);
  });
});

describe('firstExceeded', () => {
  it('lets everything pass without caps', () => {
    expect(firstExceeded(add(emptyWindows(0), one), one, unlimited, 0)).toBeUndefined();
  });

  it('refuses a sum that whole numbers cannot hold, even without caps', () => {
    const full = add(emptyWindows(0), { requests: 0, tokens: 0, costNanos: Number.MAX_SAFE_INTEGER });
    expect(firstExceeded(full, one, unlimited, 0)).toMatchObject({
      dimension: 'costNanos',
      limit: Number.MAX_SAFE_INTEGER,
    });
  });

  it('names the window that ends last where several are full', () => {
    const limits = { ...unlimited, minute: { ...none, requests: 1 }, month: { ...none, tokens: 15 } };
    expect(firstExceeded(add(emptyWindows(0), one), one, limits, 0)).toMatchObject({
      window: 'month',
      dimension: 'tokens',
    });
  });

  it('names a cap that the call exceeds alone before one that is merely full', () => {
    const limits = { ...unlimited, minute: { ...none, tokens: 9 }, month: { ...none, requests: 1 } };
    expect(firstExceeded(add(emptyWindows(0), one), one, limits, 0)).toMatchObject({
      window: 'minute',
      retryAfterSeconds: Number.POSITIVE_INFINITY,
    });
  });

  it('takes a cap of zero for what it says', () => {
    const limits = { ...unlimited, day: { ...none, requests: 0 } };
    expect(firstExceeded(emptyWindows(0), one, limits, 0)).toMatchObject({ window: 'day', limit: 0 });
  });
});

describe('replaceHeld', () => {
  it('corrects the windows that the hold was counted in', () => {
    const windows = add(emptyWindows(0), one);
    const actual = { requests: 1, tokens: 4, costNanos: 30 };
    expect(replaceHeld(windows, startsOf(windows), one, actual).minute).toEqual({ startMs: 0, ...actual });
  });

  it('leaves windows alone that began since', () => {
    const reserved = add(emptyWindows(0), one);
    const later = add(roll(reserved, 60_000), one);
    const settled = replaceHeld(later, startsOf(reserved), one, nothing);
    expect(settled.minute).toEqual({ startMs: 60_000, ...one });
    expect(settled.day).toEqual({ startMs: 0, ...one });
  });
});

describe('capOf', () => {
  it('is the cap, or the largest whole number where there is none', () => {
    const limits = { ...unlimited, day: { ...none, tokens: 7 } };
    expect(capOf(limits, 'day', 'tokens')).toBe(7);
    expect(capOf(limits, 'day', 'requests')).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('requireWhole', () => {
  it('accepts zero and the largest whole number', () => {
    expect(() => requireWhole({ requests: 0, tokens: 0, costNanos: Number.MAX_SAFE_INTEGER })).not.toThrow();
  });

  it.each([-1, 0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses %s', async (costNanos) => {
    await expectFault(() => requireWhole({ requests: 1, tokens: 1, costNanos }), 'ledger_unavailable');
  });
});
