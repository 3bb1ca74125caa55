import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { printable } from '../../../shared/config/printable.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { organizationTree } from '../effects/unit-chain.ts';
import type { Account, Snapshot } from '../snapshot.ts';
import { unitPaths } from '../unit-paths.ts';

/** An account, and what it is part of. */
export interface AccountPlace {
  readonly account: Account;
  /** Ids from the root down to its unit. */
  readonly chain: readonly string[];
  /** Path of names of its unit. */
  readonly path: string;
  /** Names of the applications that governance.yaml has in it, sorted. */
  readonly applications: readonly string[];
}

/** @throws GatehouseFault `usage` where the organization has no such account. */
export function placeOf(accountId: string, bundle: PolicyBundle, snapshot: Snapshot): AccountPlace {
  const tree = organizationTree(snapshot);
  const account = tree.accounts.get(accountId);
  if (account === undefined)
    throw new GatehouseFault(
      'usage',
      `There is no account ${printable(accountId, 40)} in organization ${snapshot.organization.id}.`,
      'Give the 12 digits of one of its accounts: gatehouse status lists them. Nothing was changed.',
    );
  const applications = Object.values(bundle.applications).filter((application) => application.accountId === accountId);
  return {
    account,
    chain: tree.chainOf(account.parentId),
    path: tree.pathOf(account.parentId),
    applications: applications.map(({ name }) => name).sort(),
  };
}

/** Ids of the units that governance.yaml names for spokes, or for the hub, as far as they are there. */
export function unitsFor(kind: 'spokes' | 'hub', bundle: PolicyBundle, snapshot: Snapshot): readonly string[] {
  const paths = unitPaths(snapshot);
  const ids = bundle.organization.policies.units[kind].map((unit) => paths.idOf(unit));
  return ids.filter((id) => id !== undefined);
}
