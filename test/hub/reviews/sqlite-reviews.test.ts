import { describe, expect, it } from 'vitest';
import { EmbeddedStore } from '../../../hub/embedded/embedded-store.ts';
import { SharedDatabase } from '../../../hub/reviews/shared-database.ts';
import { SqliteReviewReader, SqliteReviews } from '../../../hub/reviews/sqlite-reviews.ts';
import { expectFault } from '../gateway/faults.ts';
import { newStateDirectory } from '../local/state-directory.ts';
import { describeReviews } from './reviews.contract.ts';

describeReviews('SqliteReviews in the hub', async () => {
  const directory = newStateDirectory();
  const store = EmbeddedStore.open(directory.path);
  return {
    reviews: new SqliteReviews(store),
    async close() {
      await store.close();
      directory.remove();
    },
  };
});

describeReviews('SqliteReviews beside a running hub', async () => {
  const directory = newStateDirectory();
  const store = EmbeddedStore.open(directory.path);
  const shared = new SharedDatabase(directory.path);
  return {
    reviews: new SqliteReviews(shared),
    async close() {
      shared.close();
      await store.close();
      directory.remove();
    },
  };
});

const item = {
  recordId: 'V0000000000000000000000001',
  application: 'claims-assistant',
  score: 0.2,
  reasons: [],
  openedAtMs: 1_000,
};
const decision = { verdict: 'confirmed', principal: 'os-user/ann', atMs: 2_000, note: null } as const;

describe('the database of reviews', () => {
  it('lets nobody change or remove what is written', async () => {
    const directory = newStateDirectory();
    const store = EmbeddedStore.open(directory.path);
    const reviews = new SqliteReviews(store);
    await reviews.open(item);
    await reviews.decide(item.recordId, decision, 0);
    for (const sql of [
      "UPDATE reviews SET json = '{}'",
      'DELETE FROM reviews',
      "UPDATE review_decisions SET verdict = 'dismissed'",
      'DELETE FROM review_decisions',
    ]) {
      expect(() => store.prepare(sql).run()).toThrow('written once');
    }
    expect((await reviews.get(item.recordId))?.decisions).toEqual([decision]);
    await store.close();
    directory.remove();
  });

  it('shows a decision that was made beside it to the hub, and the hub goes on writing', async () => {
    const directory = newStateDirectory();
    const store = EmbeddedStore.open(directory.path);
    const hub = new SqliteReviews(store);
    await hub.open(item);
    await store.durable();
    const shared = new SharedDatabase(directory.path);
    await new SqliteReviews(shared).decide(item.recordId, decision, 0);
    shared.close();
    expect((await hub.get(item.recordId))?.state).toBe('confirmed');
    await hub.open({ ...item, recordId: 'V0000000000000000000000002' });
    await store.close();
    const later = EmbeddedStore.openReader(directory.path);
    expect(await new SqliteReviewReader(later).list({ state: 'open', limit: 5 })).toHaveLength(1);
    expect((await new SqliteReviewReader(later).get(item.recordId))?.decisions).toEqual([decision]);
    later.close();
    directory.remove();
  });

  it('has no reviews where a hub never flagged any', async () => {
    const directory = newStateDirectory();
    await EmbeddedStore.open(directory.path).close();
    const reader = EmbeddedStore.openReader(directory.path);
    const reviews = new SqliteReviewReader(reader);
    expect(await reviews.list({ state: 'open', limit: 5 })).toEqual([]);
    expect(await reviews.get(item.recordId)).toBeUndefined();
    reader.close();
    directory.remove();
  });

  it('is not made where no hub has ever run', async () => {
    const directory = newStateDirectory();
    await expectFault(
      Promise.resolve().then(() => new SharedDatabase(directory.path)),
      'record_not_found',
    );
    directory.remove();
  });
});
