import { join } from 'node:path';
import { EvidenceDirectory } from '../../../../hub/audit/evidence-directory.ts';
import { PackLog } from '../../../../hub/audit/pack-log.ts';
import { newRecordId } from '../../../../hub/audit/record-id.ts';
import { RecordWriter } from '../../../../hub/audit/record-writer.ts';
import { SealingRecords } from '../../../../hub/audit/sealing-records.ts';
import { SqliteRecords } from '../../../../hub/audit/sqlite-records.ts';
import { EmbeddedStore } from '../../../../hub/embedded/embedded-store.ts';
import type { RecordStore } from '../../../../hub/gateway/ports.ts';
import { openLocalLog } from '../../../../hub/local/local-log.ts';
import { sampleCompletion, sampleIntent } from '../record-samples.ts';

export const logKeyName = 'gatehouse/o-test/999988887777';
const bundle = { organization: { id: 'o-test' }, hub: { accountId: '999988887777' } };

export interface RunningState {
  readonly records: RecordStore;
  /** One call with both records and content; answers its record id. */
  call(): Promise<string>;
  /** A call that is cut off after its intent. */
  cutOff(): Promise<string>;
  sealNow(): Promise<void>;
  close(): Promise<void>;
  /** As a killed process leaves it: nothing is finished. */
  kill(): Promise<void>;
}

/** The hub's storage, put together as the local hub does it. */
export async function runState(state: string, clock: { now(): number }): Promise<RunningState> {
  const store = EmbeddedStore.open(state);
  const problems = (problem: unknown) => {
    throw problem;
  };
  const sealing = await openLocalLog(state, bundle as Parameters<typeof openLocalLog>[1], problems);
  const index = { commit: () => store.commit(), durable: () => store.durable().then(() => sealing.sealNow()) };
  const root = join(state, 'evidence');
  const log = new PackLog(root, clock, { index });
  const records = new SealingRecords(new SqliteRecords(store, log), sealing);
  const evidence = new EvidenceDirectory(root, log);
  const writer = new RecordWriter(records);
  await sealing.catchUp();
  const intend = async () => {
    const recordId = newRecordId(clock.now());
    const { schemaVersion, type, writer: _, ...content } = sampleIntent(recordId, clock.now());
    return { recordId, hash: (await writer.intent(content)).hash };
  };
  return {
    records,
    async call() {
      const { recordId, hash: intentHash } = await intend();
      const body = Buffer.from(`sealed content of ${recordId}`);
      const location = await evidence.put({ key: `content/${recordId}`, body, retainUntilMs: clock.now() + 1e9 });
      const sample = sampleCompletion(recordId, clock.now(), { intentHash, content: { ...location, dataKeyId: 'k' } });
      const { schemaVersion, type, writer: _, ...completion } = sample;
      await writer.completion(completion);
      return recordId;
    },
    cutOff: async () => (await intend()).recordId,
    sealNow: () => sealing.sealNow(),
    async close() {
      await log.close();
      await sealing.close();
      await store.close();
    },
    async kill() {
      await sealing.close();
      await store.close();
    },
  };
}
