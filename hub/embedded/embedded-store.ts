/**
 * One SQLite file for what the embedded hub must find again quickly: the ledger, and the index of the records. What makes a call durable is the log of packs
 * (`hub/audit/pack-log.ts`), one sync of which covers everything that was appended before; this file follows it.
 *
 * Why `synchronous=NORMAL` (https://sqlite.org/pragma.html#pragma_synchronous) is enough, though a COMMIT then only appends frames to the write-ahead log:
 *  - A process that is killed loses nothing that was committed, and the log commits this file before it acknowledges a record.
 *  - A power failure takes a suffix: frames carry running checksums, and SQLite replays the longest whole prefix. The reservation of a call, its intent and its completion
 *    are written in that order, so what is lost is lost from the end, and the next start takes it out of the open pack again: the intent with its
 *    reservation, the completion, and from that the settlement (`state-replay.ts`, `reconcileHolds`).
 *  - A pack is sealed, and then no longer read at a start, only after this file was synced (`durable`).
 *  - What leaves the write-ahead log is durable first: in NORMAL mode a checkpoint syncs the log, copies the pages, and syncs the database before the log is reused.
 *  - The write-ahead log stays one inode while this process has the database open. Were it removed from outside, its link count would tell, and the store
 *    refuses to go on.
 *
 * After any failed write or sync nothing more is accepted: the next start replays what did reach the disk.
 */
import { closeSync, fdatasync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { type FaultCode, GatehouseFault } from '../../shared/errors.ts';
import { acquireStateLock } from './state-lock.ts';
import { syncDirectory } from './sync-directory.ts';

export const databaseName = 'gatehouse.db';
/** Pages of 4 KB that collect in the log before they are copied to the database. */
const checkpointPages = 4000;
/** How long a statement may wait for another process that reads, in milliseconds. */
const busyTimeoutMs = 2000;
/** How long a write that belongs to no record (a settlement) may wait for company before it is committed, in milliseconds. */
const longestBatchMs = 20;

/** Opened for reading alone; `gatehouse audit show` has no more than this while a hub runs. */
export interface EmbeddedReader {
  prepare(sql: string): StatementSync;
  close(): void;
}

export class EmbeddedStore implements Pick<EmbeddedReader, 'prepare'> {
  readonly #database: DatabaseSync;
  readonly #lock: DatabaseSync;
  readonly #log: number;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  /** Set while a transaction is open: it is committed at the latest when this runs out. */
  #batch: NodeJS.Timeout | undefined;
  #failure: unknown;

  private constructor(lock: DatabaseSync, database: DatabaseSync, log: number) {
    this.#lock = lock;
    this.#database = database;
    this.#log = log;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
  }

  /** Opens (or creates) the store of a state directory; a fault with code `state_locked` where another process has it. */
  static open(directory: string): EmbeddedStore {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const lock = acquireStateLock(directory);
    try {
      const file = join(directory, databaseName);
      const database = new DatabaseSync(file, { timeout: busyTimeoutMs });
      database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY');
      database.exec(`PRAGMA wal_autocheckpoint=${checkpointPages}`);
      // Any write makes SQLite create the log; a table that only counts is the smallest honest one.
      database.exec('CREATE TABLE IF NOT EXISTS starts (count INTEGER NOT NULL) STRICT');
      database.exec(
        'INSERT INTO starts SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM starts); UPDATE starts SET count = count + 1',
      );
      const log = openSync(`${file}-wal`, 'r+');
      syncDirectory(directory);
      return new EmbeddedStore(lock, database, log);
    } catch (cause) {
      lock.close();
      throw broken('ledger_unavailable', cause);
    }
  }

  /** Opens for reading alone, beside a running hub or without one. */
  static openReader(directory: string): EmbeddedReader {
    try {
      return new DatabaseSync(join(directory, databaseName), { readOnly: true, timeout: busyTimeoutMs });
    } catch (cause) {
      throw new GatehouseFault(
        'record_not_found',
        'There is no readable store in the state directory.',
        'Name the state directory of a hub that has run at least once, and run this as the same user.',
        { cause },
      );
    }
  }

  /** Creates tables; each adapter brings its own. */
  define(schema: string): void {
    this.#database.exec(schema);
  }

  prepare(sql: string): StatementSync {
    return this.#database.prepare(sql);
  }

  /**
   * Runs `work` (synchronous) inside the batch that is collecting. `work` decides before it writes: a GatehouseFault that it throws leaves the batch as it
   * was, while any other error ends the store, because half of the work may be in the batch.
   * @param code of the fault when the store can write no more.
   */
  write<T>(code: FaultCode, work: () => T): T {
    if (this.#failure !== undefined) throw broken(code, this.#failure);
    try {
      if (this.#batch === undefined) {
        this.#begin.run();
        this.#batch = setTimeout(() => this.#commitUnasked(), longestBatchMs);
      }
      return work();
    } catch (cause) {
      if (cause instanceof GatehouseFault) throw cause;
      this.#fail(cause);
      throw broken(code, cause);
    }
  }

  /** Commits what was written so far: other processes see it, and a killed process has not lost it. */
  commit(): void {
    if (this.#failure !== undefined) throw broken('ledger_unavailable', this.#failure);
    if (this.#batch === undefined) return;
    clearTimeout(this.#batch);
    try {
      this.#commit.run();
      this.#batch = undefined;
    } catch (cause) {
      this.#fail(cause);
      throw broken('ledger_unavailable', cause);
    }
  }

  /** Resolves when everything written so far would survive a power failure. */
  async durable(): Promise<void> {
    this.commit();
    try {
      if (fstatSync(this.#log).nlink === 0) throw new Error('the write-ahead log was removed from outside');
      await sync(this.#log);
    } catch (cause) {
      this.#fail(cause);
      throw broken('ledger_unavailable', cause);
    }
  }

  /** Writes what is pending, then gives up the files and the lock. No `durable` may be under way. */
  async close(): Promise<void> {
    try {
      if (this.#failure === undefined) await this.durable();
    } finally {
      this.#failure ??= new Error('the store is closed');
      closeSync(this.#log);
      this.#database.close();
      this.#lock.close();
    }
  }

  #commitUnasked(): void {
    try {
      this.commit();
    } catch {
      // The store has failed, and whoever writes next is told.
    }
  }

  #fail(cause: unknown): void {
    this.#failure ??= cause;
    clearTimeout(this.#batch);
    this.#batch = undefined;
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // Nothing was committed and nothing will be: whether SQLite could undo its own memory of it no longer matters.
    }
  }
}

const sync = promisify(fdatasync);

/** Runs a read; whatever SQLite throws becomes a fault with this code. */
export function reading<T>(code: FaultCode, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new GatehouseFault(
      code,
      'The embedded store cannot be read.',
      'Check the disk of the state directory, then restart the hub.',
      {
        cause,
      },
    );
  }
}

function broken(code: FaultCode, cause: unknown): GatehouseFault {
  return new GatehouseFault(
    code,
    'The embedded store cannot write.',
    'Check the disk of the state directory (space, permissions, health), then restart the hub: it replays what did reach the disk.',
    { cause },
  );
}
