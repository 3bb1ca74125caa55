/**
 * What stands above an account: the service and resource control policies of each level from the root down to itself. Accounts for which these are the same are decided for once, so that thousands cost what
 * their few distinct paths cost.
 */
import type { Account, AttachedPolicy, Snapshot } from '../snapshot.ts';
import type { PolicyReader, ReadPolicy } from './read-policies.ts';
import { type OrganizationTree, organizationTree } from './unit-chain.ts';

/** The root, a unit or an account, and what is attached to it. */
export interface Level {
  readonly id: string;
  readonly policies: readonly ReadPolicy[];
}

export interface PolicyPath {
  /** Of two accounts with the same key, every request is decided in the same way. */
  readonly key: string;
  /** The part of the key that does not follow from the policies: what they may know the account by, where they do. */
  readonly mark: string;
  readonly serviceControl: Levels;
  readonly resourceControl: Levels;
}

export interface Levels {
  /** From the root down. None where the policy type is not enabled, and binds nobody. */
  readonly all: readonly Level[];
  /** What is attached to them. Levels are joined by AND, denials by OR: neither their order nor their number matters, and two that are the same are one. */
  readonly distinct: readonly (readonly ReadPolicy[])[];
}

export interface PolicyWorld {
  readonly tree: OrganizationTree;
  pathTo(account: Account): PolicyPath;
}

type ControlType = 'SCP' | 'RCP';
type Attached = ReadonlyMap<string, readonly ReadPolicy[]>;

export function policyWorld(snapshot: Snapshot, read: PolicyReader): PolicyWorld {
  const tree = organizationTree(snapshot);
  const attached = { SCP: attachments(snapshot, 'SCP', read), RCP: attachments(snapshot, 'RCP', read) };
  const known = new Map<string, PolicyPath>();
  const pathTo = (account: Account): PolicyPath => {
    const chain = [...tree.chainOf(account.parentId), account.id];
    const [scps, rcps] = [levelsOf(chain, attached.SCP), levelsOf(chain, attached.RCP)];
    const mark = markOf(account, [...scps.policies, ...rcps.policies]);
    const key = JSON.stringify([scps.key, rcps.key, mark]);
    const found = known.get(key) ?? { key, mark, serviceControl: scps.levels, resourceControl: rcps.levels };
    known.set(key, found);
    return found;
  };
  return { tree, pathTo };
}

/** By target; undefined where the type is not enabled. */
function attachments(snapshot: Snapshot, type: ControlType, read: PolicyReader): Attached | undefined {
  if (!snapshot.root.policyTypes.includes(type)) return undefined;
  const byTarget = new Map<string, ReadPolicy[]>();
  const add = (policy: AttachedPolicy) => {
    for (const target of policy.targets) {
      const here = byTarget.get(target);
      if (here === undefined) byTarget.set(target, [read(policy)]);
      else here.push(read(policy));
    }
  };
  for (const policy of snapshot.policies) if (policy.type === type) add(policy);
  return byTarget;
}

function levelsOf(chain: readonly string[], attached: Attached | undefined) {
  const all = attached === undefined ? [] : chain.map((id) => ({ id, policies: attached.get(id) ?? [] }));
  const byKey = new Map(all.map(({ policies }) => [keyOf(policies), policies]));
  const distinct = [...byKey.values()];
  return { key: [...byKey.keys()].sort().join(';'), levels: { all, distinct }, policies: distinct.flat() };
}

/** The same for the same policies, in whichever order. */
export function keyOf(policies: readonly { readonly key: number }[]): string {
  return policies
    .map(({ key }) => key)
    .sort((one, other) => one - other)
    .join();
}

function markOf({ id, parentId }: Account, policies: readonly ReadPolicy[]): string {
  const byNumber = policies.some(({ accounts }) => accounts.has(id)) ? id : '';
  return `${byNumber}@${policies.some(({ tellsUnits }) => tellsUnits) ? parentId : ''}`;
}
