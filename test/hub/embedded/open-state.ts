import { join } from 'node:path';
import { EvidenceDirectory } from '../../../hub/audit/evidence-directory.ts';
import { PackLog } from '../../../hub/audit/pack-log.ts';
import { SqliteRecords } from '../../../hub/audit/sqlite-records.ts';
import { SqliteLedger } from '../../../hub/cost/sqlite-ledger.ts';
import { EmbeddedStore } from '../../../hub/embedded/embedded-store.ts';
import type { Clock } from '../../../hub/gateway/ports.ts';

export interface OpenState {
  readonly store: EmbeddedStore;
  readonly log: PackLog;
  readonly ledger: SqliteLedger;
  readonly records: SqliteRecords;
  readonly evidence: EvidenceDirectory;
  close(): Promise<void>;
}

/** The embedded adapters over one state directory, put together as the local hub does it. */
export function openState(directory: string, clock: Clock = { now: Date.now }): OpenState {
  const store = EmbeddedStore.open(directory);
  const root = join(directory, 'evidence');
  const log = new PackLog(root, clock, { index: store });
  const close = async (): Promise<void> => {
    await log.close();
    await store.close();
  };
  const evidence = new EvidenceDirectory(root, log);
  return { store, log, ledger: new SqliteLedger(store), records: new SqliteRecords(store, log), evidence, close };
}
