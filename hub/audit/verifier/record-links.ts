import type { Findings } from '../log/log-report.ts';
import type { EvidenceFinding } from './evidence-report.ts';
import type { LinkedRecord } from './read-entry.ts';

/** Where a record was read. */
export interface RecordPlace {
  readonly file: string;
  readonly index?: number;
}

const noHash = '0'.repeat(64);

/** Follows records from one to the next: each writer's chain, and from the intent of a call to its completion. Memory grows with writers and open calls alone. */
export class RecordLinks {
  readonly #findings: Findings<EvidenceFinding>;
  readonly #writers = new Map<string, { readonly sequence: number; readonly hash: string }>();
  readonly #open = new Map<string, { readonly hash: string; readonly place: RecordPlace }>();
  #calls = 0;

  constructor(findings: Findings<EvidenceFinding>) {
    this.#findings = findings;
  }

  /** Calls of which both records were seen. */
  get calls(): number {
    return this.#calls;
  }

  /** To be called for every record, in order. */
  add(record: LinkedRecord, place: RecordPlace): void {
    // A write that was repeated appends the same record again.
    if (this.#writers.get(record.writer.id)?.hash === record.hash) return;
    this.#follow(record, place);
    if (record.type === 'intent') this.#open.set(record.recordId, { hash: record.hash, place });
    else this.#close(record, place);
  }

  /** Whether the record is the next one of its writer. */
  continues({ writer }: LinkedRecord): boolean {
    const before = this.#writers.get(writer.id) ?? { sequence: 0, hash: noHash };
    return writer.sequence === before.sequence + 1 && writer.previousHash === before.hash;
  }

  /** Lists the calls that were cut off. */
  finish(): void {
    for (const [recordId, { place }] of this.#open) {
      const message = 'The call has an intent and no completion: it is in flight, or was cut off.';
      this.#findings.add({ kind: 'orphan', ...place, recordId, message });
    }
  }

  #follow(record: LinkedRecord, place: RecordPlace): void {
    const { writer, recordId, hash } = record;
    const before = this.#writers.get(writer.id) ?? { sequence: 0, hash: noHash };
    const next = before.sequence + 1;
    this.#writers.set(writer.id, { sequence: writer.sequence, hash });
    if (writer.sequence !== next) {
      const message = 'Records of this writer are missing before this one.';
      const [says, expected] = [`sequence ${writer.sequence}`, `sequence ${next}`];
      this.#findings.add({ kind: 'gap', ...place, recordId, message, says, expected });
    } else if (writer.previousHash !== before.hash) {
      const message = 'The record before this one is not the one that its writer wrote.';
      const [says, expected] = [writer.previousHash, before.hash];
      this.#findings.add({ kind: 'altered', ...place, recordId, message, says, expected });
    }
  }

  #close({ recordId, intentHash }: LinkedRecord, place: RecordPlace): void {
    const intent = this.#open.get(recordId);
    if (intent === undefined) {
      this.#findings.add({ kind: 'gap', ...place, recordId, message: 'The completion has no intent before it.' });
      return;
    }
    this.#open.delete(recordId);
    this.#calls += 1;
    if (intentHash === intent.hash) return;
    const message = 'The completion is of another intent than the one on record.';
    this.#findings.add({
      kind: 'altered',
      ...place,
      recordId,
      message,
      says: intentHash ?? 'nothing',
      expected: intent.hash,
    });
  }
}
