/**
 * Verifies all that a hub has kept, and trusts nothing of it but the keys that its reader brought: the logs by their signatures and trees, the packs by the logs, the records by
 * their writers' chains and their calls, the content by the records.
 */

import type { KeptCheckpoint } from '../log/known-checkpoints.ts';
import { Findings } from '../log/log-report.ts';
import type { NoteKey } from '../log/note-key.ts';
import { verifyLog } from '../log/verify-log.ts';
import type { BegunPack } from '../sealer/pack-order.ts';
import { shardOf } from '../sealer/shard.ts';
import type { Evidence, FoundPack } from './evidence.ts';
import type { EvidenceFinding, EvidenceReport, ShardSummary } from './evidence-report.ts';
import { PackedRecords } from './packed-records.ts';
import { readEntry } from './read-entry.ts';
import { RecordLinks } from './record-links.ts';

export interface EvidenceVerification {
  readonly evidence: Evidence;
  readonly keys: readonly NoteKey[];
  /** Checkpoints that somebody kept: the log of their month must still contain them. */
  readonly kept?: readonly KeptCheckpoint[];
  readonly onProgress?: (records: number, of: number) => void;
}

export async function verifyEvidence(verification: EvidenceVerification): Promise<EvidenceReport> {
  return new EvidenceCheck(verification).run();
}

class EvidenceCheck {
  readonly #verification: EvidenceVerification;
  readonly #findings = new Findings<EvidenceFinding>();
  readonly #links = new RecordLinks(this.#findings);
  readonly #packed: PackedRecords;
  readonly #shards: ShardSummary[] = [];

  constructor(verification: EvidenceVerification) {
    this.#verification = verification;
    this.#packed = new PackedRecords(verification.evidence, this.#findings, this.#links);
  }

  async run(): Promise<EvidenceReport> {
    const { evidence } = this.#verification;
    const { begun, flaw } = await evidence.packOrder();
    if (flaw !== undefined) {
      const message = 'It cannot be told which packs were sealed from here on.';
      this.#findings.add({ kind: flaw.kind, file: `log/${flaw.file}`, message });
    }
    const packs = await evidence.packs();
    const logs = await evidence.shards();
    const shards = [
      ...new Set([...logs, ...begun.map(({ pack }) => shardOf(pack)), ...packs.map(({ name }) => shardOf(name))]),
    ].sort();
    for (const shard of shards) await this.#verifyShard(shard, begun, packs, flaw !== undefined);
    this.#links.finish();
    const { contents, pending } = this.#packed;
    const { listed: findings, unlisted } = this.#findings;
    const records = this.#shards.reduce((sum, { size }) => sum + size, 0);
    return { shards: this.#shards, records, calls: this.#links.calls, contents, pending, findings, unlisted };
  }

  async #verifyShard(
    shard: string,
    order: readonly BegunPack[],
    packs: readonly FoundPack[],
    orderUnknown: boolean,
  ): Promise<void> {
    const { evidence, keys, kept = [], onProgress } = this.#verification;
    const begun = order.filter(({ pack }) => shardOf(pack) === shard);
    const found = packs.filter(({ name }) => shardOf(name) === shard);
    this.#packed.beginShard(shard, begun, order.at(-1)?.pack);
    const report = await verifyLog({
      files: evidence.log(shard),
      keys,
      kept: kept.filter(({ bytes }) => Buffer.from(bytes).toString('latin1').split('\n')[0]?.endsWith(`/${shard}`)),
      entriesRequired: true,
      mayBeEmpty: true,
      onEntry: (index, entry, file) => this.#take(shard, index, entry, file),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const { origin, size, checkpoints, findings } = report;
    for (const finding of findings) this.#findings.add({ ...finding, file: inLog(shard, finding.file) });
    if (origin !== null && !origin.endsWith(`/${shard}`)) {
      const message = 'The log is of another month than its directory says.';
      this.#findings.add({ kind: 'wrong-key', file: `log/${shard}`, message, says: origin, expected: `…/${shard}` });
    }
    this.#shards.push({ shard, origin, size, checkpoints });
    // Where no checkpoint is believed, that is what is wrong: the packs cannot be held against anything.
    if (origin !== null || findings.length === 0) await this.#packed.finishShard(size, found, orderUnknown);
  }

  async #take(shard: string, index: number, entry: Uint8Array, file: string): Promise<void> {
    const record = readEntry(entry);
    const place = { file: inLog(shard, file), index };
    if (record === undefined) {
      this.#findings.add({ kind: 'malformed', ...place, message: 'The entry is not a record.' });
      return;
    }
    await this.#packed.take(index, record);
    this.#links.add(record, place);
    await this.#packed.checkContent(record, place);
  }
}

/** Checkpoints that were kept elsewhere are named as they are. */
function inLog(shard: string, file: string): string {
  return /^(?:tile|checkpoints?)(?:[/.]|$)/.test(file) ? `log/${shard}/${file}` : file;
}
