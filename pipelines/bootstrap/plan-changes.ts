import type { Change } from './change.ts';
import { changeId } from './change-id.ts';
import type { DesiredState } from './desired.ts';
import type { Wave } from './draft.ts';
import { foundationWaves } from './foundation-changes.ts';
import { policyWaves } from './policy-changes.ts';
import { coursesOf } from './policy-courses.ts';
import { refuseOverfull } from './slots-on-the-way.ts';
import type { Snapshot } from './snapshot.ts';
import { stackSetRemovals, stackSetWaves } from './stack-set-changes.ts';

/**
 * The changes that make an organization what it is to be, in the order in which they are made. Made in part, in that order, they leave exactly the others: a run that was broken off reads the organization again, plans again, and goes on.
 *
 * @throws GatehouseFault `configuration_invalid` where a unit has too few slots for what has to stand side by side on the way.
 */
export function planChanges(desired: DesiredState, snapshot: Snapshot): readonly Change[] {
  const courses = coursesOf(desired, snapshot);
  refuseOverfull(desired, courses);
  const policies = policyWaves(desired, snapshot, courses);
  const waves = [
    ...foundationWaves(desired, snapshot),
    ...stackSetWaves(desired, snapshot),
    ...policies.building,
    ...policies.removing,
    ...stackSetRemovals(desired, snapshot),
  ];
  return numbered(waves.filter((wave) => wave.length > 0));
}

function numbered(waves: readonly Wave[]): readonly Change[] {
  return waves.flatMap((wave, index) => wave.map((draft) => ({ ...draft, id: changeId(draft), wave: index + 1 })));
}
