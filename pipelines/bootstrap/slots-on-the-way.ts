import { printable } from '../../shared/config/printable.ts';
import type { DesiredState } from './desired.ts';
import { contradiction } from './governance-place.ts';
import type { GovernedUnit } from './governed-units.ts';
import type { Courses } from './policy-courses.ts';
import type { PolicyType } from './snapshot.ts';

/**
 * Old and new policies stand side by side on the way, because what denies is detached last. Where a unit has no slots for that, AWS would refuse a change in the middle of the plan.
 *
 * @throws GatehouseFault `configuration_invalid` with the line of the unit.
 */
export function refuseOverfull(desired: DesiredState, courses: Courses): void {
  for (const unit of desired.units)
    for (const type of desired.policyTypes) {
      const now = courses.standing.oursAt(type, unit.id);
      const names = new Set([...now, ...namesToCome(courses, unit, type)]);
      const others = courses.standing.othersAt(type, unit.id);
      const { slots } = desired.quotas[type];
      if (names.size === now.size || others.length + names.size <= slots) continue;
      const needed = `${others.length + names.size} policies of type ${type} would be attached to ${printable(unit.target, 200)} at the same time, and ${slots} is the most`;
      const listed = [...others, ...[...names].sort()].map((name) => printable(name, 128)).join(', ');
      throw contradiction(
        desired.governance,
        unit.path,
        `${needed}: ${listed}.`,
        'Detach one that is not of Gatehouse, or one that nothing asks for any more.',
      );
    }
}

function namesToCome({ all }: Courses, { target }: GovernedUnit, type: PolicyType): readonly string[] {
  return all.flatMap(({ desired, candidateName, candidateAt }) => {
    if (desired.type !== type || !desired.targets.includes(target)) return [];
    return [desired.name, ...(candidateAt.includes(target) ? [candidateName] : [])];
  });
}
