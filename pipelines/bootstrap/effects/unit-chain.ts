import { GatehouseFault } from '../../../shared/errors.ts';
import type { Account, Snapshot } from '../snapshot.ts';
import { unitPaths } from '../unit-paths.ts';

/** Where accounts and units of a snapshot are. */
export interface OrganizationTree {
  /**
   * Ids from the root down to a unit, itself included; the root alone for the root.
   *
   * @throws GatehouseFault `configuration_invalid` where that does not lead to the root: a snapshot is a file, which anybody may have edited.
   */
  chainOf(unitId: string): readonly string[];
  /** Names from the root, such as `/Workloads/GenAI`; `/` is the root. */
  pathOf(unitId: string): string;
  readonly accounts: ReadonlyMap<string, Account>;
}

export function organizationTree(snapshot: Snapshot): OrganizationTree {
  const units = new Map(snapshot.units.map((unit) => [unit.id, unit]));
  const chains = new Map<string, readonly string[]>([[snapshot.root.id, [snapshot.root.id]]]);
  const chainOf = (unitId: string): readonly string[] => {
    const walked: string[] = [];
    let at = unitId;
    for (let known = chains.get(at); known === undefined; known = chains.get(at)) {
      const unit = units.get(at);
      if (unit === undefined || walked.includes(at)) throw detached(unitId);
      walked.push(at);
      at = unit.parentId;
    }
    const chain = [...(chains.get(at) ?? []), ...walked.reverse()];
    chains.set(unitId, chain);
    return chain;
  };
  const paths = unitPaths(snapshot);
  const pathOf = (unitId: string) => paths.pathOf(unitId);
  return { chainOf, pathOf, accounts: new Map(snapshot.accounts.map((account) => [account.id, account])) };
}

function detached(unitId: string): GatehouseFault {
  return new GatehouseFault(
    'configuration_invalid',
    `In the snapshot, ${JSON.stringify(unitId.slice(0, 128))} does not lie under the root of the organization.`,
    'Export the organization again: gatehouse organization export.',
  );
}
