import { EvidenceDirectory } from '../../../hub/audit/evidence-directory.ts';
import { PackLog } from '../../../hub/audit/pack-log.ts';
import { describeEvidence } from '../gateway/evidence.contract.ts';
import { newStateDirectory } from '../local/state-directory.ts';

describeEvidence('EvidenceDirectory', async () => {
  const directory = newStateDirectory();
  const root = `${directory.path}/evidence`;
  const log = new PackLog(root, { now: () => Date.UTC(2026, 10, 20) });
  return {
    evidence: new EvidenceDirectory(root, log),
    async close() {
      await log.close();
      directory.remove();
    },
  };
});
