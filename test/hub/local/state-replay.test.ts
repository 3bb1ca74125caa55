import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recoverPacks } from '../../../hub/audit/pack-recovery.ts';
import { reconcileHolds } from '../../../hub/cost/reconcile-holds.ts';
import { StateReplay } from '../../../hub/local/state-replay.ts';
import { SqliteReviews } from '../../../hub/reviews/sqlite-reviews.ts';
import { sampleCompletion, sampleIntent, seal } from '../audit/record-samples.ts';
import { type OpenState, openState } from '../embedded/open-state.ts';
import { newStateDirectory } from './state-directory.ts';

const nowMs = Date.UTC(2026, 10, 20, 12);
const clock = { now: () => nowMs };
const none = { requests: null, tokens: null, costNanos: null };
const limits = { maxOutputTokens: 1, minute: none, day: none, month: none };
const amount = { requests: 1, tokens: 1000, costNanos: 9_000_000 };

async function begin({ ledger, records }: OpenState, recordId: string): Promise<void> {
  await ledger.reserve({ holdId: recordId, application: 'app', limits, amount, nowMs, expiresAtMs: nowMs + 60_000 });
  const reservation = { holdId: recordId, ...amount, priceVersion: '1' };
  const sample = sampleIntent(recordId, nowMs);
  await records.putIntent(seal({ ...sample, reservation, caller: { ...sample.caller, application: 'app' } }));
}

async function complete({ records, evidence }: OpenState, recordId: string): Promise<void> {
  const body = Buffer.from(`content of ${recordId}`);
  const location = await evidence.put({ key: `content/${recordId}`, body, retainUntilMs: nowMs });
  await records.putCompletion(seal(sampleCompletion(recordId, nowMs, { content: { ...location, dataKeyId: 'key' } })));
}

/** A call whose answer was flagged, as the golden path writes it: the review, then the completion that names it. */
async function completeFlagged(state: OpenState, recordId: string): Promise<void> {
  const reasons = [{ reason: 'unsupported_figures', count: 3, factor: 0.4 }];
  const { response, ...rest } = sampleCompletion(recordId, nowMs);
  if (response === null) throw new Error('the sample was answered');
  const judged = { ...response, confidence: { score: 0.4, reasons }, review: { state: 'open' } } as const;
  await new SqliteReviews(state.store).open({
    recordId,
    application: 'app',
    score: 0.4,
    reasons: [{ code: 'unsupported_figures', count: 3 }],
    openedAtMs: nowMs,
  });
  await state.records.putCompletion(seal({ ...rest, response: judged }));
}

/** A power failure takes what the database was not synced for; the log, which was, stays. */
function loseDatabase(running: string, databaseOf: string, failed: string): void {
  cpSync(join(running, 'evidence'), join(failed, 'evidence'), { recursive: true });
  for (const name of readdirSync(databaseOf).filter((file) => file.startsWith('gatehouse.db')))
    cpSync(join(databaseOf, name), join(failed, name));
}

it('takes out of the log what a power failure took from the database: records, reservations and what was used', async () => {
  const running = newStateDirectory();
  const earlier = newStateDirectory();
  const state = openState(running.path, clock);
  await begin(state, 'settled-before');
  await complete(state, 'settled-before');
  await state.ledger.settle('app', 'settled-before', { requests: 1, tokens: 425, costNanos: 2_400_000 }, nowMs);
  await begin(state, 'intent-before');
  await state.store.durable();
  cpSync(running.path, earlier.path, { recursive: true });
  await complete(state, 'intent-before');
  await begin(state, 'lost-and-finished');
  await complete(state, 'lost-and-finished');
  await state.ledger.settle('app', 'lost-and-finished', { requests: 1, tokens: 425, costNanos: 2_400_000 }, nowMs);
  await begin(state, 'lost-and-cut-off');
  const after = newStateDirectory();
  const failed = after.path;
  loseDatabase(running.path, earlier.path, failed);
  await state.close();

  for (let start = 0; start < 2; start += 1) {
    const again = openState(failed, clock);
    const replay = new StateReplay({ ...again, reviews: new SqliteReviews(again.store) }, 60);
    expect(await recoverPacks(join(failed, 'evidence'), replay)).toEqual([]);
    await reconcileHolds({ ledger: again.ledger, records: again.records, clock }, ['app']);
    for (const id of ['settled-before', 'intent-before', 'lost-and-finished']) {
      const { completion } = await again.records.get(id);
      expect(Buffer.from(await again.evidence.get(completion!.content!)).toString()).toBe(`content of ${id}`);
    }
    const orphans = await Array.fromAsync(again.records.orphans(nowMs + 1));
    expect(orphans.map(({ recordId }) => recordId)).toEqual(['lost-and-cut-off']);
    const { windows, holds } = await again.ledger.usage('app', nowMs);
    expect(holds).toMatchObject([{ holdId: 'lost-and-cut-off', expiresAtMs: nowMs + 60_000, amount }]);
    expect(windows.day).toMatchObject({ requests: 4, tokens: 3 * 425 + 1000 });
    await again.close();
  }
  running.remove();
  earlier.remove();
  after.remove();
});

it('opens a review again that a power failure took from the database, and one that it did not only once', async () => {
  const running = newStateDirectory();
  const earlier = newStateDirectory();
  const after = newStateDirectory();
  const state = openState(running.path, clock);
  await begin(state, 'flagged-before');
  await completeFlagged(state, 'flagged-before');
  await state.store.durable();
  cpSync(running.path, earlier.path, { recursive: true });
  await begin(state, 'flagged-and-lost');
  await completeFlagged(state, 'flagged-and-lost');
  loseDatabase(running.path, earlier.path, after.path);
  await state.close();

  for (let start = 0; start < 2; start += 1) {
    const again = openState(after.path, clock);
    const reviews = new SqliteReviews(again.store);
    await recoverPacks(join(after.path, 'evidence'), new StateReplay({ ...again, reviews }, 60));
    expect(await reviews.list({ state: 'open', limit: 10 })).toMatchObject(
      ['flagged-and-lost', 'flagged-before'].map((recordId) => ({
        recordId,
        application: 'app',
        score: 0.4,
        reasons: [{ code: 'unsupported_figures', count: 3 }],
      })),
    );
    await again.close();
  }
  for (const directory of [running, earlier, after]) directory.remove();
});
