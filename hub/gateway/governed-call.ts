import type { AdmittedCall } from './admit.ts';
import type { CallEvidence, KnownCall } from './call-evidence.ts';
import type { Hub } from './hub.ts';

/** A call with its intent on record: whatever happens now, its evidence gets closed. */
export interface GovernedCall {
  readonly call: AdmittedCall;
  readonly known: KnownCall;
  readonly evidence: CallEvidence;
  readonly hub: Hub;
}
