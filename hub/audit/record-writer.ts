import { randomUUID } from 'node:crypto';
import { canonicalJson, sha256Hex } from '../../shared/canonical-json.ts';
import type { RecordStore, SealedRecord } from '../gateway/ports.ts';
import type { CompletionRecord, IntentRecord, WriterLink } from './record.ts';

type Unlinked<R extends IntentRecord | CompletionRecord> = Omit<R, 'writer' | 'schemaVersion' | 'type'>;

/**
 * Writes the records of one gateway process. It numbers them and links each to the one before, synchronously and before any I/O, so that a
 * write that never arrived shows as a gap in `writer.sequence` however many calls run at once.
 */
export class RecordWriter {
  readonly #store: RecordStore;
  readonly #id = randomUUID();
  #sequence = 0;
  #previousHash = '0'.repeat(64);

  constructor(store: RecordStore) {
    this.#store = store;
  }

  /** Durable when it resolves. */
  async intent(content: Unlinked<IntentRecord>): Promise<SealedRecord<IntentRecord>> {
    const sealed = this.#seal<IntentRecord>({ ...content, schemaVersion: 1, type: 'intent', writer: this.#link() });
    await this.#store.putIntent(sealed);
    return sealed;
  }

  /** Durable when it resolves; from then on the answer may leave. */
  async completion(content: Unlinked<CompletionRecord>): Promise<SealedRecord<CompletionRecord>> {
    const sealed = this.#seal<CompletionRecord>({
      ...content,
      schemaVersion: 1,
      type: 'completion',
      writer: this.#link(),
    });
    await this.#store.putCompletion(sealed);
    return sealed;
  }

  #link(): WriterLink {
    return { id: this.#id, sequence: this.#sequence + 1, previousHash: this.#previousHash };
  }

  /** Takes the record's number only once it has a canonical form: one that cannot be sealed must not look like one that was lost. */
  #seal<R extends IntentRecord | CompletionRecord>(record: R): SealedRecord<R> {
    const canonical = canonicalJson(record);
    const hash = sha256Hex(canonical);
    this.#sequence = record.writer.sequence;
    this.#previousHash = hash;
    return { record, canonical, hash };
  }
}
