import { describe, expect, it } from 'vitest';
import { reconcileHolds } from '../../../hub/cost/reconcile-holds.ts';
import { sampleCompletion, sampleIntent, seal } from '../audit/record-samples.ts';
import { openState } from '../embedded/open-state.ts';
import { newStateDirectory } from '../local/state-directory.ts';

const nowMs = Date.UTC(2026, 10, 20, 12);
const none = { requests: null, tokens: null, costNanos: null };
const limits = { maxOutputTokens: 1, minute: none, day: none, month: none };

describe('reconcileHolds', () => {
  it('settles holds whose completion is durable, once, and leaves calls under way alone', async () => {
    const directory = newStateDirectory();
    const clock = { now: () => nowMs };
    const state = openState(directory.path, clock);
    const ports = { ledger: state.ledger, records: state.records, clock };
    for (const holdId of ['finished', 'running', 'refused']) {
      const amount = { requests: 1, tokens: 1000, costNanos: 9000 };
      await ports.ledger.reserve({ holdId, application: 'app', limits, amount, nowMs, expiresAtMs: nowMs + 1 });
      await ports.records.putIntent(seal(sampleIntent(holdId, nowMs)));
    }
    await ports.records.putCompletion(seal(sampleCompletion('finished', nowMs)));
    await ports.records.putCompletion(seal(sampleCompletion('refused', nowMs, { outcome: 'refused', usage: null })));

    expect(await reconcileHolds(ports, ['app', 'other'])).toBe(2);
    expect(await reconcileHolds(ports, ['app', 'other'])).toBe(0);
    const usage = await ports.ledger.usage('app', nowMs);
    expect(usage.holds.map((hold) => hold.holdId)).toEqual(['running']);
    expect(usage.windows.day).toMatchObject({ requests: 3, tokens: 425 + 1000, costNanos: 2_400_000 + 9000 });
    await state.close();
    directory.remove();
  });
});
