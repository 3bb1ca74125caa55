import { GatehouseFault } from '../../../shared/errors.ts';
import { entryOf } from './log-entry.ts';
import type { LogSigner } from './log-signer.ts';
import type { LogStore } from './log-store.ts';
import { type BegunPack, readPackOrder, writeBegunPack } from './pack-order.ts';
import type { PackReader, RecordSource } from './record-source.ts';
import { originOf, shardOf } from './shard.ts';
import { ShardLog } from './shard-log.ts';

export interface SealerPorts {
  readonly source: RecordSource;
  readonly store: LogStore;
  readonly signer: LogSigner;
  /** What origins begin with: `logName`. */
  readonly name: string;
}

/** Records under one checkpoint at the most. */
const largestBatch = 4096;

interface Position {
  readonly begun: readonly BegunPack[];
  readonly reader: PackReader;
  readonly shard: string;
  readonly log: ShardLog;
}

/**
 * Brings records from the packs into the logs: every record once, in the order of the packs. The log itself says how far it has come, so there is nothing to lose beside it:
 * after a crash at any step the next run goes on from the newest checkpoint, and makes the same files again where they were made but not signed.
 */
export class Sealer {
  readonly #ports: SealerPorts;
  readonly #sizes = new Map<string, number>();
  #position: Position | undefined;
  #sealed = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: SealerPorts) {
    this.#ports = ports;
  }

  /** Records that came under a checkpoint since this sealer was made. */
  get sealed(): number {
    return this.#sealed;
  }

  /** Seals until `sealed` has reached `until`, or all that is in the packs. One call at a time does so; others wait for their turn. */
  seal(until = Number.POSITIVE_INFINITY): Promise<void> {
    const turn = this.#last.then(() => this.#sealNow(until));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.#last;
    await this.#forget();
  }

  async #sealNow(until: number): Promise<void> {
    try {
      while (this.#sealed < until) {
        // First of all, because after a failed step more may turn out to be sealed than was known.
        this.#position ??= await this.#resume();
        const most = Math.min(largestBatch, until - this.#sealed);
        if (most <= 0 || !(await this.#sealBatch(most))) return;
      }
    } catch (error) {
      // What is on disk is known no more: the next run reads it anew.
      await this.#forget();
      throw error;
    }
  }

  /** Answers whether there was something to do. */
  async #sealBatch(most: number): Promise<boolean> {
    const next = (await this.#position?.reader.next(most)) ?? [];
    if (next.length > 0) return this.#append(next);
    const begun = this.#position?.begun ?? [];
    const known = new Set(begun.map(({ pack }) => pack));
    const pack = (await this.#ports.source.packs()).find((each) => !known.has(each));
    if (pack === undefined) return false;
    // The next pack is created after the last write to this one: only what is read from now on is its end.
    const rest = (await this.#position?.reader.next(most)) ?? [];
    if (rest.length > 0) return this.#append(rest);
    await this.#begin(begun, pack);
    return true;
  }

  async #append(records: readonly Uint8Array[]): Promise<boolean> {
    const { log, shard } = this.#position ?? {};
    if (log === undefined || shard === undefined) return false;
    await log.append(records.map(entryOf));
    this.#count(shard, log);
    return true;
  }

  async #begin(before: readonly BegunPack[], pack: string): Promise<void> {
    const shard = shardOf(pack);
    const log = await this.#open(shard);
    const begun = [...before, { pack, first: log.size }];
    await writeBegunPack(this.#ports.store, before.length, { pack, first: log.size });
    await this.#position?.reader.close();
    this.#position = { begun, shard, log, reader: await this.#ports.source.open(pack) };
  }

  /** Where the newest checkpoint says that it ended; undefined where nothing was begun. */
  async #resume(): Promise<Position | undefined> {
    const { begun, flaw } = await readPackOrder(this.#ports.store);
    if (flaw !== undefined) throw corrupt(`The order of the packs is not known: ${flaw.file} was ${flaw.kind}.`);
    const last = begun.at(-1);
    if (last === undefined) return undefined;
    const shard = shardOf(last.pack);
    const log = await this.#open(shard);
    if (log.size < last.first) throw corrupt(`The log of ${shard} is shorter than it was when ${last.pack} was begun.`);
    return { begun, shard, log, reader: await this.#openBehind(last.pack, log.size - last.first) };
  }

  /** A reader of the records of a pack behind the first so many. */
  async #openBehind(pack: string, records: number): Promise<PackReader> {
    const reader = await this.#ports.source.open(pack);
    try {
      for (let left = records; left > 0; ) {
        const skipped = (await reader.next(Math.min(largestBatch, left))).length;
        if (skipped === 0) throw corrupt(`Records of ${pack} that were sealed are not in it any more.`);
        left -= skipped;
      }
      return reader;
    } catch (error) {
      await reader.close();
      throw error;
    }
  }

  async #open(shard: string): Promise<ShardLog> {
    const { store, signer, name } = this.#ports;
    const log = await ShardLog.open(store, shard, signer, originOf(name, shard));
    this.#count(shard, log);
    return log;
  }

  /** After a step that failed, a log that is read anew may have come further than was known. */
  #count(shard: string, { size }: ShardLog): void {
    this.#sealed += size - (this.#sizes.get(shard) ?? size);
    this.#sizes.set(shard, size);
  }

  async #forget(): Promise<void> {
    const { reader } = this.#position ?? {};
    this.#position = undefined;
    await reader?.close();
  }
}

function corrupt(message: string): GatehouseFault {
  return new GatehouseFault(
    'evidence_corrupt',
    message,
    'Nothing was signed. Keep the state directory as it is, find out what is wrong with gatehouse audit verify, and start an investigation.',
  );
}
