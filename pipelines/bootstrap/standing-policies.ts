import type { DesiredState } from './desired.ts';
import type { DesiredPolicy } from './desired-policies.ts';
import { fullAccessPolicies, hasFullAccessPolicy } from './full-access.ts';
import { candidateNames, candidateOf } from './our-policies.ts';
import type { AttachedPolicy, PolicyType, Snapshot } from './snapshot.ts';

/** A policy that is to be, beside what there is of it. */
export interface Standing {
  readonly desired: DesiredPolicy;
  readonly now: AttachedPolicy | undefined;
  /** The one that holds its text, or is to. */
  readonly candidateName: string;
  readonly candidate: AttachedPolicy | undefined;
  /** Says something else where it is attached: it is rewritten, with care. */
  readonly isPending: boolean;
  /** Pending, or its text laid down as a candidate: it is, or was, one of those that this plan rewrites. */
  readonly isChanging: boolean;
}

type Candidate = Pick<Standing, 'candidateName' | 'candidate'>;

/** The policies of Gatehouse in an organization, and how many of others stand beside them. */
export class StandingPolicies {
  readonly desired: readonly Standing[];
  /** Policies that nothing asks for any more. */
  readonly surplus: readonly AttachedPolicy[];
  readonly #ours: ReadonlyMap<string, AttachedPolicy>;
  readonly #byTarget: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #others: ReadonlyMap<string, readonly string[]>;

  constructor({ policies: wanted, isOurs, stay }: DesiredState, { policies }: Snapshot) {
    const ours = policies.filter(isOurs);
    this.#ours = new Map(ours.map((policy) => [keyOf(policy), policy]));
    this.desired = wanted.map((desired) => this.#standing(desired));
    const asked = new Set(wanted.map(keyOf));
    this.surplus = ours.filter(
      ({ type, name }) => candidateOf(name) === undefined && !asked.has(keyOf({ type, name })) && !stay.has(name),
    );
    this.#byTarget = namesAt(ours);
    this.#others = new Map(
      [...namesAt(policies.filter((policy) => !isOurs(policy) && !isFullAccess(policy)))].map(([at, names]) => [
        at,
        [...names].sort(),
      ]),
    );
  }

  #standing(desired: DesiredPolicy): Standing {
    const { type, name, text } = desired;
    const now = this.#ours.get(keyOf({ type, name }));
    const { candidateName, candidate } = this.#candidateFor(desired);
    const isPending = now !== undefined && now.targets.length > 0 && now.text !== text;
    return { desired, now, candidateName, candidate, isPending, isChanging: isPending || candidate?.text === text };
  }

  #candidateFor({ type, name, text }: DesiredPolicy): Candidate {
    const both = candidateNames(name).map((candidateName) => {
      const candidate = this.#ours.get(keyOf({ type, name: candidateName }));
      return { candidateName, candidate };
    });
    const laidDown = both.find(({ candidate }) => candidate?.text === text);
    const free = both.find(({ candidate }) => candidate === undefined || candidate.targets.length === 0);
    const [first] = both;
    return laidDown ?? free ?? first ?? { candidateName: name, candidate: undefined };
  }

  /** All candidates that there are, whatever they say. */
  get candidates(): readonly AttachedPolicy[] {
    return [...this.#ours.values()].filter(({ name }) => candidateOf(name) !== undefined);
  }

  /** Names of our policies that are attached to a unit, candidates included. */
  oursAt(type: PolicyType, unitId: string | undefined): ReadonlySet<string> {
    return this.#byTarget.get(`${type} ${unitId ?? ''}`) ?? new Set();
  }

  /** Names of what else takes a slot of a unit; what AWS attaches by itself as soon as the type is enabled among them. */
  othersAt(type: PolicyType, unitId: string | undefined): readonly string[] {
    const byAws = hasFullAccessPolicy(type) ? [fullAccessPolicies[type].name] : [];
    return [...byAws, ...(this.#others.get(`${type} ${unitId ?? ''}`) ?? [])];
  }
}

function keyOf({ type, name }: Pick<AttachedPolicy, 'type' | 'name'>): string {
  return `${type}/${name}`;
}

function isFullAccess({ type, name }: AttachedPolicy): boolean {
  return hasFullAccessPolicy(type) && fullAccessPolicies[type].name === name;
}

function namesAt(policies: readonly AttachedPolicy[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { type, name, targets } of policies)
    for (const target of targets) {
      const key = `${type} ${target}`;
      const known = names.get(key);
      if (known === undefined) names.set(key, new Set([name]));
      else known.add(name);
    }
  return names;
}
