/**
 * The log of the embedded hub: intents, contents and completions, appended to packs with one group commit. What an entry may name is whatever was
 * appended before it: a completion that is durable never points to content that is not, because both are in one append-only file, in that order.
 *
 * After a failed write or sync nothing more is accepted (after a failed fsync the kernel may drop the very pages it could not write, so a retry proves
 * nothing, and a completion written after content that was lost would point nowhere): the next start goes on with what did reach the disk.
 */
import { dirname } from 'node:path';
import { GatehouseFault } from '../../shared/errors.ts';
import { BatchTimer } from '../embedded/batch-timer.ts';
import type { Clock } from '../gateway/ports.ts';
import { type PackEntry, type PackRange, Section } from './pack.ts';
import { PackFile } from './pack-file.ts';
import { newPackName } from './pack-name.ts';

/** Bytes after which a pack is sealed and the next one begun. */
const largestPack = 64 * 1024 * 1024;

/** What is kept beside the log and can be made anew from its open pack (the SQLite index of records, and the ledger). */
export interface LogIndex {
  /** Visible to other processes afterwards, and after this one is killed. */
  commit(): void;
  /** Survives a power failure afterwards. */
  durable(): Promise<void>;
}

export interface PackLogOptions {
  readonly index?: LogIndex;
  /** Tells how much company a write has, so that many share one sync. */
  readonly callsInFlight?: () => number;
}

export interface Appended {
  readonly pack: string;
  readonly range: PackRange;
  /** Resolves when the entry, and everything before it, would survive a power failure. */
  readonly durable: Promise<void>;
}

/** The group commit that is collecting. */
interface Batch {
  readonly section: Section;
  readonly pack: PackFile;
  readonly base: number;
  readonly done: PromiseWithResolvers<void>;
  waiting: number;
}

export class PackLog {
  readonly #root: string;
  readonly #clock: Clock;
  readonly #index: LogIndex | undefined;
  readonly #timer: BatchTimer;
  #pack: PackFile | undefined;
  /** Full ones, and those of days gone by; sealed once no sync is under way and the index is durable. */
  #retired: PackFile[] = [];
  #batch: Batch | undefined;
  #syncing: Promise<void> | undefined;
  #failure: { readonly cause: unknown } | undefined;

  constructor(root: string, clock: Clock, { index, callsInFlight = () => 1 }: PackLogOptions = {}) {
    this.#root = root;
    this.#clock = clock;
    this.#index = index;
    this.#timer = new BatchTimer(() => this.#commit(), callsInFlight);
  }

  /**
   * Adds an entry to the batch that is collecting.
   * @param awaited whether the caller waits for `durable` now. Content is not: the completion that names it follows at once and brings it along.
   */
  append(entry: PackEntry, awaited: boolean): Appended {
    if (this.#failure !== undefined) throw unwritable(this.#failure.cause);
    this.#batch ??= this.#begin();
    const { section, pack, base, done } = this.#batch;
    const { offset, length } = section.add(entry);
    if (awaited) this.#batch.waiting += 1;
    const appended = { pack: pack.name, range: { offset: base + offset, length }, durable: done.promise };
    this.#arm();
    return appended;
  }

  /** Resolves when everything appended so far is in its pack, or can no longer get there. */
  async flush(): Promise<void> {
    while (this.#syncing !== undefined || this.#batch !== undefined) {
      this.#commit();
      await this.#syncing;
    }
  }

  /** Writes what is pending and seals the pack. */
  async close(): Promise<void> {
    await this.flush();
    this.#retire();
    await this.#sealRetired();
  }

  #begin(): Batch {
    try {
      const pack = this.#packForToday();
      const done = Promise.withResolvers<void>();
      // Nobody may be waiting: a failure shows in what is appended next.
      done.promise.catch(() => undefined);
      return { section: new Section(), pack, base: pack.size, done, waiting: 0 };
    } catch (cause) {
      throw unwritable(cause);
    }
  }

  /** Closes the batch when its time has come; while a sync is under way it collects on. */
  #arm(): void {
    if (this.#batch === undefined || this.#syncing !== undefined) return;
    if (this.#batch.waiting > 0) this.#timer.joined(this.#batch.waiting);
    else this.#timer.opened();
  }

  #commit(): void {
    const batch = this.#batch;
    if (batch === undefined || this.#syncing !== undefined) return;
    this.#batch = undefined;
    const synced = Promise.withResolvers<void>();
    this.#syncing = synced.promise;
    const finished = (cause: unknown): void => {
      this.#syncing = undefined;
      synced.resolve();
      this.#finished(batch, cause);
    };
    try {
      batch.pack.append(batch.section.finish());
    } catch (cause) {
      finished(cause);
      return;
    }
    // The thread pool syncs the log while this thread commits the index.
    batch.pack.sync((error) => finished(error ?? undefined));
    try {
      this.#index?.commit();
    } catch (cause) {
      this.#failure ??= { cause };
    }
  }

  #finished(batch: Batch, error: unknown): void {
    if (error !== undefined) this.#failure ??= { cause: error };
    if (this.#failure === undefined) {
      batch.done.resolve();
      this.#arm();
      if (this.#retired.length > 0) void this.#sealRetired();
      return;
    }
    const fault = unwritable(this.#failure.cause);
    batch.done.reject(fault);
    this.#batch?.done.reject(fault);
    this.#batch = undefined;
  }

  /** The open pack; a new one where there is none, it is full, or its day is over. */
  #packForToday(): PackFile {
    const name = newPackName(this.#clock.now());
    const full = this.#pack !== undefined && this.#pack.size >= largestPack;
    if (full || (this.#pack !== undefined && dirname(this.#pack.name) !== dirname(name))) this.#retire();
    this.#pack ??= new PackFile(this.#root, name);
    return this.#pack;
  }

  #retire(): void {
    if (this.#pack !== undefined) this.#retired.push(this.#pack);
    this.#pack = undefined;
  }

  /** Only open packs are read at the next start, so the index must be durable before one is sealed. */
  async #sealRetired(): Promise<void> {
    const packs = this.#retired;
    this.#retired = [];
    const settled = await this.#indexIsDurable();
    for (const pack of packs) pack.close(settled);
  }

  async #indexIsDurable(): Promise<boolean> {
    if (this.#failure !== undefined) return false;
    try {
      await this.#index?.durable();
      return true;
    } catch {
      return false; // the index reports its own failure; the pack stays open, and the next start reads it
    }
  }
}

function unwritable(cause: unknown): GatehouseFault {
  return new GatehouseFault(
    'evidence_unavailable',
    'The evidence directory cannot be written.',
    'Check the disk of the state directory (space, permissions, health), then restart the hub: it goes on with what did reach the disk.',
    { cause },
  );
}
