import type { StatementSync } from 'node:sqlite';
import { type EmbeddedReader, type EmbeddedStore, reading } from '../embedded/embedded-store.ts';
import type { RecordStore, SealedRecord } from '../gateway/ports.ts';
import type { CompletionRecord, IntentRecord } from './record.ts';
import { recordConflict } from './record-conflict.ts';

/** Records as canonical JSON, so that hashes can be derived again from what is stored; intents without a completion are listed apart, and few. */
const schema = `
  CREATE TABLE IF NOT EXISTS records (
    record_id TEXT NOT NULL, type TEXT NOT NULL, application TEXT, at INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (record_id, type)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS open_intents (record_id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;`;

/** Orphans are read in pages, so that no cursor stays open across writes. */
const pageSize = 100;

type RecordType = 'intent' | 'completion';
type Found = { readonly intent?: IntentRecord; readonly completion?: CompletionRecord };

/** Reads records; enough for the commands of an auditor beside a running hub. */
export class SqliteRecordReader implements Pick<RecordStore, 'get' | 'orphans' | 'latest'> {
  readonly #byId: StatementSync;
  readonly #orphans: StatementSync;
  readonly #latest: StatementSync;

  constructor(store: Pick<EmbeddedReader, 'prepare'>) {
    this.#byId = store.prepare('SELECT type, json FROM records WHERE record_id = ?');
    this.#orphans = store.prepare(`
      SELECT open.at, open.record_id AS id, json FROM open_intents AS open JOIN records AS intent ON intent.record_id = open.record_id AND intent.type = 'intent'
      WHERE open.at < ? AND (open.at, open.record_id) > (?, ?) ORDER BY open.at, open.record_id LIMIT ${pageSize}`);
    this.#latest = store.prepare(`
      SELECT intent.json AS intent, completion.json AS completion FROM records AS intent
      LEFT JOIN records AS completion ON completion.record_id = intent.record_id AND completion.type = 'completion'
      WHERE intent.type = 'intent' ORDER BY intent.rowid DESC LIMIT ?`);
  }

  async get(recordId: string): Promise<Found> {
    const found = rowsOf<{ type: RecordType; json: string }>(() => this.#byId.all(recordId));
    return Object.fromEntries(found.map(({ type, json }) => [type, JSON.parse(json)]));
  }

  async *orphans(beforeMs: number): AsyncIterable<IntentRecord> {
    let after: { at: number; id: string } = { at: Number.MIN_SAFE_INTEGER, id: '' };
    for (;;) {
      const { at, id } = after;
      const page = rowsOf<{ at: number; id: string; json: string }>(() => this.#orphans.all(beforeMs, at, id));
      for (const { json } of page) yield JSON.parse(json) as IntentRecord;
      const last = page.at(-1);
      if (last === undefined || page.length < pageSize) return;
      after = last;
    }
  }

  async latest(
    limit: number,
  ): Promise<readonly { readonly intent: IntentRecord; readonly completion?: CompletionRecord }[]> {
    const found = rowsOf<{ intent: string; completion: string | null }>(() => this.#latest.all(limit));
    return found.map(({ intent, completion }) => ({
      intent: JSON.parse(intent) as IntentRecord,
      ...(completion === null ? {} : { completion: JSON.parse(completion) as CompletionRecord }),
    }));
  }
}

/** SQLite's rows have the types that their query and the STRICT tables give them. */
function rowsOf<Row>(query: () => unknown): readonly Row[] {
  return reading('evidence_unavailable', query) as readonly Row[];
}

/** The embedded record store. */
export class SqliteRecords extends SqliteRecordReader implements RecordStore {
  readonly #store: EmbeddedStore;
  readonly #insert: StatementSync;
  readonly #stored: StatementSync;
  readonly #open: StatementSync;
  readonly #close: StatementSync;

  constructor(store: EmbeddedStore) {
    store.define(schema);
    super(store);
    this.#store = store;
    this.#insert = store.prepare(
      'INSERT INTO records (record_id, type, application, at, json) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.#stored = store.prepare('SELECT json FROM records WHERE record_id = ? AND type = ?');
    this.#open = store.prepare(`
      INSERT INTO open_intents (record_id, at) SELECT ?1, ?2
      WHERE NOT EXISTS (SELECT 1 FROM records WHERE record_id = ?1 AND type = 'completion')`);
    this.#close = store.prepare('DELETE FROM open_intents WHERE record_id = ?');
  }

  async putIntent(intent: SealedRecord<IntentRecord>): Promise<void> {
    const { recordId, receivedAt, caller } = intent.record;
    const atMs = Date.parse(receivedAt);
    this.#store.write('evidence_unavailable', () => {
      if (this.#create(intent, caller.application, atMs)) this.#open.run(recordId, atMs);
    });
    return this.#store.durable('evidence_unavailable');
  }

  async putCompletion(completion: SealedRecord<CompletionRecord>): Promise<void> {
    const { recordId, completedAt } = completion.record;
    this.#store.write('evidence_unavailable', () => {
      if (this.#create(completion, null, Date.parse(completedAt))) this.#close.run(recordId);
    });
    return this.#store.durable('evidence_unavailable');
  }

  /** Whether the record is new; false for a retry, which still waits until the first attempt is durable. */
  #create(
    { record, canonical }: SealedRecord<IntentRecord | CompletionRecord>,
    application: string | null,
    atMs: number,
  ): boolean {
    if (this.#insert.run(record.recordId, record.type, application, atMs, canonical).changes === 1) return true;
    const stored = this.#stored.get(record.recordId, record.type) as { json: string };
    if (stored.json !== canonical) throw recordConflict(record.type);
    return false;
  }
}
