/** What the checks look at: the governed accounts as they are after the plan, grouped so that each group is decided for once. */
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { accountsBelow } from '../accounts-below.ts';
import { createJudge, type Judge } from '../effects/judge.ts';
import { type PolicyPath, type PolicyWorld, policyWorld } from '../effects/policy-paths.ts';
import { type PolicyReader, policyReader } from '../effects/read-policies.ts';
import type { Account, Snapshot, StackSet } from '../snapshot.ts';
import { unitPaths } from '../unit-paths.ts';

export interface PreflightScene {
  readonly bundle: PolicyBundle;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly judge: Judge;
  readonly read: PolicyReader;
  readonly worldBefore: PolicyWorld;
  readonly worldAfter: PolicyWorld;
  readonly groups: readonly AccountGroup[];
}

/** Accounts below the same policies, that the same StackSets are deployed to. */
export interface AccountGroup {
  readonly accounts: readonly [Account, ...Account[]];
  readonly isHub: boolean;
  readonly path: PolicyPath;
  /** Ids from the root to the unit of the first account. */
  readonly chain: readonly string[];
  readonly stackSets: readonly StackSet[];
}

export function preflightScene(
  before: Snapshot,
  after: Snapshot,
  bundle: PolicyBundle,
  // Not the one that governance.yaml names: whom policies do not bind is a fact of the organization.
  judge: Judge = createJudge(after.organization.managementAccountId),
): PreflightScene {
  const read = policyReader();
  const [worldBefore, worldAfter] = [policyWorld(before, read), policyWorld(after, read)];
  const groups = groupAccounts(governedAccounts(after, bundle), after, worldAfter, bundle);
  return { bundle, before, after, judge, read, worldBefore, worldAfter, groups };
}

/** Those in the units that governance.yaml names, and the hub wherever it is. */
function governedAccounts(snapshot: Snapshot, { organization, hub }: PolicyBundle): readonly Account[] {
  const { spokes, hub: hubUnits } = organization.policies.units;
  const paths = unitPaths(snapshot);
  const inUnits = [...spokes, ...hubUnits].flatMap((target) => accountsBelow(snapshot, paths.idOf(target)));
  const hubs = snapshot.accounts.filter(({ id }) => id === hub.accountId);
  const bound = [...inUnits, ...hubs].filter(({ id }) => id !== snapshot.organization.managementAccountId);
  return [...new Map(bound.map((account) => [account.id, account])).values()];
}

function groupAccounts(
  accounts: readonly Account[],
  { stackSets }: Snapshot,
  world: PolicyWorld,
  { hub }: PolicyBundle,
): readonly AccountGroup[] {
  const found = new Map<string, AccountGroup & { readonly accounts: [Account, ...Account[]] }>();
  for (const account of accounts) {
    const chain = world.tree.chainOf(account.parentId);
    const [path, isHub] = [world.pathTo(account), account.id === hub.accountId];
    const deployed = stackSets.filter(({ units }) => units.some((unit) => chain.includes(unit)));
    const key = JSON.stringify([path.key, isHub, deployed.map(({ name }) => name)]);
    const group = found.get(key);
    if (group !== undefined) group.accounts.push(account);
    else found.set(key, { accounts: [account], isHub, path, chain, stackSets: deployed });
  }
  return [...found.values()];
}
