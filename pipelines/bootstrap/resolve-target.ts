import { printable } from '../../shared/config/printable.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { Target } from './change.ts';
import type { Snapshot } from './snapshot.ts';
import { unitPaths } from './unit-paths.ts';

/** The id of what a change speaks of. @throws GatehouseFault `plan_stale` where no unit has that path. */
export function existing(snapshot: Snapshot, target: Target): string {
  const id = unitPaths(snapshot).idOf(target);
  if (id !== undefined) return id;
  throw new GatehouseFault(
    'plan_stale',
    `There is no unit ${printable(target, 200)} in the organization.`,
    'Look at a new plan with gatehouse plan.',
  );
}
