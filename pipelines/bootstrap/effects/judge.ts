import { type AccessRequest, identityOf, resourceAccountOf } from '../../../shared/iam/access-request.ts';
import { authorize, type Decision, type PolicySet } from '../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../../shared/iam/statement-match.ts';
import { type NarrowedPolicy, narrower } from './narrow-policies.ts';
import { keyOf, type Levels, type PolicyPath } from './policy-paths.ts';

/** What organization policies make of a request that the account itself, and the resource, would let through. */
export interface Verdict {
  readonly allowed: boolean;
  /** Undefined where it is allowed. */
  readonly by: Denial | undefined;
}

/** Who denies: a policy, by the statement's Sid or its place; or a root, unit or account (its id) that has no policy which allows it. */
export type Denial = { readonly policy: string; readonly statement: string } | { readonly nothingAllowsAt: string };

export interface Judge {
  /** @param account the one that the path leads to: service control policies bind its own principals, resource control policies what it owns. */
  decide(request: AccessRequest, path: PolicyPath, account: string): Verdict;
  /** The same for paths under which requests for the action are decided alike. */
  keyFor(action: string, path: PolicyPath): string;
  /** How many requests were judged. */
  asked(): number;
}

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const granted = {
  identity: [named('identity', everything)],
  resource: [named('resource', { ...everything, Principal: '*' })],
};

type Narrowed = readonly (readonly NarrowedPolicy[])[];
interface Fences {
  readonly serviceControl?: Narrowed;
  readonly resourceControl?: Narrowed;
}

/** @param managementAccount whose principals and resources these policies do not bind. */
export function createJudge(managementAccount: string): Judge {
  const narrow = narrower();
  let count = 0;
  const narrowed = (action: string, { distinct }: Levels): Narrowed =>
    distinct.map((policies) => policies.map((policy) => narrow(policy, action)));
  return {
    decide: (request, path, account) => {
      count += 1;
      const own = identityOf(request.principal).account === account;
      const owned = resourceAccountOf(request) === account;
      const fences: Fences = {
        ...(own ? { serviceControl: narrowed(request.action, path.serviceControl) } : {}),
        ...(owned ? { resourceControl: narrowed(request.action, path.resourceControl) } : {}),
      };
      const set = { ...granted, ...fences, managementAccount };
      const decision = authorize(request, set);
      if (decision.allowed) return { allowed: true, by: undefined };
      return { allowed: false, by: denialBy(decision, fences) ?? emptyLevel(request, decision, path, set) };
    },
    keyFor: (action, { serviceControl, resourceControl, mark }) => {
      const keys = [serviceControl, resourceControl].map((levels) =>
        narrowed(action, levels).map((level) => keyOf(level.filter(({ places }) => places.length > 0))),
      );
      return JSON.stringify([...keys.map((key) => [...new Set(key)].sort()), mark]);
    },
    asked: () => count,
  };
}

/** The statement, as the whole policy counts it. */
function denialBy({ by, statement }: Decision, fences: Fences): Denial | undefined {
  if (statement === undefined) return undefined;
  const policies = by === 'serviceControl' || by === 'resourceControl' ? (fences[by] ?? []).flat() : [];
  const place = policies.find(({ name }) => name === statement.policy)?.places[statement.index] ?? statement.index;
  return { policy: statement.policy, statement: statement.sid ?? `statement ${place + 1}` };
}

/** The first level from the root that has nothing which allows the request. */
function emptyLevel(request: AccessRequest, { by }: Decision, path: PolicyPath, set: PolicySet): Denial {
  const type = by === 'resourceControl' ? by : 'serviceControl';
  const level = path[type].all.find(({ policies }) => {
    return authorize(request, { ...set, [type]: [policies] }).reason === `no-${type}-allow`;
  });
  return { nothingAllowsAt: level?.id ?? path.key };
}

function named(name: string, statement: object): NamedPolicy {
  return { name, document: parsePolicy({ Version: '2012-10-17', Statement: statement }, name) };
}
