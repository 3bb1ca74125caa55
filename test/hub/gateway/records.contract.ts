import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IntentRecord } from '../../../hub/audit/record.ts';
import type { RecordStore } from '../../../hub/gateway/ports.ts';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { sampleCompletion, sampleIntent, seal } from '../audit/record-samples.ts';
import { expectFault, faultOf } from './faults.ts';

/** The time that stores under test believe in. */
export const recordsNow = Date.UTC(2026, 10, 20, 0, 5);
const hour = 3_600_000;

interface Opened {
  readonly records: RecordStore;
  close(): Promise<void>;
}

/** What every record store must do. `open` answers an empty one. */
export function describeRecords(name: string, open: () => Promise<Opened>): void {
  describe(`${name} keeps the record contract`, () => {
    let opened: Opened;
    let records: RecordStore;
    let last = 0;
    beforeAll(async () => {
      opened = await open();
      records = opened.records;
    });
    afterAll(() => opened.close());
    const freshId = () => {
      last += 1;
      return `R${String(last).padStart(25, '0')}`;
    };

    it('answers nothing for an id that it never saw', async () => {
      expect(await records.get('unknown')).toEqual({});
      expect(await records.get('__proto__')).toEqual({});
    });

    it('gives back an intent and its completion, equal to the canonical byte', async () => {
      const id = freshId();
      const [intent, completion] = [sampleIntent(id, recordsNow), sampleCompletion(id, recordsNow + 900)];
      await records.putIntent(seal(intent));
      expect(await records.get(id)).toEqual({ intent });
      await records.putCompletion(seal(completion));
      const found = await records.get(id);
      expect(canonicalJson(found.intent)).toBe(canonicalJson(intent));
      expect(canonicalJson(found.completion)).toBe(canonicalJson(completion));
    });

    it('keeps content that needs care: quotes, lone line feeds, other scripts, keys of prototypes', async () => {
      const id = freshId();
      const parameters = JSON.parse(
        '{"__proto__":"x","constructor":"\\u0000\\n\\"","größe":"日本 🗾"}',
      ) as IntentRecord['request']['parameters'];
      const sample = sampleIntent(id, recordsNow);
      const intent = { ...sample, request: { ...sample.request, parameters } };
      await records.putIntent(seal(intent));
      expect(canonicalJson((await records.get(id)).intent)).toBe(canonicalJson(intent));
    });

    it('accepts a byte-identical retry', async () => {
      const id = freshId();
      await records.putIntent(seal(sampleIntent(id, recordsNow)));
      await records.putIntent(seal(sampleIntent(id, recordsNow)));
      await records.putCompletion(seal(sampleCompletion(id, recordsNow)));
      await records.putCompletion(seal(sampleCompletion(id, recordsNow)));
      expect((await records.get(id)).completion?.recordId).toBe(id);
    });

    it('refuses another intent or completion under the same id, and keeps the first', async () => {
      const id = freshId();
      await records.putIntent(seal(sampleIntent(id, recordsNow)));
      await records.putCompletion(seal(sampleCompletion(id, recordsNow)));
      await expectFault(records.putIntent(seal(sampleIntent(id, recordsNow, { purpose: 'other' }))), 'record_conflict');
      await expectFault(
        records.putCompletion(seal(sampleCompletion(id, recordsNow, { outcome: 'faulted' }))),
        'record_conflict',
      );
      const found = await records.get(id);
      expect(found.intent?.purpose).toBe('claims-triage');
      expect(found.completion?.outcome).toBe('answered');
    });

    it('says nothing of the records in a conflict', async () => {
      const id = freshId();
      await records.putIntent(seal(sampleIntent(id, recordsNow)));
      const fault = await faultOf(records.putIntent(seal(sampleIntent(id, recordsNow, { purpose: 'very-private' }))));
      expect(fault.message).not.toContain('very-private');
      expect(fault.message).not.toContain('claims-triage');
    });

    describe('with a known set of records', () => {
      const ids: string[] = [];
      beforeEach(async () => {
        if (ids.length > 0) return;
        // 130 intents, more than a page of any store, over the midnight before `recordsNow`; every third is completed.
        for (let index = 0; index < 130; index += 1) ids.push(`S${String(index).padStart(25, '0')}`);
        await Promise.all(
          ids.map(async (id, index) => {
            const atMs = recordsNow - 2 * hour + index * 1000 * 60;
            await records.putIntent(seal(sampleIntent(id, atMs)));
            if (index % 3 === 0) await records.putCompletion(seal(sampleCompletion(id, atMs + 500)));
          }),
        );
      });

      it('lists intents without completion, oldest first, received before the given time', async () => {
        const before = recordsNow - 2 * hour + 100 * 60_000;
        const found: string[] = [];
        for await (const intent of records.orphans(before))
          if (intent.recordId.startsWith('S')) found.push(intent.recordId);
        expect(found).toEqual(ids.slice(0, 100).filter((_, index) => index % 3 !== 0));
      });

      it('no longer lists an orphan once it is completed', async () => {
        await records.putCompletion(seal(sampleCompletion(ids[1]!, recordsNow, { outcome: 'faulted' })));
        const found: string[] = [];
        for await (const intent of records.orphans(recordsNow)) found.push(intent.recordId);
        expect(found).not.toContain(ids[1]);
        expect(found).toContain(ids[2]);
      });

      it('lists the newest calls first, with completions where there are any', async () => {
        const newest = await records.latest(120);
        const own = newest.filter(({ intent }) => intent.recordId.startsWith('S'));
        const times = newest.map(({ intent }) => intent.receivedAt);
        expect(newest).toHaveLength(120);
        expect(times).toEqual(times.toSorted().reverse());
        expect(own.at(0)?.intent.recordId).toBe(ids.at(-1));
        expect(own.find(({ intent }) => intent.recordId === ids[126])?.completion?.recordId).toBe(ids[126]);
        expect(own.find(({ intent }) => intent.recordId === ids[127])?.completion).toBeUndefined();
      });

      it('answers no more than it was asked for', async () => {
        expect(await records.latest(3)).toHaveLength(3);
        expect(await records.latest(0)).toEqual([]);
      });
    });
  });
}
