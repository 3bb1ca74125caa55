import type { RecordStore, SealedRecord } from '../gateway/ports.ts';
import type { CompletionRecord, IntentRecord } from './record.ts';

export interface RecordObserver {
  /** Called once both records of a call are durable. */
  onCall(intent: IntentRecord, completion: CompletionRecord): void;
}

/** A record store that also tells somebody about each finished call (the local hub's log, a metric). Telling never delays or fails a write. */
export class ObservedRecords implements RecordStore {
  readonly #store: RecordStore;
  readonly #observer: RecordObserver;
  readonly #open = new Map<string, IntentRecord>();

  constructor(store: RecordStore, observer: RecordObserver) {
    this.#store = store;
    this.#observer = observer;
  }

  async putIntent(intent: SealedRecord<IntentRecord>): Promise<void> {
    await this.#store.putIntent(intent);
    this.#open.set(intent.record.recordId, intent.record);
  }

  async putCompletion(completion: SealedRecord<CompletionRecord>): Promise<void> {
    const { recordId } = completion.record;
    const intent = this.#open.get(recordId);
    // Whatever becomes of the write, this process will not see the call again.
    this.#open.delete(recordId);
    await this.#store.putCompletion(completion);
    if (intent !== undefined) this.#tell(intent, completion.record);
  }

  #tell(intent: IntentRecord, completion: CompletionRecord): void {
    try {
      this.#observer.onCall(intent, completion);
    } catch {
      // The call is on record: that a log line could not be written must not turn its answer into a fault.
    }
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
