import { describe, expect, it } from 'vitest';
import { ObservedRecords } from '../../../hub/audit/observed-records.ts';
import type { CompletionRecord, IntentRecord } from '../../../hub/audit/record.ts';
import type { RecordStore } from '../../../hub/gateway/ports.ts';
import { sampleCompletion, sampleIntent, seal } from './record-samples.ts';

const intent = seal(sampleIntent('01J', 1_760_000_000_000));
const completion = seal(sampleCompletion('01J', 1_760_000_000_400));

/** A store that says in which order things happened. */
function observedStore(change: Partial<RecordStore> = {}) {
  const events: string[] = [];
  const told: { intent: IntentRecord; completion: CompletionRecord }[] = [];
  const store: RecordStore = {
    async putIntent() {
      events.push('intent durable');
    },
    async putCompletion() {
      events.push('completion durable');
    },
    get: async () => ({ intent: intent.record }),
    orphans: async function* () {
      yield intent.record;
    },
    latest: async (limit) => [{ intent: intent.record }].slice(0, limit),
    ...change,
  };
  const records = new ObservedRecords(store, {
    onCall(about, end) {
      events.push('told');
      told.push({ intent: about, completion: end });
    },
  });
  return { records, events, told };
}

describe('ObservedRecords', () => {
  it('tells of a call once, and only when both of its records are durable', async () => {
    const { records, events, told } = observedStore();
    await records.putIntent(intent);
    await records.putCompletion(completion);
    expect(events).toEqual(['intent durable', 'completion durable', 'told']);
    expect(told).toEqual([{ intent: intent.record, completion: completion.record }]);
  });

  it('tells nothing of a call whose completion could not be written, and passes the failure on', async () => {
    const { records, told } = observedStore({ putCompletion: () => Promise.reject(new Error('the disk is full')) });
    await records.putIntent(intent);
    await expect(records.putCompletion(completion)).rejects.toThrow('the disk is full');
    expect(told).toEqual([]);
  });

  it('tells nothing of a completion whose intent it has not seen', async () => {
    const { records, events } = observedStore({ putIntent: () => Promise.reject(new Error('the disk is full')) });
    await expect(records.putIntent(intent)).rejects.toThrow('the disk is full');
    await records.putCompletion(completion);
    expect(events).toEqual(['completion durable']);
  });

  it('does not let an observer that fails fail the write', async () => {
    const { records } = observedStore();
    const failing = new ObservedRecords(records, {
      onCall() {
        throw new Error('nowhere to write the line');
      },
    });
    await failing.putIntent(intent);
    await expect(failing.putCompletion(completion)).resolves.toBeUndefined();
  });

  it('reads through to the store', async () => {
    const { records } = observedStore();
    expect(await records.get('01J')).toEqual({ intent: intent.record });
    expect(await records.latest(1)).toEqual([{ intent: intent.record }]);
    expect(await Array.fromAsync(records.orphans(0))).toEqual([intent.record]);
  });
});
