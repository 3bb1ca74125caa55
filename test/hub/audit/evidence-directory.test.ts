import { EvidenceDirectory } from '../../../hub/audit/evidence-directory.ts';
import { describeEvidence } from '../gateway/evidence.contract.ts';
import { newStateDirectory } from '../local/state-directory.ts';

describeEvidence('EvidenceDirectory', async () => {
  const directory = newStateDirectory();
  const evidence = new EvidenceDirectory(`${directory.path}/evidence`, { now: () => Date.UTC(2026, 10, 20) });
  return {
    evidence,
    async close() {
      evidence.close();
      directory.remove();
    },
  };
});
