import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { printable } from '../../../shared/config/printable.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import type { Change } from '../change.ts';
import { changeId } from '../change-id.ts';
import { organizationTree } from '../effects/unit-chain.ts';
import type { Snapshot } from '../snapshot.ts';
import { unitPaths } from '../unit-paths.ts';
import { placeOf, unitsFor } from './account-place.ts';

/**
 * The move that brings an account under the policies of spokes, or the hub's own account under those of the hub; undefined where it is under them already.
 *
 * @param wanted Id or path of the unit. Default: the one that governance.yaml names for them.
 * @throws GatehouseFault `usage` where the account is not active or is the management account, or the unit is none of theirs.
 */
export function onboardingMove(
  accountId: string,
  wanted: string | undefined,
  bundle: PolicyBundle,
  snapshot: Snapshot,
): Change | undefined {
  const { account, chain } = placeOf(accountId, bundle, snapshot);
  refuseSpecial(accountId, account.state, snapshot);
  const kind = accountId === bundle.hub.accountId ? 'hub' : 'spokes';
  const units = unitsFor(kind, bundle, snapshot);
  // Below such a unit is under its policies, too: whoever sorted accounts there is left alone.
  if (wanted === undefined && units.some((unit) => chain.includes(unit))) return undefined;
  const to = wanted === undefined ? onlyOne(kind, units, bundle) : unitWithin(kind, units, wanted, snapshot);
  if (to === account.parentId) return undefined;
  const body = { kind: 'move-account', account: accountId, from: account.parentId, to } as const;
  const why = 'There, policies bind it and StackSets bring it its roles.';
  return { ...body, id: changeId(body), wave: 1, why, accounts: [accountId] };
}

function refuseSpecial(accountId: string, state: string, { organization }: Snapshot): void {
  const reasons = [
    [state !== 'ACTIVE', `is ${printable(state, 40)}, and only an ACTIVE one is onboarded`],
    [accountId === organization.managementAccountId, 'is the management account, which no policy binds'],
  ] as const;
  const reason = reasons.find(([holds]) => holds);
  if (reason === undefined) return;
  throw new GatehouseFault('usage', `Account ${accountId} ${reason[1]}.`, 'Nothing was changed: name another account.');
}

function onlyOne(kind: 'spokes' | 'hub', units: readonly string[], { organization }: PolicyBundle): string {
  const [unit, ...others] = units;
  if (unit !== undefined && others.length === 0) return unit;
  const named = organization.policies.units[kind];
  const some = `governance.yaml names ${named.length} units for ${kind}: ${printable(named.join(', '), 500)}.`;
  throw new GatehouseFault(
    'usage',
    unit === undefined ? `No unit that governance.yaml names for ${kind} is there.` : some,
    unit === undefined ? 'gatehouse plan says what to do.' : 'Name one of them, or one below, with --unit.',
  );
}

function unitWithin(kind: 'spokes' | 'hub', units: readonly string[], wanted: string, snapshot: Snapshot): string {
  const paths = unitPaths(snapshot);
  const id = paths.idOf(wanted);
  const there = id !== undefined && paths.has(id);
  if (
    there &&
    organizationTree(snapshot)
      .chainOf(id)
      .some((unit) => units.includes(unit))
  )
    return id;
  throw new GatehouseFault(
    'usage',
    `${printable(wanted, 300)} is ${there ? `no unit for ${kind}` : 'no unit of the organization'}.`,
    `Name a unit that governance.yaml has under organization.policies.units.${kind}, or one below, by its id or its path.`,
  );
}
