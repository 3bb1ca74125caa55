import type { RecordStore, SealedRecord } from '../gateway/ports.ts';
import type { CompletionRecord, IntentRecord } from './record.ts';

/** What the background sealer is told: that one more record is durable. */
export interface DurableRecords {
  acknowledged(): void;
}

/** A record store that tells the sealer of each record once it is durable. Records are appended to the pack in the order in which they are put. */
export class SealingRecords implements RecordStore {
  readonly #store: RecordStore;
  readonly #sealing: DurableRecords;

  constructor(store: RecordStore, sealing: DurableRecords) {
    this.#store = store;
    this.#sealing = sealing;
  }

  async putIntent(intent: SealedRecord<IntentRecord>): Promise<void> {
    await this.#store.putIntent(intent);
    this.#sealing.acknowledged();
  }

  async putCompletion(completion: SealedRecord<CompletionRecord>): Promise<void> {
    await this.#store.putCompletion(completion);
    this.#sealing.acknowledged();
  }

  get(recordId: string): ReturnType<RecordStore['get']> {
    return this.#store.get(recordId);
  }

  orphans(beforeMs: number): ReturnType<RecordStore['orphans']> {
    return this.#store.orphans(beforeMs);
  }

  latest(limit: number): ReturnType<RecordStore['latest']> {
    return this.#store.latest(limit);
  }
}
