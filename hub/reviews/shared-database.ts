import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type FaultCode, GatehouseFault } from '../../shared/errors.ts';
import { databaseName } from '../embedded/embedded-store.ts';
import type { ReviewDatabase } from './sqlite-reviews.ts';

/** How long a write waits for the hub to end its own, in milliseconds; the hub commits within 20. */
const busyTimeoutMs = 2_000;

/**
 * Writes beside a running hub, in transactions of its own. The hub keeps its batches open for milliseconds and waits as long for others, so neither may hold the database for
 * long: here the sync comes after the commit, when nobody is kept waiting by it, and the copying of the log is left to the hub.
 */
export class SharedDatabase implements ReviewDatabase {
  readonly #database: DatabaseSync;
  readonly #log: string;

  /** A fault with code `record_not_found` where no hub has ever kept its state in the directory. */
  constructor(directory: string) {
    const file = join(directory, databaseName);
    this.#log = `${file}-wal`;
    try {
      // Opened for reading first: a file that is not there must not be made here.
      new DatabaseSync(file, { readOnly: true }).close();
      this.#database = new DatabaseSync(file, { timeout: busyTimeoutMs });
      this.#database.exec('PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0; PRAGMA foreign_keys=ON');
    } catch (cause) {
      throw new GatehouseFault(
        'record_not_found',
        'There is no writable store in the state directory.',
        'Name the state directory of a hub that has run at least once, and run this as the same user.',
        { cause },
      );
    }
  }

  define(schema: string): void {
    this.write('evidence_unavailable', () => this.#database.exec(schema));
  }

  prepare(sql: string): StatementSync {
    return this.#database.prepare(sql);
  }

  write<T>(code: FaultCode, work: () => T): T {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      if (cause instanceof GatehouseFault) throw cause;
      throw unwritable(code, cause);
    }
  }

  async durable(): Promise<void> {
    try {
      const log = openSync(this.#log, 'r+');
      try {
        fsyncSync(log);
      } finally {
        closeSync(log);
      }
    } catch (cause) {
      throw unwritable('evidence_unavailable', cause);
    }
  }

  close(): void {
    this.#database.close();
  }
}

function unwritable(code: FaultCode, cause: unknown): GatehouseFault {
  return new GatehouseFault(
    code,
    'The store of the hub cannot be written.',
    'Check the disk of the state directory, and that no other program holds its database.',
    { cause },
  );
}
