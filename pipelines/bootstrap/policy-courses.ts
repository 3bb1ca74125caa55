import type { Target } from './change.ts';
import type { DesiredState } from './desired.ts';
import { composedFor } from './our-policies.ts';
import type { PolicyType, Snapshot } from './snapshot.ts';
import { type Standing, StandingPolicies } from './standing-policies.ts';
import { type UnitPaths, unitPaths } from './unit-paths.ts';
import { type Rewriting, type UpdateOrder, updateOrder } from './update-order.ts';

/** How a policy gets from what it is to what it is to be. Told from what stands in the organization, so that a run that was broken off takes the same course to its end. */
export interface Course extends Standing {
  /** Its new text comes to the canary unit first, as a candidate in its place. */
  readonly canaryFirst: boolean;
  /** Its new text is laid down as a candidate before any policy is rewritten. */
  readonly laidDown: boolean;
  /** Units that the candidate is attached to on the way. */
  readonly candidateAt: readonly Target[];
}

/** The courses of all policies, and the order of the rewritings among them. */
export interface Courses {
  readonly standing: StandingPolicies;
  readonly all: readonly Course[];
  /** One after the other. */
  readonly rounds: readonly (readonly Rewriting[])[];
  /** Types of which policies are rewritten everywhere at once, because the canary unit has no slots for both texts. */
  readonly withoutSlots: readonly PolicyType[];
}

export function coursesOf(desired: DesiredState, snapshot: Snapshot): Courses {
  const standing = new StandingPolicies(desired, snapshot);
  const paths = unitPaths(snapshot);
  const { rounds, bridged } = rewritings(standing);
  const withoutSlots = desired.policyTypes.filter((type) => !hasSlotsForBoth(desired, standing, type, paths));
  const isFirst = (each: Standing) =>
    !withoutSlots.includes(each.desired.type) && standsBesidesCanary(desired, each, paths);
  const changedFirst = new Set(
    standing.desired.filter((each) => each.isPending && isFirst(each)).map(({ desired: { type } }) => type),
  );
  const all = standing.desired.map((each): Course => {
    const canaryFirst = isFirst(each);
    const laidDown = each.isPending && (canaryFirst || !isAlone(standing, each, paths));
    const { type, name, targets } = each.desired;
    const candidateAt = targets.filter((target) => {
      if (!laidDown) return false;
      // What the others hand over there, it has to have there.
      if (target === desired.canary && changedFirst.has(type)) return true;
      return bridged.has(name) || isMissed(standing, each, target, paths);
    });
    return { ...each, canaryFirst, laidDown, candidateAt };
  });
  const changing = new Set(
    all.filter(({ isPending, canaryFirst }) => isPending && !canaryFirst).map(({ desired: { type } }) => type),
  );
  return { standing, all, rounds, withoutSlots: withoutSlots.filter((type) => changing.has(type)) };
}

/** Statements wander between policies of one type and one kind of unit, and between no others. */
function groupOf({ desired }: Standing): string {
  const unit = composedFor(desired);
  return unit === undefined ? 'each its own' : `${desired.type} ${unit}`;
}

function rewritings(standing: StandingPolicies): UpdateOrder {
  const groups = Map.groupBy(standing.desired, groupOf);
  const orders = [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, members]) => {
      const inForce = members.filter(({ isPending }) => !isPending).map(({ desired: { text } }) => text);
      return updateOrder(members.flatMap(rewritingOf), inForce);
    });
  return {
    rounds: orders.flatMap(({ rounds }) => rounds),
    bridged: new Set(orders.flatMap(({ bridged }) => [...bridged])),
  };
}

function rewritingOf({ desired, now, isPending }: Standing): readonly Rewriting[] {
  return isPending && now !== undefined ? [{ name: desired.name, before: now.text, text: desired.text }] : [];
}

/** Whether the canary unit can have every old and every new text of a type at once. */
function hasSlotsForBoth(
  { canary, quotas }: DesiredState,
  standing: StandingPolicies,
  type: PolicyType,
  paths: UnitPaths,
): boolean {
  if (canary === undefined) return true;
  const here = paths.idOf(canary);
  const names = new Set(standing.oursAt(type, here));
  for (const { desired, candidateName, isChanging } of standing.desired) {
    if (desired.type !== type || !desired.targets.includes(canary)) continue;
    names.add(desired.name);
    if (isChanging) names.add(candidateName);
  }
  return standing.othersAt(type, here).length + names.size <= quotas[type].slots;
}

/** Not attached where others of its kind are rewritten: what they leave to it, nobody there would deny. */
function isMissed(standing: StandingPolicies, each: Standing, target: Target, paths: UnitPaths): boolean {
  const id = paths.idOf(target) ?? target;
  const isAt = ({ now }: Standing) => now?.targets.includes(id) === true;
  const group = groupOf(each);
  return (
    !isAt(each) &&
    standing.desired.some((other) => other !== each && other.isPending && isAt(other) && groupOf(other) === group)
  );
}

/** Attached to the canary unit alone (or nowhere but there yet), a policy is rewritten where it is: that is the canary. */
function standsBesidesCanary({ canary }: DesiredState, { desired, now }: Standing, paths: UnitPaths): boolean {
  if (canary === undefined || !desired.targets.includes(canary)) return false;
  const here = paths.idOf(canary);
  return now?.targets.some((target) => target !== here) ?? false;
}

/** A single text that changes, and nothing else of its type: one call does it, and no run can be broken off within. */
function isAlone(standing: StandingPolicies, { desired, now }: Standing, paths: UnitPaths): boolean {
  const ofType = standing.desired.filter((other) => other.desired.type === desired.type);
  const attached = new Set(now?.targets);
  return (
    ofType.filter(({ isChanging }) => isChanging).length === 1 &&
    ofType.every((other) => (other.now?.targets.length ?? 0) > 0) &&
    desired.targets.every((target) => attached.has(paths.idOf(target) ?? ''))
  );
}
