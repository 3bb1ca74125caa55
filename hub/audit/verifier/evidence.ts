import type { LogFiles } from '../log/log-inventory.ts';
import type { EvidenceLocation } from '../record.ts';
import type { PackOrder } from '../sealer/pack-order.ts';

/** A record as a pack has it. */
export interface PackedRecord {
  /** Whether what the pack says about the record (key, retention) is what it must be. */
  readonly sound: boolean;
  readonly bytes: Uint8Array;
}

/** A part of a pack, in order. */
export type PackPart =
  | { readonly kind: 'records'; readonly records: readonly PackedRecord[] }
  /** Bytes from here on are no whole section; the next part is what is whole behind them. */
  | { readonly kind: 'damage'; readonly offset: number }
  /** Like `damage`, up to the end of a pack that was being written: what a crash leaves. */
  | { readonly kind: 'torn'; readonly offset: number };

export interface FoundPack {
  /** `yyyy/mm/dd/<id>.pack` */
  readonly name: string;
  /** Read-only: everything in it was sealed before it became so. */
  readonly closed: boolean;
}

/** All that the verifier reads: logs, packs and content, wherever they lie. */
export interface Evidence {
  /** Months that have a log, `yyyy-mm`. */
  shards(): Promise<readonly string[]>;
  log(shard: string): LogFiles;
  packOrder(): Promise<PackOrder>;
  packs(): Promise<readonly FoundPack[]>;
  /** Undefined where there is no such pack. */
  readPack(pack: FoundPack['name']): AsyncIterable<PackPart> | undefined;
  /** Whether the content is there, with the key, the hash and the retention that its record names. */
  hasContent(location: EvidenceLocation): Promise<'whole' | 'altered' | 'removed'>;
}
