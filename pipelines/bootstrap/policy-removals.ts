import type { Target } from './change.ts';
import type { DesiredState } from './desired.ts';
import { accountsAt, type Draft, draft, type Wave } from './draft.ts';
import { candidateNames, candidateOf } from './our-policies.ts';
import type { Courses } from './policy-courses.ts';
import type { PolicyType, Snapshot } from './snapshot.ts';
import { unitPaths } from './unit-paths.ts';

/** A policy at its end: what it says by then, and where it is attached by then. */
interface Leaving {
  readonly type: PolicyType;
  readonly name: string;
  readonly text: string;
  readonly targets: ReadonlySet<Target>;
  readonly why: string;
}

/** What goes when everything that stays is in place: first detached, then deleted. */
export function policyRemovals(desired: DesiredState, snapshot: Snapshot, courses: Courses): readonly Wave[] {
  const nameOf = namesOfTargets(desired, snapshot);
  const leaving = [...leavingCandidates(desired, courses, nameOf), ...leavingPolicies(courses, nameOf)];
  const detached = leaving.flatMap(({ type, name, targets, why }) =>
    [...targets].sort().map((target) => detach(snapshot, type, name, target, why)),
  );
  const deleted = leaving.map(({ type, name, text, why }) =>
    draft({ kind: 'delete-policy', type, name, before: text }, why),
  );
  return [[...detached, ...leftOver(courses, snapshot, nameOf)], deleted];
}

type NameOf = (id: string) => Target;

/** A unit is called in every change what governance.yaml calls it, so that changes keep their ids when the unit is made. */
function namesOfTargets({ units }: DesiredState, snapshot: Snapshot): NameOf {
  const paths = unitPaths(snapshot);
  const names = new Map(units.map(({ target }) => [paths.idOf(target) ?? target, target]));
  return (id) => names.get(id) ?? id;
}

/** Those that there are, and those that will have been made by then. */
function leavingCandidates({ canary }: DesiredState, { standing, all }: Courses, nameOf: NameOf): readonly Leaving[] {
  const leaving = new Map<string, Leaving>();
  for (const { type, name, text, targets } of standing.candidates) {
    const why = `${candidateOf(name)} does not need it any more.`;
    leaving.set(`${type}/${name}`, { type, name, text, targets: new Set(targets.map(nameOf)), why });
  }
  // At the canary unit they have made room for those of this plan by then (`policy-changes.ts`).
  for (const { desired, candidateName, isPending, canaryFirst } of all)
    for (const earlier of candidateNames(desired.name).filter((each) => each !== candidateName))
      if (isPending && canaryFirst && canary !== undefined)
        withoutTarget(leaving, `${desired.type}/${earlier}`, canary);
  for (const { desired, candidateName: name, candidate, laidDown, candidateAt } of all) {
    if (!laidDown) continue;
    const targets = new Set([...(candidate?.targets.map(nameOf) ?? []), ...candidateAt]);
    const why = `${desired.name} has this text now.`;
    leaving.set(`${desired.type}/${name}`, { type: desired.type, name, text: desired.text, targets, why });
  }
  return [...leaving].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

function withoutTarget(leaving: Map<string, Leaving>, key: string, target: Target): void {
  const found = leaving.get(key);
  if (found === undefined) return;
  leaving.set(key, { ...found, targets: new Set([...found.targets].filter((each) => each !== target)) });
}

function leavingPolicies({ standing }: Courses, nameOf: NameOf): readonly Leaving[] {
  return standing.surplus
    .map(({ type, name, text, targets }) => {
      const why = 'Nothing in governance.yaml asks for it any more.';
      return { type, name, text, targets: new Set(targets.map(nameOf)), why };
    })
    .sort((one, other) => (`${one.type}/${one.name}` < `${other.type}/${other.name}` ? -1 : 1));
}

/** Where a policy is attached that nothing asks for there. */
function leftOver({ all }: Courses, snapshot: Snapshot, nameOf: NameOf): Draft[] {
  return all.flatMap(({ desired: { type, name, targets }, now }) => {
    const wanted = new Set(targets);
    const left = now?.targets.map(nameOf).filter((target) => !wanted.has(target)) ?? [];
    return left
      .sort()
      .map((target) => detach(snapshot, type, name, target, 'governance.yaml does not have it here any more.'));
  });
}

function detach(snapshot: Snapshot, type: PolicyType, name: string, target: Target, why: string): Draft {
  return draft({ kind: 'detach-policy', type, name, target }, why, accountsAt(snapshot, [target]));
}
