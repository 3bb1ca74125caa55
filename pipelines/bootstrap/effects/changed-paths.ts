import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { Account, Snapshot } from '../snapshot.ts';
import { type PolicyPath, policyWorld } from './policy-paths.ts';
import { policyReader } from './read-policies.ts';
import type { OrganizationTree } from './unit-chain.ts';

/** Accounts above which the same policies stand before and the same others after. */
export interface ChangedPath {
  readonly accounts: readonly [Account, ...Account[]];
  readonly isHub: boolean;
  readonly before: PlacedPath;
  readonly after: PlacedPath;
}

export interface PlacedPath {
  readonly path: PolicyPath;
  /** Ids from the root to the unit of the first account. */
  readonly chain: readonly string[];
}

/** Every account above which something changes, wherever it is; the management account is bound by nothing. */
export function changedPaths(
  before: Snapshot,
  after: Snapshot,
  { hub, organization }: PolicyBundle,
): { readonly paths: readonly ChangedPath[]; readonly tree: OrganizationTree } {
  const read = policyReader();
  const [earlier, later] = [policyWorld(before, read), policyWorld(after, read)];
  const found = new Map<string, ChangedPath & { readonly accounts: [Account, ...Account[]] }>();
  for (const account of after.accounts) {
    const was = earlier.tree.accounts.get(account.id);
    if (was === undefined || account.id === organization.managementAccountId) continue;
    const [old, now] = [earlier.pathTo(was), later.pathTo(account)];
    if (old.key === now.key) continue;
    const isHub = account.id === hub.accountId;
    const key = JSON.stringify([old.key, now.key, isHub]);
    const alike = found.get(key);
    if (alike !== undefined) alike.accounts.push(account);
    else
      found.set(key, {
        accounts: [account],
        isHub,
        before: { path: old, chain: earlier.tree.chainOf(was.parentId) },
        after: { path: now, chain: later.tree.chainOf(account.parentId) },
      });
  }
  return { paths: [...found.values()], tree: later.tree };
}
