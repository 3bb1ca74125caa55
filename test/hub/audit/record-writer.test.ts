import { describe, expect, it } from 'vitest';
import type { CompletionRecord, IntentRecord, WriterLink } from '../../../hub/audit/record.ts';
import { RecordWriter } from '../../../hub/audit/record-writer.ts';
import type { RecordStore, SealedRecord } from '../../../hub/gateway/ports.ts';
import { canonicalJson, sha256Hex } from '../../../shared/canonical-json.ts';
import { sampleCompletion, sampleIntent } from './record-samples.ts';

type AnyRecord = SealedRecord<IntentRecord | CompletionRecord>;

/** Keeps what arrives, in whatever order it arrives; `put` may delay or refuse it. */
class ArrivingRecords implements Pick<RecordStore, 'putIntent' | 'putCompletion'> {
  readonly arrived: AnyRecord[] = [];
  readonly #put: (record: AnyRecord) => Promise<void>;

  constructor(put: (record: AnyRecord) => Promise<void> = async () => undefined) {
    this.#put = put;
  }

  putIntent = (record: AnyRecord) => this.#take(record);
  putCompletion = (record: AnyRecord) => this.#take(record);

  async #take(record: AnyRecord): Promise<void> {
    await this.#put(record);
    this.arrived.push(record);
  }
}

function writerOn(store: ArrivingRecords): RecordWriter {
  return new RecordWriter(store as unknown as RecordStore);
}

function inSequence(records: readonly AnyRecord[]): readonly AnyRecord[] {
  return records.toSorted((a, b) => a.record.writer.sequence - b.record.writer.sequence);
}

function unlinkedIntent(recordId: string) {
  const { writer, schemaVersion, type, ...content } = sampleIntent(recordId, 1_760_000_000_000);
  return content;
}

function unlinkedCompletion(recordId: string) {
  const { writer, schemaVersion, type, ...content } = sampleCompletion(recordId, 1_760_000_000_500);
  return content;
}

describe('RecordWriter', () => {
  it('seals a record: canonical JSON and the hash of it', async () => {
    const sealed = await writerOn(new ArrivingRecords()).intent(unlinkedIntent('A'));
    expect(sealed.canonical).toBe(canonicalJson(sealed.record));
    expect(sealed.hash).toBe(sha256Hex(sealed.canonical));
    expect(sealed.record).toMatchObject({ schemaVersion: 1, type: 'intent', recordId: 'A' });
  });

  it('begins with number 1 after 64 zeros', async () => {
    const { record } = await writerOn(new ArrivingRecords()).intent(unlinkedIntent('A'));
    expect(record.writer).toMatchObject({ sequence: 1, previousHash: '0'.repeat(64) });
  });

  it('links intents and completions in one chain', async () => {
    const writer = writerOn(new ArrivingRecords());
    const intent = await writer.intent(unlinkedIntent('A'));
    const completion = await writer.completion(unlinkedCompletion('A'));
    expect(completion.record.writer).toEqual({ id: intent.record.writer.id, sequence: 2, previousHash: intent.hash });
    expect(completion.record.type).toBe('completion');
  });

  it('keeps a chain without gaps under concurrency, in whatever order the writes arrive', async () => {
    const store = new ArrivingRecords(
      () => new Promise((resolve) => setTimeout(resolve, Math.floor(Math.random() * 5))),
    );
    const writer = writerOn(store);
    const calls = Array.from({ length: 200 }, async (_, index) => {
      await writer.intent(unlinkedIntent(`R${index}`));
      await writer.completion(unlinkedCompletion(`R${index}`));
    });
    await Promise.all(calls);
    let link: Pick<WriterLink, 'sequence' | 'previousHash'> = { sequence: 1, previousHash: '0'.repeat(64) };
    for (const { record, hash } of inSequence(store.arrived)) {
      expect(record.writer).toMatchObject(link);
      link = { sequence: link.sequence + 1, previousHash: hash };
    }
    expect(link.sequence).toBe(401);
  });

  it('shows a write that never arrived as a gap, and passes its failure on', async () => {
    const store = new ArrivingRecords(async ({ record }) => {
      if (record.recordId === 'lost') throw new Error('the disk is gone');
    });
    const writer = writerOn(store);
    await writer.intent(unlinkedIntent('before'));
    await expect(writer.intent(unlinkedIntent('lost'))).rejects.toThrow('the disk is gone');
    await writer.intent(unlinkedIntent('after'));
    const [before, after] = inSequence(store.arrived);
    expect([before?.record.writer.sequence, after?.record.writer.sequence]).toEqual([1, 3]);
    expect(after?.record.writer.previousHash).not.toBe(before?.hash);
  });

  it('takes no number for a record that has no canonical form, so that nothing seems lost', async () => {
    const store = new ArrivingRecords();
    const writer = writerOn(store);
    const unsealable = { ...unlinkedIntent('bad'), receivedAt: Number.NaN as unknown as string };
    await expect(writer.intent(unsealable)).rejects.toThrow();
    const { record } = await writer.intent(unlinkedIntent('good'));
    expect(record.writer).toMatchObject({ sequence: 1, previousHash: '0'.repeat(64) });
  });

  it('gives each writer an id of its own', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => writerOn(new ArrivingRecords()).intent(unlinkedIntent('A'))),
    );
    expect(one?.record.writer.id).not.toBe(other?.record.writer.id);
  });
});
