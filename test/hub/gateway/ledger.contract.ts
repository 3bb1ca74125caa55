import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Consumption, Ledger } from '../../../hub/gateway/ports.ts';
import { expectFault } from './faults.ts';
import { checkLedgerProperties } from './ledger-properties.ts';
import { capped, day, minute, noon, request, uncapped } from './ledger-samples.ts';

interface Opened {
  readonly ledger: Ledger;
  close(): Promise<void>;
}

/** What every ledger must do, whatever is behind it. `runs` bounds the property tests, which cost more over a network. */
export function describeLedger(name: string, open: () => Promise<Opened>, runs: number): void {
  describe(`${name} keeps the ledger contract`, () => {
    let opened: Opened;
    let ledger: Ledger;
    let applications = 0;
    beforeAll(async () => {
      opened = await open();
      ledger = opened.ledger;
    });
    afterAll(() => opened.close());
    const fresh = () => {
      applications += 1;
      return `app-${applications}`;
    };
    const usedIn = async (application: string, nowMs: number) => (await ledger.usage(application, nowMs)).windows;

    it('holds an amount that fits, and counts it in all three windows', async () => {
      const application = fresh();
      expect(await ledger.reserve(request({ application }))).toEqual({ kind: 'held' });
      const windows = await usedIn(application, noon);
      const counted = { requests: 1, tokens: 100, costNanos: 5000 };
      expect(windows.minute).toEqual({ startMs: Date.UTC(2026, 10, 20, 12), ...counted });
      expect(windows.day).toEqual({ startMs: Date.UTC(2026, 10, 20), ...counted });
      expect(windows.month).toEqual({ startMs: Date.UTC(2026, 10, 1), ...counted });
    });

    it('lists the hold with its amount and expiry', async () => {
      const application = fresh();
      await ledger.reserve(request({ application, holdId: 'h' }));
      expect((await ledger.usage(application, noon)).holds).toEqual([
        {
          holdId: 'h',
          application,
          amount: { requests: 1, tokens: 100, costNanos: 5000 },
          expiresAtMs: noon + 15 * minute,
        },
      ]);
    });

    it('reports nothing used for an application that it never saw', async () => {
      const usage = await ledger.usage(fresh(), noon);
      expect(usage.holds).toEqual([]);
      expect(usage.windows.month).toEqual({ startMs: Date.UTC(2026, 10, 1), requests: 0, tokens: 0, costNanos: 0 });
    });

    it('refuses what does not fit beside the holds of others, and says until when', async () => {
      const application = fresh();
      const limits = capped({ minute: { ...uncapped, tokens: 150 } });
      await ledger.reserve(request({ application, limits, holdId: 'first' }));
      expect(await ledger.reserve(request({ application, limits, holdId: 'second' }))).toEqual({
        kind: 'exceeded',
        window: 'minute',
        dimension: 'tokens',
        limit: 150,
        retryAfterSeconds: 30,
      });
      expect((await usedIn(application, noon)).minute.tokens).toBe(100);
    });

    it('takes the last unit of a cap, and not one more', async () => {
      const application = fresh();
      const limits = capped({ day: { ...uncapped, costNanos: 10_000 } });
      expect((await ledger.reserve(request({ application, limits, holdId: 'a' }))).kind).toBe('held');
      expect((await ledger.reserve(request({ application, limits, holdId: 'b' }))).kind).toBe('held');
      const third = await ledger.reserve(
        request({ application, limits, holdId: 'c', amount: { requests: 0, tokens: 0, costNanos: 1 } }),
      );
      expect(third).toMatchObject({ kind: 'exceeded', window: 'day', dimension: 'costNanos', limit: 10_000 });
    });

    it.each(['minute', 'day', 'month'] as const)(
      'refuses for ever a call that exceeds the %s cap by itself',
      async (window) => {
        const limits = capped({ [window]: { ...uncapped, costNanos: 4999 } });
        expect(await ledger.reserve(request({ application: fresh(), limits }))).toEqual({
          kind: 'exceeded',
          window,
          dimension: 'costNanos',
          limit: 4999,
          retryAfterSeconds: Number.POSITIVE_INFINITY,
        });
      },
    );

    it('counts a hold once however often it is asked for', async () => {
      const application = fresh();
      await ledger.reserve(request({ application, holdId: 'same' }));
      expect(await ledger.reserve(request({ application, holdId: 'same' }))).toEqual({ kind: 'held' });
      expect((await usedIn(application, noon)).day.requests).toBe(1);
    });

    it('keeps applications apart', async () => {
      const limits = capped({ minute: { ...uncapped, requests: 1 } });
      const [one, other] = [fresh(), fresh()];
      await ledger.reserve(request({ application: one, limits }));
      expect((await ledger.reserve(request({ application: other, limits }))).kind).toBe('held');
    });

    it('takes names that are also names of object prototypes', async () => {
      expect((await ledger.reserve(request({ application: '__proto__', holdId: 'constructor' }))).kind).toBe('held');
      expect((await ledger.usage('__proto__', noon)).holds).toHaveLength(1);
      expect(await ledger.settle('__proto__', 'toString', usedUp(1), noon)).toBe(false);
      expect(await ledger.settle('__proto__', 'constructor', usedUp(1), noon)).toBe(true);
    });

    it('replaces a settled hold by what was used', async () => {
      const application = fresh();
      await ledger.reserve(request({ application, holdId: 'h' }));
      expect(await ledger.settle(application, 'h', { requests: 1, tokens: 40, costNanos: 1234 }, noon + 2000)).toBe(
        true,
      );
      const usage = await ledger.usage(application, noon);
      expect(usage.holds).toEqual([]);
      expect(usage.windows.month).toMatchObject({ requests: 1, tokens: 40, costNanos: 1234 });
    });

    it('charges more than was held where more was used', async () => {
      const application = fresh();
      await ledger.reserve(request({ application, holdId: 'h' }));
      await ledger.settle(application, 'h', { requests: 1, tokens: 170, costNanos: 9000 }, noon);
      expect((await usedIn(application, noon)).minute).toMatchObject({ tokens: 170, costNanos: 9000 });
    });

    it('settles once: a second settlement changes nothing', async () => {
      const application = fresh();
      await ledger.reserve(request({ application, holdId: 'h' }));
      const answers = await Promise.all(
        [1, 2, 3, 4].map((tokens) => ledger.settle(application, 'h', usedUp(tokens), noon)),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await ledger.settle(application, 'h', usedUp(9), noon)).toBe(false);
      expect([1, 2, 3, 4]).toContain((await usedIn(application, noon)).minute.tokens);
    });

    it('settles nothing that was never held', async () => {
      expect(await ledger.settle(fresh(), 'unknown', usedUp(5), noon)).toBe(false);
    });

    it('counts a call in the windows that it was reserved in, though it ends in later ones', async () => {
      const application = fresh();
      await ledger.reserve(request({ application, holdId: 'early' }));
      await ledger.reserve(request({ application, holdId: 'late', nowMs: noon + minute }));
      await ledger.settle(application, 'early', usedUp(10), noon + minute);
      const windows = await usedIn(application, noon + minute);
      expect(windows.minute.tokens).toBe(100);
      expect(windows.day.tokens).toBe(110);
    });

    it('begins a new minute, day and month with nothing used', async () => {
      const application = fresh();
      const limits = capped({
        minute: { ...uncapped, requests: 1 },
        day: { ...uncapped, requests: 2 },
        month: { ...uncapped, requests: 3 },
      });
      const at = async (holdId: string, nowMs: number) =>
        await ledger.reserve(request({ application, limits, holdId, nowMs }));
      expect((await at('1', noon)).kind).toBe('held');
      expect(await at('2', noon)).toMatchObject({ window: 'minute', retryAfterSeconds: 30 });
      expect((await at('3', noon + minute)).kind).toBe('held');
      expect(await at('4', noon + 2 * minute)).toMatchObject({
        window: 'day',
        retryAfterSeconds: (11 * 60 + 57) * 60 + 30,
      });
      expect((await at('5', noon + day)).kind).toBe('held');
      expect(await at('6', noon + 2 * day)).toMatchObject({ window: 'month' });
      expect((await at('7', Date.UTC(2026, 11, 1))).kind).toBe('held');
    });

    it('counts an amount whose clock is behind in the window that the ledger has reached', async () => {
      const application = fresh();
      await ledger.reserve(request({ application, holdId: 'ahead', nowMs: noon + minute }));
      await ledger.reserve(request({ application, holdId: 'behind', nowMs: noon }));
      expect((await usedIn(application, noon + minute)).minute.requests).toBe(2);
      await ledger.settle(application, 'behind', usedUp(1), noon);
      expect((await usedIn(application, noon + minute)).minute.tokens).toBe(101);
    });

    it('gives back expired holds, and only those', async () => {
      const application = fresh();
      await ledger.reserve(request({ application, holdId: 'lost', expiresAtMs: noon + 1000 }));
      await ledger.reserve(request({ application, holdId: 'alive', expiresAtMs: noon + 5000 }));
      const released = await ledger.releaseExpired(noon + 1001);
      expect(released.filter((hold) => hold.application === application).map((hold) => hold.holdId)).toEqual(['lost']);
      const usage = await ledger.usage(application, noon);
      expect(usage.holds.map((hold) => hold.holdId)).toEqual(['alive']);
      expect(usage.windows.day.tokens).toBe(100);
      expect(await ledger.settle(application, 'lost', usedUp(50), noon + 2000)).toBe(false);
    });

    it('keeps a hold until the very millisecond of its expiry has passed', async () => {
      const application = fresh();
      await ledger.reserve(request({ application, holdId: 'h', expiresAtMs: noon }));
      await ledger.releaseExpired(noon);
      expect((await ledger.usage(application, noon)).holds).toHaveLength(1);
    });

    it.each([
      ['a fraction', 0.5],
      ['a negative number', -1],
      ['not a number', Number.NaN],
      ['more than 2^53', 2 ** 53],
    ])('refuses %s as an amount', async (_name, tokens) => {
      const application = fresh();
      await expectFault(
        ledger.reserve(request({ application, amount: { requests: 1, tokens, costNanos: 1 } })),
        'ledger_unavailable',
      );
      await expectFault(
        ledger.settle(application, 'h', { requests: 1, tokens, costNanos: 1 }, noon),
        'ledger_unavailable',
      );
      expect((await usedIn(application, noon)).minute.requests).toBe(0);
    });

    it('holds exactly 50 of 200 parallel reservations under a cap that fits 50', async () => {
      const application = fresh();
      const limits = capped({ day: { ...uncapped, costNanos: 50 * 5000 + 4999 } });
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          ledger.reserve(request({ application, limits, holdId: `hold-${index}` })),
        ),
      );
      expect(outcomes.filter((outcome) => outcome.kind === 'held')).toHaveLength(50);
      const usage = await ledger.usage(application, noon);
      expect(usage.holds).toHaveLength(50);
      expect(usage.windows.day.costNanos).toBe(50 * 5000);
    });

    it('never passes a cap, and ends with the sum of what was used, in any order of calls', async () => {
      await checkLedgerProperties(ledger, fresh, runs);
    });
  });
}

function usedUp(tokens: number): Consumption {
  return { requests: 1, tokens, costNanos: tokens };
}
