import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { printable } from '../../shared/config/printable.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { contradiction, type GovernanceFile } from './governance-place.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Before anything is compared: that this is the organization that governance.yaml speaks of, and that the snapshot is one that AWS can have given. A file may have been written by anybody.
 *
 * @throws GatehouseFault `configuration_invalid` with the line of governance.yaml, or `organization_conflict` where the organization itself is not ready.
 */
export function expectSameOrganization(
  { organization }: PolicyBundle,
  snapshot: Snapshot,
  governance: GovernanceFile,
): void {
  const { id, managementAccountId, featureSet } = snapshot.organization;
  if (id !== organization.id)
    throw contradiction(
      governance,
      ['organization', 'id'],
      `this is organization ${printable(id)}, not ${organization.id}.`,
      'Correct the id, or use credentials of the organization that is meant.',
    );
  if (managementAccountId !== organization.managementAccountId)
    throw contradiction(
      governance,
      ['organization', 'managementAccountId'],
      `the management account of ${organization.id} is ${managementAccountId}, not ${organization.managementAccountId}.`,
      'Correct the account id.',
    );
  if (featureSet !== 'ALL')
    throw new GatehouseFault(
      'organization_conflict',
      `Organization ${organization.id} has the feature set ${printable(featureSet)}, with which it has no policies.`,
      'Enable all features of AWS Organizations in the management account first.',
    );
  refuseTwice('unit', snapshot.units);
  refuseTwice('account', snapshot.accounts);
  refuseTwice('policy', snapshot.policies);
}

function refuseTwice(what: string, list: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of list) {
    if (seen.has(id))
      throw new GatehouseFault(
        'organization_conflict',
        `The snapshot lists ${what} ${printable(id)} twice.`,
        'Export the organization again with gatehouse organization export.',
      );
    seen.add(id);
  }
}
