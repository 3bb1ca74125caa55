import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReviewDecision, ReviewItem, ReviewStore } from '../../../hub/reviews/review.ts';
import { expectFault } from '../gateway/faults.ts';

const startMs = Date.UTC(2026, 10, 20, 9);

interface Opened {
  readonly reviews: ReviewStore;
  close(): Promise<void>;
}

/** What every review store must do. `open` answers an empty one. */
export function describeReviews(name: string, open: () => Promise<Opened>): void {
  describe(`${name} keeps the review contract`, () => {
    let opened: Opened;
    let reviews: ReviewStore;
    let last = 0;
    beforeAll(async () => {
      opened = await open();
      reviews = opened.reviews;
    });
    afterAll(() => opened.close());

    const fresh = (over: Partial<ReviewItem> = {}): ReviewItem => {
      last += 1;
      return {
        recordId: `V${String(last).padStart(25, '0')}`,
        application: 'claims-assistant',
        score: 0.412,
        reasons: [{ code: 'unsupported_figures', count: 3 }],
        openedAtMs: startMs + last * 1000,
        ...over,
      };
    };
    const decision = (over: Partial<ReviewDecision> = {}): ReviewDecision => ({
      verdict: 'confirmed',
      principal: 'os-user/ann',
      atMs: startMs + 3_600_000,
      note: null,
      ...over,
    });

    it('answers nothing for an id that it never saw', async () => {
      for (const id of ['unknown', '__proto__', "' OR 1=1 --", '']) expect(await reviews.get(id)).toBeUndefined();
      expect(await reviews.decide('unknown', decision(), 0)).toEqual({ kind: 'unknown' });
    });

    it('gives an item back as it was opened', async () => {
      const item = fresh();
      await reviews.open(item);
      expect(await reviews.get(item.recordId)).toEqual({ ...item, state: 'open', decisions: [] });
    });

    it('takes the same item again, and no other under its id', async () => {
      const item = fresh();
      await reviews.open(item);
      await reviews.open({ ...item });
      await expectFault(reviews.open({ ...item, score: 0.9 }), 'record_conflict');
      expect((await reviews.get(item.recordId))?.score).toBe(0.412);
    });

    it('keeps who decided what, when and why', async () => {
      const item = fresh();
      await reviews.open(item);
      const first = decision({ note: 'größer als 日本 🗾 "quoted"' });
      const outcome = await reviews.decide(item.recordId, first, 0);
      expect(outcome).toEqual({ kind: 'decided', review: { ...item, state: 'confirmed', decisions: [first] } });
      expect(await reviews.get(item.recordId)).toEqual({ ...item, state: 'confirmed', decisions: [first] });
    });

    it('keeps the first decision when a second one corrects it', async () => {
      const item = fresh();
      await reviews.open(item);
      const [first, second] = [decision(), decision({ verdict: 'dismissed', principal: 'os-user/bob' })];
      await reviews.decide(item.recordId, first, 0);
      await reviews.decide(item.recordId, second, 1);
      const review = await reviews.get(item.recordId);
      expect(review?.state).toBe('dismissed');
      expect(review?.decisions).toEqual([first, second]);
    });

    it.each([0, 2, 7, -1])('writes nothing for who saw %i decisions where there is one', async (seen) => {
      const item = fresh();
      await reviews.open(item);
      await reviews.decide(item.recordId, decision(), 0);
      const outcome = await reviews.decide(item.recordId, decision({ verdict: 'dismissed' }), seen);
      expect(outcome.kind).toBe('overtaken');
      expect((await reviews.get(item.recordId))?.decisions).toEqual([decision()]);
    });

    it('lets one of many who decide at once be the first', async () => {
      const item = fresh();
      await reviews.open(item);
      const people = Array.from({ length: 8 }, (_, at) => decision({ principal: `os-user/p${at}` }));
      const outcomes = await Promise.all(people.map((one) => reviews.decide(item.recordId, one, 0)));
      expect(outcomes.filter(({ kind }) => kind === 'decided')).toHaveLength(1);
      expect((await reviews.get(item.recordId))?.decisions).toHaveLength(1);
    });

    it('lists open items, those that wait longest first', async () => {
      const application = 'list-open';
      const items = [fresh({ application }), fresh({ application }), fresh({ application })];
      for (const item of items.toReversed()) await reviews.open(item);
      const found = await reviews.list({ state: 'open', application, limit: 10 });
      expect(found.map(({ recordId }) => recordId)).toEqual(items.map(({ recordId }) => recordId));
    });

    it('lists decided items by the last decision, newest first', async () => {
      const application = 'list-decided';
      const [one, two, three] = [fresh({ application }), fresh({ application }), fresh({ application })];
      for (const item of [one, two, three]) await reviews.open(item);
      await reviews.decide(two.recordId, decision({ atMs: startMs + 1 }), 0);
      await reviews.decide(one.recordId, decision({ atMs: startMs + 2 }), 0);
      await reviews.decide(three.recordId, decision({ atMs: startMs + 3 }), 0);
      await reviews.decide(three.recordId, decision({ verdict: 'dismissed', atMs: startMs + 4 }), 1);
      const ids = async (state: 'open' | 'confirmed' | 'dismissed') =>
        (await reviews.list({ state, application, limit: 10 })).map(({ recordId }) => recordId);
      expect(await ids('open')).toEqual([]);
      expect(await ids('confirmed')).toEqual([one.recordId, two.recordId]);
      expect(await ids('dismissed')).toEqual([three.recordId]);
    });

    it('lists every application where none is named, and no more than the limit', async () => {
      await reviews.open(fresh({ application: 'one' }));
      await reviews.open(fresh({ application: 'two' }));
      const found = await reviews.list({ state: 'open', limit: 1000 });
      expect(new Set(found.map(({ application }) => application))).toContain('one');
      expect(new Set(found.map(({ application }) => application))).toContain('two');
      expect(await reviews.list({ state: 'open', limit: 1 })).toHaveLength(1);
    });

    it('finds nothing under names that look like queries', async () => {
      for (const application of ["' OR '1'='1", '__proto__', '#open']) {
        expect(await reviews.list({ state: 'open', application, limit: 5 })).toEqual([]);
      }
    });
  });
}
