/**
 * The embedded evidence store: content lies in the packs of the log, between the intent and the completion of its call. It is also the offline bundle's format.
 */
import { join } from 'node:path';
import type { EvidenceLocation, EvidenceObject, EvidenceStore } from '../gateway/ports.ts';
import { evidenceAltered, evidenceConflict, evidenceMissing } from './evidence-faults.ts';
import { decodeEntry, packHeader } from './pack.ts';
import { readRange } from './pack-file.ts';
import type { PackLog } from './pack-log.ts';
import { formatVersionId, parseVersionId } from './pack-name.ts';

/** How many recent keys are remembered, to tell a retry from a conflict. */
const rememberedKeys = 65_536;

export class EvidenceDirectory implements EvidenceStore {
  readonly #root: string;
  readonly #log: PackLog;
  /**
   * Recent keys. A key holds the record's unique id, and the record store refuses a second record under one id, so a conflict beyond this memory (or an earlier
   * process's) is found there; the bytes of either version stay what they were in any case, because a version id names its own pack.
   */
  readonly #recent = new Map<string, EvidenceLocation>();

  constructor(root: string, log: PackLog) {
    this.#root = root;
    this.#log = log;
  }

  async put(object: EvidenceObject): Promise<EvidenceLocation> {
    const header = packHeader(object);
    const known = this.#recent.get(object.key);
    if (known !== undefined) {
      if (known.sha256 !== header.sha256) throw evidenceConflict();
      return known;
    }
    const { pack, range } = this.#log.append({ header, body: object.body }, false);
    const { key, sha256, retainUntil } = header;
    const location = { key, versionId: formatVersionId(pack, range), sha256, retainUntil };
    this.#remember(location);
    return location;
  }

  async get(location: Pick<EvidenceLocation, 'key' | 'versionId' | 'sha256'>): Promise<Uint8Array> {
    const version = parseVersionId(location.versionId);
    if (version === undefined) throw evidenceMissing();
    await this.#log.flush();
    const entry = decodeEntry(await readRange(join(this.#root, version.pack), version.range));
    if (entry === undefined || entry.header.sha256 !== location.sha256 || entry.header.key !== location.key)
      throw evidenceAltered();
    return entry.body;
  }

  #remember(location: EvidenceLocation): void {
    this.#recent.set(location.key, location);
    if (this.#recent.size <= rememberedKeys) return;
    for (const oldest of this.#recent.keys()) {
      this.#recent.delete(oldest);
      return;
    }
  }
}
