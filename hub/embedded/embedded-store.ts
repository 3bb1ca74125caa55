/**
 * One SQLite file for everything that the embedded hub must not lose, with our own group commit.
 *
 * Why not `synchronous=FULL`: it would run an fsync inside every COMMIT, on the event loop. With `synchronous=NORMAL` a COMMIT only appends frames to the
 * write-ahead log (https://sqlite.org/pragma.html#pragma_synchronous), and this class makes them durable with an `fdatasync` of that log in the thread
 * pool: one at a time, each covering everything that was committed before it began, while the next batch collects.
 *
 * Why that is enough:
 *  - The log is append-only between resets and its frames carry running checksums: after a crash SQLite replays the longest whole prefix. So if a batch survives,
 *    every earlier batch does: a reservation needs no sync of its own, because the intent that follows it in the same log brings it along. Losing a reservation
 *    means that its intent was lost too, hence was never acknowledged, hence no model was invoked. A lost settlement is done again from the
 *    durable completion (`reconcileHolds`).
 *  - What leaves the log is durable first: in NORMAL mode a checkpoint syncs the log, copies the pages, and syncs the database before the log's header is rewritten (and
 *    synced) for reuse. An acknowledged frame is therefore always in a synced log or in a synced database.
 *  - The log stays one inode while this process has the database open: a checkpoint reuses or truncates it in place; only the last connection to close removes it, and
 *    that is ours. Were it removed from outside, its link count would tell, and the store refuses to go on.
 *  - File names are durable: the directory is synced once the files exist.
 *
 * After any failed write or sync nothing more is accepted (after a failed fsync the kernel may drop the very pages it could not write, so a retry proves nothing):
 * the next start replays what did reach the disk.
 */
import { closeSync, fdatasync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { type FaultCode, GatehouseFault } from '../../shared/errors.ts';
import { BatchTimer } from './batch-timer.ts';
import { acquireStateLock } from './state-lock.ts';
import { syncDirectory } from './sync-directory.ts';

const databaseName = 'gatehouse.db';
/** Pages of 4 KB that collect in the log before they are copied to the database. */
const checkpointPages = 4000;
/** How long a statement may wait for another process that reads, in milliseconds. */
const busyTimeoutMs = 2000;

/** Opened for reading alone; `gatehouse audit show` has no more than this while a hub runs. */
export interface EmbeddedReader {
  prepare(sql: string): StatementSync;
  close(): void;
}

export class EmbeddedStore implements Pick<EmbeddedReader, 'prepare'> {
  readonly #database: DatabaseSync;
  readonly #lock: DatabaseSync;
  readonly #log: number;
  readonly #timer: BatchTimer;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  #transactionOpen = false;
  /** Set while a sync is under way; it settles when that sync ends. */
  #syncing: Promise<void> | undefined;
  /** Those who wait for the sync of the batch that is collecting now. */
  #batch: PromiseWithResolvers<void> | undefined;
  #waiting = 0;
  #failure: unknown;

  private constructor(lock: DatabaseSync, database: DatabaseSync, log: number, callsInFlight: () => number) {
    this.#timer = new BatchTimer(() => this.#flush(), callsInFlight);
    this.#lock = lock;
    this.#database = database;
    this.#log = log;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
  }

  /** Opens (or creates) the store of a state directory; a fault with code `state_locked` where another process has it. */
  static open(directory: string, callsInFlight: () => number = () => 1): EmbeddedStore {
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
      return new EmbeddedStore(lock, database, log, callsInFlight);
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
      if (!this.#transactionOpen) {
        this.#begin.run();
        this.#transactionOpen = true;
        if (this.#syncing === undefined) this.#timer.opened();
      }
      return work();
    } catch (cause) {
      if (cause instanceof GatehouseFault) throw cause;
      this.#fail(cause);
      throw broken(code, cause);
    }
  }

  /** Resolves when everything written so far would survive a power failure. */
  async durable(code: FaultCode): Promise<void> {
    if (this.#failure === undefined) {
      this.#batch ??= Promise.withResolvers();
      const { promise } = this.#batch;
      this.#waiting += 1;
      // While one sync runs, the next batch collects by itself.
      if (this.#syncing === undefined) this.#timer.joined(this.#waiting);
      // The raw error is turned into a fault here, so that a caller's stack shows who waited.
      return promise.catch((cause: unknown) => Promise.reject(broken(code, cause)));
    }
    throw broken(code, this.#failure);
  }

  /** Writes what is pending, then gives up the files and the lock. */
  async close(): Promise<void> {
    if (this.#failure === undefined) await this.durable('ledger_unavailable');
    this.#failure ??= new Error('the store is closed');
    await this.#syncing; // a descriptor that the thread pool still uses must not be closed, or its number could be another file's
    closeSync(this.#log);
    this.#database.close();
    this.#lock.close();
  }

  #flush(): void {
    if (this.#failure !== undefined) return;
    try {
      if (this.#transactionOpen) this.#commit.run();
      this.#transactionOpen = false;
      if (this.#batch !== undefined) this.#sync(this.#batch);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #sync(batch: PromiseWithResolvers<void>): void {
    if (fstatSync(this.#log).nlink === 0) throw new Error('the write-ahead log was removed from outside');
    this.#batch = undefined;
    this.#waiting = 0;
    const ended = Promise.withResolvers<void>();
    this.#syncing = ended.promise;
    fdatasync(this.#log, (error) => {
      this.#syncing = undefined;
      ended.resolve();
      if (error !== null) {
        batch.reject(error);
        this.#fail(error);
        return;
      }
      batch.resolve();
      if (this.#batch !== undefined) this.#timer.joined(this.#waiting);
      else if (this.#transactionOpen) this.#timer.opened();
    });
  }

  #fail(cause: unknown): void {
    this.#failure ??= cause;
    this.#batch?.reject(cause);
    this.#batch = undefined;
    this.#transactionOpen = false;
    try {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      // Nothing was committed and nothing will be: whether SQLite could undo its own memory of it no longer matters.
    }
  }
}

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
