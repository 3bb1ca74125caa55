import type { StatementSync } from 'node:sqlite';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { FaultCode } from '../../shared/errors.ts';
import { type EmbeddedReader, reading } from '../embedded/embedded-store.ts';
import {
  type DecisionOutcome,
  type Review,
  type ReviewDecision,
  type ReviewItem,
  type ReviewQuery,
  type ReviewStore,
  stateOf,
} from './review.ts';
import { reviewConflict } from './review-faults.ts';

/** Items and decisions are only ever added: the database itself refuses anything else. */
const schema = `
  CREATE TABLE IF NOT EXISTS reviews (
    record_id TEXT PRIMARY KEY, application TEXT NOT NULL, opened_at INTEGER NOT NULL, json TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS review_decisions (
    record_id TEXT NOT NULL REFERENCES reviews, sequence INTEGER NOT NULL, verdict TEXT NOT NULL, at INTEGER NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (record_id, sequence)
  ) STRICT, WITHOUT ROWID;
  ${['reviews', 'review_decisions']
    .flatMap((table) =>
      ['UPDATE', 'DELETE'].map(
        (change) => `CREATE TRIGGER IF NOT EXISTS ${table}_no_${change.toLowerCase()} BEFORE ${change} ON ${table}
          BEGIN SELECT RAISE(ABORT, 'reviews are written once'); END;`,
      ),
    )
    .join('\n')}`;

/** The last decision of each item, beside the item; nothing beside an open one. */
const listing = (order: 'ASC' | 'DESC') => `
  SELECT item.record_id AS id FROM reviews AS item
  LEFT JOIN review_decisions AS last ON last.record_id = item.record_id
    AND last.sequence = (SELECT MAX(sequence) FROM review_decisions WHERE record_id = item.record_id)
  WHERE coalesce(last.verdict, 'open') = ?1 AND (?2 IS NULL OR item.application = ?2)
  ORDER BY coalesce(last.at, item.opened_at) ${order}, item.record_id ${order} LIMIT ?3`;

/** Where reviews are written: the hub's store, or that of a command beside it. */
export interface ReviewDatabase extends Pick<EmbeddedReader, 'prepare'> {
  define(schema: string): void;
  write<T>(code: FaultCode, work: () => T): T;
  /** Resolves when what was written would survive a power failure. */
  durable(): Promise<void>;
}

/** Reads reviews, also beside a running hub. */
export class SqliteReviewReader implements Pick<ReviewStore, 'get' | 'list'> {
  readonly #item: StatementSync | undefined;
  readonly #decisions: StatementSync | undefined;
  readonly #listed: { readonly ASC: StatementSync; readonly DESC: StatementSync } | undefined;

  constructor(store: Pick<EmbeddedReader, 'prepare'>) {
    // A hub that never flagged an answer, or is older than reviews, has no tables; who only reads makes none.
    const known = store.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'review_decisions'").get();
    if (known === undefined) return;
    this.#item = store.prepare('SELECT json FROM reviews WHERE record_id = ?');
    this.#decisions = store.prepare('SELECT json FROM review_decisions WHERE record_id = ? ORDER BY sequence');
    this.#listed = { ASC: store.prepare(listing('ASC')), DESC: store.prepare(listing('DESC')) };
  }

  async get(recordId: string): Promise<Review | undefined> {
    return reading('evidence_unavailable', () => this.find(recordId));
  }

  async list({ state, application, limit }: ReviewQuery): Promise<readonly Review[]> {
    return reading('evidence_unavailable', () => {
      const listed = this.#listed?.[state === 'open' ? 'ASC' : 'DESC'].all(state, application ?? null, limit) ?? [];
      return (listed as { id: string }[]).flatMap(({ id }) => this.find(id) ?? []);
    });
  }

  protected find(recordId: string): Review | undefined {
    const item = this.#item?.get(recordId) as { json: string } | undefined;
    if (item === undefined) return undefined;
    const found = (this.#decisions?.all(recordId) ?? []) as { json: string }[];
    const decisions = found.map(({ json }) => JSON.parse(json) as ReviewDecision);
    return { ...(JSON.parse(item.json) as ReviewItem), state: stateOf(decisions), decisions };
  }
}

/** The embedded review store. */
export class SqliteReviews extends SqliteReviewReader implements ReviewStore {
  readonly #store: ReviewDatabase;
  readonly #insertItem: StatementSync;
  readonly #storedItem: StatementSync;
  readonly #insertDecision: StatementSync;

  constructor(store: ReviewDatabase) {
    store.define(schema);
    super(store);
    this.#store = store;
    this.#insertItem = store.prepare(
      'INSERT INTO reviews (record_id, application, opened_at, json) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.#storedItem = store.prepare('SELECT json FROM reviews WHERE record_id = ?');
    this.#insertDecision = store.prepare(`
      INSERT INTO review_decisions (record_id, sequence, verdict, at, json) SELECT ?1, ?2 + 1, ?3, ?4, ?5
      WHERE (SELECT COUNT(*) FROM review_decisions WHERE record_id = ?1) = ?2`);
  }

  async open(item: ReviewItem): Promise<void> {
    const { recordId, application, score, reasons, openedAtMs } = item;
    const json = canonicalJson({ recordId, application, score, reasons, openedAtMs });
    this.#store.write('evidence_unavailable', () => {
      if (this.#insertItem.run(recordId, application, openedAtMs, json).changes === 1) return;
      const stored = this.#storedItem.get(recordId) as { json: string };
      if (stored.json !== json) throw reviewConflict();
    });
  }

  async decide(recordId: string, decision: ReviewDecision, seen: number): Promise<DecisionOutcome> {
    const { verdict, principal, atMs, note } = decision;
    const json = canonicalJson({ verdict, principal, atMs, note });
    const outcome = this.#store.write('evidence_unavailable', (): DecisionOutcome => {
      const before = this.find(recordId);
      if (before === undefined) return { kind: 'unknown' };
      const { changes } = this.#insertDecision.run(recordId, seen, verdict, atMs, json);
      return changes === 0
        ? { kind: 'overtaken', review: before }
        : { kind: 'decided', review: this.find(recordId) ?? before };
    });
    if (outcome.kind === 'decided') await this.#store.durable();
    return outcome;
  }
}
