/**
 * The embedded evidence store: a directory in which every file is written once. All puts that arrive while a commit is under way go into the next one, which is one
 * new pack: created exclusively and read-only, written whole, synced together with the directory that names it. It is also the offline bundle's format.
 */
import { dirname, join } from 'node:path';
import { GatehouseFault } from '../../shared/errors.ts';
import { BatchTimer } from '../embedded/batch-timer.ts';
import type { Clock, EvidenceLocation, EvidenceObject, EvidenceStore } from '../gateway/ports.ts';
import { evidenceAltered, evidenceConflict, evidenceMissing } from './evidence-faults.ts';
import { decodeEntry, encodeSection, type PackEntry, type PackRange, packHeader } from './pack.ts';
import { PackFile, readRange } from './pack-file.ts';
import { formatVersionId, newPackName, parseVersionId } from './pack-name.ts';

/** Bytes after which a pack is sealed and the next one begun. */
const largestPack = 64 * 1024 * 1024;
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
  #pack: PackFile | undefined;

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

  /** Seals the open pack, once no put is under way. */
  close(): void {
    this.#sealPack();
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
    const { bytes, ranges } = encodeSection(batch.map(({ entry }) => entry));
    try {
      const pack = this.#packForToday();
      const base = pack.append(bytes);
      const placed = ranges.map(({ offset, length }) => ({ offset: base + offset, length }));
      pack.sync((error) => this.#committed(error, batch, pack.name, placed));
    } catch (cause) {
      this.#committed(cause, batch, '', []);
    }
  }

  #committed(error: unknown, batch: readonly Pending[], pack: string, ranges: readonly PackRange[]): void {
    if (error === null) {
      this.#resolve(batch, pack, ranges);
    } else {
      // What the failed write left behind is nothing to append to; the next start sets it aside.
      this.#sealPack();
      this.#reject(batch, error);
    }
    this.#committing = false;
    if (this.#queue.length > 0) this.#timer.joined(this.#queue.length);
  }

  #resolve(batch: readonly Pending[], name: string, ranges: readonly PackRange[]): void {
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

  /** The open pack; a new one where there is none, it is full, or its day is over. */
  #packForToday(): PackFile {
    const name = newPackName(this.#clock.now());
    const full = this.#pack !== undefined && this.#pack.size >= largestPack;
    if (full || (this.#pack !== undefined && dirname(this.#pack.name) !== dirname(name))) this.#sealPack();
    this.#pack ??= new PackFile(this.#root, name);
    return this.#pack;
  }

  #sealPack(): void {
    const pack = this.#pack;
    this.#pack = undefined;
    try {
      pack?.seal();
    } catch {
      // A disk that refuses even this has failed a write before, which is reported; recovery seals the pack at the next start.
    }
  }
}
