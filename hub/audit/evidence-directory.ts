/**
 * The embedded evidence store: a directory in which every file is written once. All puts that arrive while a commit is under way go into the next one, which is one
 * new pack: created exclusively and read-only, written whole, synced together with the directory that names it. It is also the offline bundle's format.
 */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GatehouseFault } from '../../shared/errors.ts';
import type { Clock, EvidenceLocation, EvidenceObject, EvidenceStore } from '../gateway/ports.ts';
import { BatchTimer } from '../local/batch-timer.ts';
import { syncDirectory } from '../local/sync-directory.ts';
import { evidenceAltered, evidenceConflict, evidenceMissing } from './evidence-faults.ts';
import { decodeEntry, encodePack, type PackEntry, packHeader } from './pack.ts';
import { createPack, readRange, syncPack } from './pack-file.ts';
import { formatVersionId, newPackName, parseVersionId } from './pack-name.ts';

/** How many recent keys are remembered, to tell a retry from a conflict. */
const rememberedKeys = 65_536;

interface Pending {
  readonly entry: PackEntry;
  readonly stored: PromiseWithResolvers<EvidenceLocation>;
}

/** Without the body, or the memory would hold the content of the last 65,536 calls. */
interface Remembered {
  readonly sha256: string;
  readonly stored: Promise<EvidenceLocation>;
}

export class EvidenceDirectory implements EvidenceStore {
  readonly #root: string;
  readonly #clock: Clock;
  /**
   * Recent keys. A key holds the record's unique id, and the record store refuses a second record under one id, so a conflict beyond this memory (or an earlier
   * process's) is found there; the bytes of either version stay what they were in any case, because a version id names its own pack.
   */
  readonly #recent = new Map<string, Remembered>();
  readonly #timer: BatchTimer;
  #queue: Pending[] = [];
  #committing = false;
  #day: { readonly path: string; readonly handle: number } | undefined;

  constructor(root: string, clock: Clock, callsInFlight: () => number = () => 1) {
    this.#timer = new BatchTimer(() => this.#commit(), callsInFlight);
    this.#root = root;
    this.#clock = clock;
  }

  async put(object: EvidenceObject): Promise<EvidenceLocation> {
    const header = packHeader(object);
    const known = this.#recent.get(object.key);
    if (known !== undefined) {
      if (known.sha256 !== header.sha256) throw evidenceConflict();
      return known.stored;
    }
    const pending: Pending = { entry: { header, body: object.body }, stored: Promise.withResolvers() };
    this.#remember(object.key, { sha256: header.sha256, stored: pending.stored.promise });
    this.#queue.push(pending);
    if (!this.#committing) this.#timer.joined(this.#queue.length);
    return pending.stored.promise;
  }

  async get(location: Pick<EvidenceLocation, 'key' | 'versionId' | 'sha256'>): Promise<Uint8Array> {
    const version = parseVersionId(location.versionId);
    if (version === undefined) throw evidenceMissing();
    const entry = decodeEntry(await readRange(join(this.#root, version.pack), version.range));
    if (entry === undefined || entry.header.sha256 !== location.sha256 || entry.header.key !== location.key)
      throw evidenceAltered();
    return entry.body;
  }

  /** Gives up the open directory, once no put is under way. */
  close(): void {
    if (this.#day !== undefined) closeSync(this.#day.handle);
    this.#day = undefined;
  }

  #remember(key: string, remembered: Remembered): void {
    this.#recent.set(key, remembered);
    if (this.#recent.size <= rememberedKeys) return;
    for (const oldest of this.#recent.keys()) {
      this.#recent.delete(oldest);
      return;
    }
  }

  #commit(): void {
    this.#committing = true;
    const batch = this.#queue;
    this.#queue = [];
    const { bytes, ranges } = encodePack(batch.map(({ entry }) => entry));
    const name = newPackName(this.#clock.now());
    const done = (error: unknown) => {
      if (error === undefined) this.#resolve(batch, name, ranges);
      else this.#reject(batch, error);
      this.#committing = false;
      if (this.#queue.length > 0) this.#timer.joined(this.#queue.length);
    };
    try {
      const directory = this.#openDay(dirname(join(this.#root, name)));
      syncPack(createPack(join(this.#root, name), bytes), directory, done);
    } catch (cause) {
      done(cause);
    }
  }

  #resolve(batch: readonly Pending[], name: string, ranges: readonly { offset: number; length: number }[]): void {
    for (const [index, { entry, stored }] of batch.entries()) {
      const { key, sha256, retainUntil } = entry.header;
      const range = ranges[index] ?? { offset: 0, length: 0 };
      stored.resolve({ key, versionId: formatVersionId(name, range), sha256, retainUntil });
    }
  }

  /** What failed is forgotten, so that it may be tried again; its torn pack, if any, is set aside at the next start. */
  #reject(batch: readonly Pending[], cause: unknown): void {
    const fault = new GatehouseFault(
      'evidence_unavailable',
      'The evidence directory cannot be written.',
      'Check the disk of the state directory (space, permissions, health).',
      { cause },
    );
    for (const { entry, stored } of batch) {
      this.#recent.delete(entry.header.key);
      stored.reject(fault);
    }
  }

  #openDay(path: string): number {
    if (this.#day?.path === path) return this.#day.handle;
    this.close();
    mkdirSync(path, { recursive: true, mode: 0o700 });
    // The names of the month, the year and the root are new perhaps: each is durable once its parent is synced.
    for (let parent = dirname(path); parent.length >= dirname(this.#root).length; parent = dirname(parent)) {
      syncDirectory(parent);
      if (parent === dirname(parent)) break;
    }
    this.#day = { path, handle: openSync(path, 'r') };
    return this.#day.handle;
  }
}
