import type { Findings } from '../log/log-report.ts';
import type { BegunPack } from '../sealer/pack-order.ts';
import { comparePack, type RecordMark } from './compare-pack.ts';
import type { Evidence, FoundPack } from './evidence.ts';
import type { EvidenceFinding } from './evidence-report.ts';
import { type LinkedRecord, readEntry } from './read-entry.ts';
import type { RecordLinks, RecordPlace } from './record-links.ts';

interface ReadPack {
  readonly records: readonly LinkedRecord[];
  readonly damaged: boolean;
}

/** Holds the packs against the logs, one pack at a time. */
export class PackedRecords {
  readonly #evidence: Evidence;
  readonly #findings: Findings<EvidenceFinding>;
  readonly #links: RecordLinks;
  #begun: readonly BegunPack[] = [];
  #newest: string | undefined;
  #at = 0;
  #sealed: RecordMark[] = [];
  #taken = 0;
  #contents = 0;
  #pending = 0;

  constructor(evidence: Evidence, findings: Findings<EvidenceFinding>, links: RecordLinks) {
    this.#evidence = evidence;
    this.#findings = findings;
    this.#links = links;
  }

  get contents(): number {
    return this.#contents;
  }

  get pending(): number {
    return this.#pending;
  }

  /** @param newest the pack that was begun last of all, in whichever month */
  beginShard(shard: string, begun: readonly BegunPack[], newest: string | undefined): void {
    this.#begun = begun;
    this.#newest = newest;
    this.#at = 0;
    this.#sealed = [];
    this.#taken = 0;
    for (const [place, { first, pack }] of begun.entries()) {
      const before = begun[place - 1];
      if (before === undefined ? first === 0 : first >= before.first) continue;
      const message = `${pack} cannot begin at ${first} in the log of ${shard}.`;
      this.#findings.add({ kind: 'altered', file: 'log/packs', message });
    }
  }

  /** Takes a sealed record, in order. */
  async take(index: number, { recordId, type, hash }: LinkedRecord): Promise<void> {
    while (index >= (this.#begun[this.#at + 1]?.first ?? Number.POSITIVE_INFINITY)) await this.#compareCurrent();
    this.#sealed.push({ recordId, type, hash });
    this.#taken += 1;
  }

  async checkContent({ content, recordId }: LinkedRecord, place: RecordPlace): Promise<void> {
    if (content === undefined) return;
    const state = await this.#evidence.hasContent(content);
    if (state === 'whole') {
      this.#contents += 1;
      return;
    }
    const message = `The content that the record names, ${content.key}, ${state === 'removed' ? 'is not there' : 'is not what was stored'}.`;
    const file = `evidence/${content.versionId.split('#')[0]}`;
    this.#findings.add({ kind: state, ...place, file, recordId, message, expected: content.sha256 });
  }

  async finishShard(size: number, found: readonly FoundPack[], orderUnknown: boolean): Promise<void> {
    // Entries that could not be read are on the list: what they were is not known.
    if (this.#taken < size) return;
    while (this.#at < this.#begun.length) await this.#compareCurrent({ size, found });
    if (orderUnknown) return;
    if (this.#sealed.length > 0) {
      const message = `It is not said which packs the ${this.#sealed.length} sealed records are from.`;
      this.#findings.add({ kind: 'removed', file: 'log/packs', message });
      return;
    }
    const known = new Set(this.#begun.map(({ pack }) => pack));
    for (const pack of found) if (!known.has(pack.name)) await this.#judgeUnsealed(pack);
  }

  /** @param end set where the log ends in this pack, or before it: its size, and the packs that there are */
  async #compareCurrent(end?: { readonly size: number; readonly found: readonly FoundPack[] }): Promise<void> {
    const current = this.#begun[this.#at];
    const sealed = this.#sealed;
    this.#at += 1;
    this.#sealed = [];
    if (current === undefined) return;
    const { pack, first } = current;
    const file = `evidence/${pack}`;
    if (end !== undefined && first > end.size) this.#reportShort(pack, first, end.size);
    const read = await this.#read(pack);
    if (read === undefined) {
      const message = `The pack is not there; ${sealed.length} of its records were sealed.`;
      this.#findings.add({ kind: 'removed', file, index: first, message });
      return;
    }
    const { records, damaged } = read;
    const behind = end !== undefined && isPrefix(sealed, records) ? records.slice(sealed.length) : [];
    const packed = records.slice(0, records.length - behind.length);
    comparePack({ file, first, sealed, packed, damaged }, this.#findings);
    // A newer pack is begun only when this one is sealed as a whole.
    const closed = pack !== this.#newest || end?.found.find(({ name }) => name === pack)?.closed !== false;
    await this.#judgeBehind(file, behind, closed);
  }

  #reportShort(pack: string, first: number, size: number): void {
    const message = `The log is shorter than it was when ${pack} was begun.`;
    const [says, expected] = [String(size), String(first)];
    this.#findings.add({ kind: 'rolled-back', file: 'log/packs', message, says, expected });
  }

  /** Records behind those that were sealed: of a pack that is closed they were sealed once, unless they do not even follow from the ones before. */
  async #judgeBehind(file: string, behind: readonly LinkedRecord[], closed: boolean): Promise<void> {
    let follows = true;
    for (const record of behind) {
      follows &&= this.#links.continues(record);
      this.#links.add(record, { file });
      await this.checkContent(record, { file });
    }
    if (!closed) this.#pending += behind.length;
    else if (behind.length > 0) {
      const message = follows
        ? `The log ends before the last ${behind.length} records of the pack, which was sealed as a whole.`
        : `The last ${behind.length} records of the pack were never sealed.`;
      this.#findings.add({ kind: follows ? 'rolled-back' : 'inserted', file, message });
    }
  }

  /** A pack that the log does not know. */
  async #judgeUnsealed({ name, closed }: FoundPack): Promise<void> {
    const read = await this.#read(name);
    if (read === undefined) return;
    const file = `evidence/${name}`;
    if (this.#newest === undefined || name > this.#newest) await this.#judgeBehind(file, read.records, closed);
    else if (read.records.length > 0) {
      this.#findings.add({
        kind: 'inserted',
        file,
        message: `None of the ${read.records.length} records of the pack was ever sealed.`,
      });
    }
  }

  async #read(pack: string): Promise<ReadPack | undefined> {
    const parts = this.#evidence.readPack(pack);
    if (parts === undefined) return undefined;
    const file = `evidence/${pack}`;
    const records: LinkedRecord[] = [];
    let damaged = false;
    for await (const part of parts) {
      if (part.kind === 'damage') {
        damaged = true;
        this.#findings.add({ kind: 'altered', file, message: `The pack is damaged at byte ${part.offset}.` });
      } else if (part.kind === 'records') {
        for (const { bytes, sound } of part.records) {
          const record = readEntry(bytes);
          if (record === undefined || !sound) {
            damaged = true;
            const message = 'What the pack says about a record is not what it must say.';
            this.#findings.add({
              kind: 'altered',
              file,
              message,
              ...(record === undefined ? {} : { recordId: record.recordId }),
            });
          }
          if (record !== undefined) records.push(record);
        }
      }
    }
    return { records, damaged };
  }
}

function isPrefix(sealed: readonly RecordMark[], records: readonly LinkedRecord[]): boolean {
  return sealed.length <= records.length && sealed.every(({ hash }, at) => records[at]?.hash === hash);
}
