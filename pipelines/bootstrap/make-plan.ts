import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { Plan } from './change.ts';
import { type DesiredOptions, desiredState } from './desired.ts';
import { planChanges } from './plan-changes.ts';
import { remarksOn } from './remarks.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What would change in an organization, from what governance.yaml says and what AWS has: nothing else is read, so that a plan can be made of an exported organization, by anybody, anywhere.
 *
 * @param governance SHA-256 of the bundle.
 * @throws GatehouseFault as `desiredState` and `planChanges` do.
 *
 * @example await makePlan(compiled.bundle, compiled.hash, readSnapshotFile('organization.json'), { file, locate: governanceLocator(text) })
 */
export async function makePlan(
  bundle: PolicyBundle,
  governance: string,
  snapshot: Snapshot,
  options: DesiredOptions = {},
): Promise<Plan> {
  const desired = await desiredState(bundle, snapshot, options);
  const changes = planChanges(desired, snapshot);
  const remarks = remarksOn({ bundle, desired, snapshot, changes });
  return { version: 1, governance, organizationId: snapshot.organization.id, changes, remarks };
}
