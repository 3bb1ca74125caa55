import { join } from 'node:path';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { BackgroundSealing } from '../audit/background-sealing.ts';
import { LogDirectory } from '../audit/log-directory.ts';
import { openLogSigner } from '../audit/log-key.ts';
import { packRecordsIn } from '../audit/pack-records.ts';
import { Sealer } from '../audit/sealer/sealer.ts';
import { logName } from '../audit/sealer/shard.ts';

/** The logs of the hub on this machine: `log/` in its state directory. To be opened by the process that holds the state lock: a second sealer would be refused there. */
export async function openLocalLog(
  state: string,
  bundle: Pick<PolicyBundle, 'organization' | 'hub'>,
  onProblem: (problem: unknown) => void,
): Promise<BackgroundSealing> {
  const name = logName(bundle.organization.id, bundle.hub.accountId);
  const sealer = new Sealer({
    source: packRecordsIn(join(state, 'evidence')),
    store: new LogDirectory(join(state, 'log')),
    signer: await openLogSigner(state, name),
    name,
  });
  return new BackgroundSealing(sealer, onProblem);
}
