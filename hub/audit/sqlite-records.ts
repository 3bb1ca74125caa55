import type { StatementSync } from 'node:sqlite';
import { type EmbeddedReader, type EmbeddedStore, reading } from '../embedded/embedded-store.ts';
import type { RecordStore, SealedRecord } from '../gateway/ports.ts';
import { keptForEver, type PackEntry } from './pack.ts';
import type { PackLog } from './pack-log.ts';
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

const recordKey = /^records\/([^/]+)\/(?:intent|completion)$/;

/** The embedded record store: records are durable in the log, and found again by this index of it. */
export class SqliteRecords extends SqliteRecordReader implements RecordStore {
  readonly #store: EmbeddedStore;
  readonly #log: PackLog;
  readonly #insert: StatementSync;
  readonly #stored: StatementSync;
  readonly #open: StatementSync;
  readonly #close: StatementSync;

  constructor(store: EmbeddedStore, log: PackLog) {
    store.define(schema);
    super(store);
    this.#store = store;
    this.#log = log;
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
    this.#index(intent);
    return this.#append(intent);
  }

  async putCompletion(completion: SealedRecord<CompletionRecord>): Promise<void> {
    this.#index(completion);
    return this.#append(completion);
  }

  /** Takes a record out of the log into the index, where a power failure kept it from getting there. Answers it if it was missing. */
  restore({ header, body }: PackEntry): IntentRecord | CompletionRecord | undefined {
    if (!recordKey.test(header.key)) return undefined;
    const canonical = Buffer.from(body).toString();
    const record = JSON.parse(canonical) as IntentRecord | CompletionRecord;
    return this.#index({ record, canonical, hash: header.sha256 }) ? record : undefined;
  }

  /** Answers whether the record is new. */
  #index(sealed: SealedRecord<IntentRecord | CompletionRecord>): boolean {
    const { record } = sealed;
    return this.#store.write('evidence_unavailable', () => {
      if (record.type === 'intent') {
        const atMs = Date.parse(record.receivedAt);
        if (!this.#create(sealed, record.caller.application, atMs)) return false;
        this.#open.run(record.recordId, atMs);
        return true;
      }
      if (!this.#create(sealed, null, Date.parse(record.completedAt))) return false;
      this.#close.run(record.recordId);
      return true;
    });
  }

  /** A record that is there already (a retry) is appended again: that costs nothing but space, and waits until it is durable for certain. */
  #append({ record, canonical, hash }: SealedRecord<IntentRecord | CompletionRecord>): Promise<void> {
    const body = Buffer.from(canonical);
    const key = `records/${record.recordId}/${record.type}`;
    const header = { key, length: body.length, sha256: hash, retainUntil: keptForEver };
    return this.#log.append({ header, body }, true).durable;
  }

  /** Whether the record is new; false for one that is there already, byte for byte. */
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
