/**
 * From the policies that are attached to those that are to be, in waves that never leave a unit with less than it had:
 *
 *   lay down   new texts, as new policies and as candidates: attached nowhere, so nothing changes yet
 *   canary     what is new is attached to the canary unit, then what it replaces is detached there
 *   elsewhere  new policies are attached to all other units
 *   rewrite    policies get their new texts, in the order in which they take statements over from each other
 *   attach     rewritten policies, where they are missing
 *   detach     candidates, and what nothing asks for any more
 *   delete     the same
 */
import type { Target } from './change.ts';
import type { DesiredState } from './desired.ts';
import { accountsAt, type Draft, draft, type Wave } from './draft.ts';
import { candidateOf } from './our-policies.ts';
import type { Course, Courses } from './policy-courses.ts';
import { policyRemovals } from './policy-removals.ts';
import type { AttachedPolicy, PolicyType, Snapshot } from './snapshot.ts';
import { unitPaths } from './unit-paths.ts';
import type { Rewriting } from './update-order.ts';

export interface PolicyWaves {
  /** All but the removals. */
  readonly building: readonly Wave[];
  readonly removing: readonly Wave[];
}

export function policyWaves(desired: DesiredState, snapshot: Snapshot, courses: Courses): PolicyWaves {
  const steps = new PolicySteps(desired, snapshot, courses);
  return {
    building: [
      steps.layDown(),
      steps.attachAtCanary(),
      steps.detachAtCanary(),
      steps.attachElsewhere(),
      ...courses.rounds.map((round) => steps.rewrite(round)),
      steps.attachRewritten(),
    ],
    removing: policyRemovals(desired, snapshot, courses),
  };
}

class PolicySteps {
  readonly #desired: DesiredState;
  readonly #snapshot: Snapshot;
  readonly #courses: Courses;
  readonly #idOf: (target: Target) => string | undefined;

  constructor(desired: DesiredState, snapshot: Snapshot, courses: Courses) {
    this.#desired = desired;
    this.#snapshot = snapshot;
    this.#courses = courses;
    const paths = unitPaths(snapshot);
    this.#idOf = (target) => paths.idOf(target);
  }

  layDown(): Wave {
    return this.#courses.all.flatMap((course) => [...this.#newPolicy(course), ...this.#candidate(course)]);
  }

  #newPolicy({ desired: { type, name, text, sources }, now, isPending }: Course): Draft[] {
    const holds = sources.length === 0 ? 'cuts off the accounts that are quarantined' : `holds ${sources.join(', ')}`;
    if (now === undefined) return [draft({ kind: 'create-policy', type, name, text }, `New: ${holds}.`)];
    if (isPending || now.text === text) return [];
    return [draft({ kind: 'update-policy', type, name, text, before: now.text }, `Attached nowhere yet: ${holds}.`)];
  }

  #candidate({ desired, candidateName: name, candidate, laidDown, canaryFirst }: Course): Draft[] {
    const { type, text } = desired;
    if (!laidDown || candidate?.text === text) return [];
    const why = canaryFirst
      ? `The new text of ${desired.name}, for the canary unit first.`
      : `The new text of ${desired.name}, laid down so that a run that is broken off can be finished.`;
    if (candidate === undefined) return [draft({ kind: 'create-policy', type, name, text }, why)];
    const accounts = accountsAt(this.#snapshot, candidate.targets);
    return [draft({ kind: 'update-policy', type, name, text, before: candidate.text }, why, accounts)];
  }

  attachAtCanary(): Wave {
    const { canary } = this.#desired;
    if (canary === undefined) return [];
    return this.#courses.all.flatMap((course) => {
      const { desired, candidateName, candidate, isChanging, candidateAt } = course;
      if (!desired.targets.includes(canary)) return [];
      if (!isChanging)
        return this.#missing(course.now, canary)
          ? [this.#attach(desired.type, desired.name, canary, 'It is missing here; the canary unit comes first.')]
          : [];
      if (!candidateAt.includes(canary) || !this.#missing(candidate, canary)) return [];
      return [this.#attach(desired.type, candidateName, canary, 'The canary unit has new texts first.')];
    });
  }

  /** With what an earlier plan had stand in for it. */
  detachAtCanary(): Wave {
    const { canary } = this.#desired;
    if (canary === undefined) return [];
    return this.#courses.all.flatMap(({ desired: { type, name }, now, candidateName, isPending, canaryFirst }) => {
      if (!isPending || !canaryFirst) return [];
      const earlier = this.#courses.standing.candidates.filter(
        (other) => other.type === type && candidateOf(other.name) === name && other.name !== candidateName,
      );
      return [now, ...earlier].flatMap((policy) => {
        if (policy === undefined || this.#missing(policy, canary)) return [];
        const body = { kind: 'detach-policy', type, name: policy.name, target: canary } as const;
        return [draft(body, `${candidateName} stands in for it here.`, accountsAt(this.#snapshot, [canary]))];
      });
    });
  }

  attachElsewhere(): Wave {
    return this.#courses.all.flatMap((course) => {
      const { desired, candidateName, candidate, isChanging, candidateAt } = course;
      const why = 'Policies exchange statements: this one holds them meanwhile.';
      const bridges = candidateAt
        .filter((target) => target !== this.#desired.canary && this.#missing(candidate, target))
        .map((target) => this.#attach(desired.type, candidateName, target, why));
      if (isChanging) return bridges;
      return desired.targets
        .filter((target) => target !== this.#desired.canary && this.#missing(course.now, target))
        .map((target) => this.#attach(desired.type, desired.name, target, 'It is missing here.'));
    });
  }

  rewrite(round: readonly Rewriting[]): Wave {
    return round.flatMap(({ name, before, text }) => {
      const course = this.#courses.all.find(({ desired }) => desired.name === name);
      if (course === undefined) return [];
      const { type, targets } = course.desired;
      const reached = targets.filter((target) => !(course.canaryFirst && target === this.#desired.canary));
      const why = `Its rules changed: it holds ${course.desired.sources.join(', ')}.`;
      return [draft({ kind: 'update-policy', type, name, text, before }, why, accountsAt(this.#snapshot, reached))];
    });
  }

  attachRewritten(): Wave {
    const { canary } = this.#desired;
    return this.#courses.all.flatMap(({ desired, now, isChanging, isPending, canaryFirst }) => {
      if (!isChanging) return [];
      const { type, name, targets } = desired;
      const wasTaken = (target: Target) => isPending && canaryFirst && target === canary;
      return targets
        .filter((target) => wasTaken(target) || this.#missing(now, target))
        .map((target) => this.#attach(type, name, target, 'It has its new text now.'));
    });
  }

  #attach(type: PolicyType, name: string, target: Target, why: string): Draft {
    return draft({ kind: 'attach-policy', type, name, target }, why, accountsAt(this.#snapshot, [target]));
  }

  #missing(policy: AttachedPolicy | undefined, target: Target): boolean {
    const id = this.#idOf(target);
    return id === undefined || policy === undefined || !policy.targets.includes(id);
  }
}
