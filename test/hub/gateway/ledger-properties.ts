import fc from 'fast-check';
import { expect } from 'vitest';
import type { Consumption, Ledger } from '../../../hub/gateway/ports.ts';
import { capped, day, minute, noon, request } from './ledger-samples.ts';

/** Any interleaving of reservations, settlements, releases and time keeps every cap, and after the last settlement only what was used remains. */
export async function checkLedgerProperties(ledger: Ledger, application: () => string, numRuns: number): Promise<void> {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 40 }), (steps) =>
    playAndCheck(ledger, application(), steps),
  );
  await fc.assert(property, { numRuns });
}

const limitsOfProperty = capped({
  minute: { requests: 4, tokens: 300, costNanos: null },
  day: { requests: null, tokens: 900, costNanos: 60_000 },
  month: { requests: 40, tokens: null, costNanos: 200_000 },
});

const step = fc.oneof(
  fc.record({
    kind: fc.constant('reserve' as const),
    tokens: fc.nat(120),
    costNanos: fc.nat(20_000),
    holdMs: fc.nat(90_000),
  }),
  fc.record({ kind: fc.constant('settle' as const), pick: fc.nat(), share: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ kind: fc.constant('release' as const) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 20_000, minute, day, 31 * day) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Live {
  readonly holdId: string;
  readonly amount: Consumption;
  readonly monthStart: number;
}

/** Plays the steps on a ledger and beside it on a plain model of what must be true. */
async function playAndCheck(ledger: Ledger, application: string, steps: readonly Step[]): Promise<void> {
  let nowMs = noon;
  let live: Live[] = [];
  const spent = new Map<number, number>();
  const settle = async (hold: Live, share: number) => {
    const actual = {
      requests: 1,
      tokens: shareOf(hold.amount.tokens, share),
      costNanos: shareOf(hold.amount.costNanos, share),
    };
    expect(await ledger.settle(application, hold.holdId, actual, nowMs)).toBe(true);
    spent.set(hold.monthStart, (spent.get(hold.monthStart) ?? 0) + actual.costNanos);
    live = live.filter((other) => other !== hold);
  };
  for (const [index, next] of steps.entries()) {
    if (next.kind === 'wait') nowMs += next.ms;
    if (next.kind === 'release') {
      const gone = new Set(
        (await ledger.releaseExpired(nowMs))
          .filter((hold) => hold.application === application)
          .map((hold) => hold.holdId),
      );
      live = live.filter((hold) => !gone.has(hold.holdId));
    }
    if (next.kind === 'settle' && live.length > 0) await settle(live[next.pick % live.length]!, next.share);
    if (next.kind === 'reserve') {
      const amount = { requests: 1, tokens: next.tokens, costNanos: next.costNanos };
      const asked = request({
        application,
        limits: limitsOfProperty,
        holdId: `hold-${index}`,
        amount,
        nowMs,
        expiresAtMs: nowMs + next.holdMs,
      });
      const date = new Date(nowMs);
      const monthStart = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
      if ((await ledger.reserve(asked)).kind === 'held') live.push({ holdId: asked.holdId, amount, monthStart });
    }
    await expectWithinCaps(ledger, application, nowMs);
  }
  for (const hold of [...live]) await settle(hold, 50);
  const usage = await ledger.usage(application, nowMs);
  expect(usage.holds).toEqual([]);
  expect(usage.windows.month.costNanos).toBe(spent.get(usage.windows.month.startMs) ?? 0);
}

async function expectWithinCaps(ledger: Ledger, application: string, nowMs: number): Promise<void> {
  const { windows } = await ledger.usage(application, nowMs);
  for (const window of ['minute', 'day', 'month'] as const) {
    for (const dimension of ['requests', 'tokens', 'costNanos'] as const) {
      expect(windows[window][dimension]).toBeGreaterThanOrEqual(0);
      expect(windows[window][dimension]).toBeLessThanOrEqual(
        limitsOfProperty[window][dimension] ?? Number.MAX_SAFE_INTEGER,
      );
    }
  }
}

function shareOf(amount: number, percent: number): number {
  return Math.floor((amount * percent) / 100);
}
