import type { Change } from '../change.ts';

/**
 * How a change holds a thing: `alone`, or together with neighbours that hold it in the same way. To give (create, attach) and to take (detach, delete) are different ways, because
 * nothing that denies may go before what replaces it is there.
 */
type Manner = 'alone' | 'giving' | 'taking' | 'along';
type Hold = readonly [thing: string, manner: Manner];

/** Neighbours that hold one thing in one manner, and may be made side by side. */
interface Group {
  readonly manner: Manner;
  readonly before: Group | undefined;
  /** Members that are not made yet; one that fails stays, and holds up whatever comes after. */
  left: number;
}

/** Says which changes of a wave may begin now. Those that share nothing are independent; all others keep the order of the plan. */
export class ChangeOrder {
  readonly #groups = new Map<Change, readonly Group[]>();

  constructor(changes: readonly Change[]) {
    const last = new Map<string, Group>();
    for (const change of changes) {
      this.#groups.set(
        change,
        holdsOf(change).map(([thing, manner]) => joined(last, thing, manner)),
      );
    }
  }

  mayBegin(change: Change): boolean {
    return this.#groupsOf(change).every(({ before }) => before === undefined || before.left === 0);
  }

  made(change: Change): void {
    for (const group of this.#groupsOf(change)) group.left -= 1;
  }

  #groupsOf(change: Change): readonly Group[] {
    return this.#groups.get(change) ?? [];
  }
}

function joined(last: Map<string, Group>, thing: string, manner: Manner): Group {
  const current = last.get(thing);
  if (current !== undefined && current.manner === manner && manner !== 'alone') {
    current.left += 1;
    return current;
  }
  const group = { manner, before: current, left: 1 };
  last.set(thing, group);
  return group;
}

function holdsOf(change: Change): readonly Hold[] {
  switch (change.kind) {
    case 'enable-trusted-access':
    case 'register-delegated-administrator':
    case 'enable-policy-type':
      return [['organization', 'alone']];
    default:
      return [['organization', 'along'], ...holdsWithin(change)];
  }
}

type WithinOrganization = Exclude<
  Change,
  { readonly kind: 'enable-trusted-access' | 'register-delegated-administrator' | 'enable-policy-type' }
>;

function holdsWithin(change: WithinOrganization): readonly Hold[] {
  switch (change.kind) {
    case 'create-unit':
      return [['units', 'alone'], at(change.path), at(change.parent)];
    case 'move-account':
      return [at(change.account), at(change.from), at(change.to)];
    case 'put-guardrail-policy':
      return [['type BEDROCK', 'alone']];
    case 'deploy-stack-set':
    case 'withdraw-stack-set':
      return [[`stack set ${change.name}`, 'alone'], ...change.targets.map((target) => at(target, 'along'))];
    case 'create-stack-set':
    case 'update-stack-set':
    case 'delete-stack-set':
      return [[`stack set ${change.name}`, 'alone']];
    default:
      return holdsOfPolicies(change);
  }
}

type OfPolicies = Extract<WithinOrganization, { readonly kind: `${string}-policy`; readonly name: string }>;

function holdsOfPolicies(change: OfPolicies): readonly Hold[] {
  const policy = (manner: Manner): Hold => [`policy ${change.type} ${change.name}`, manner];
  const type = (manner: Manner): Hold => [`type ${change.type}`, manner];
  switch (change.kind) {
    case 'create-policy':
      return [policy('alone'), type('giving')];
    // A new text gives and takes at once: statements move from one policy to another.
    case 'update-policy':
      return [policy('alone'), type('alone')];
    case 'attach-policy':
      return [policy('giving'), type('giving'), at(change.target)];
    case 'detach-policy':
      return [policy('taking'), type('taking'), at(change.target)];
    case 'delete-policy':
      return [policy('alone'), type('taking')];
  }
}

/** A root, unit or account. */
function at(target: string, manner: Manner = 'alone'): Hold {
  return [`at ${target}`, manner];
}
