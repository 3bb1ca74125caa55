import type { CompiledPolicy } from '../../../shared/config/bundle.ts';
import { afterChanges } from '../after-change.ts';
import type { GovernanceFile } from '../governance-place.ts';
import { makePlan } from '../make-plan.ts';
import { neededPermissions } from '../needed-permissions.ts';
import { preflight } from '../preflight/preflight.ts';
import { snapshotRequest } from '../snapshot-request.ts';
import type { Governing } from './governing.ts';

/** What the rules of a governance file ask of an organization; faults name lines of that file. */
export function governingBy({ bundle, hash }: CompiledPolicy, governance: GovernanceFile): Governing {
  return {
    managementAccountId: bundle.organization.managementAccountId,
    request: snapshotRequest(bundle),
    plan: (snapshot) => makePlan(bundle, hash, snapshot, governance),
    obstacles: (plan, before) => preflight(plan, before, afterChanges(before, plan.changes), bundle),
    permissions: neededPermissions,
  };
}
