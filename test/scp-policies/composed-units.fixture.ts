import { organizationPolicies } from '../../scp-policies/catalogue.ts';
import { composeUnits } from '../../scp-policies/composer/compose-units.ts';
import type { PolicyContext } from '../../scp-policies/policy.ts';
import type { PolicySet } from '../../shared/iam/authorize.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const fullAccess = {
  SCP: { name: 'FullAWSAccess', document: parsePolicy({ Version: '2012-10-17', Statement: everything }) },
  RCP: {
    name: 'RCPFullAWSAccess',
    document: parsePolicy({ Version: '2012-10-17', Statement: { ...everything, Principal: '*' } }),
  },
};

/** The policies of a unit's accounts as they are attached: composed, beside AWS's own, below a root that allows everything. */
export async function unitPolicies(
  context: PolicyContext,
  unit: 'spokes' | 'hub',
): Promise<Pick<PolicySet, 'serviceControl' | 'resourceControl' | 'managementAccount'>> {
  const compositions = await composeUnits(organizationPolicies, context, { attached: () => [], previous: [] }, [unit]);
  const attached = (wanted: 'SCP' | 'RCP') =>
    compositions
      .filter(({ type }) => type === wanted)
      .flatMap(({ policies }) => policies.map(({ name, text }) => ({ name, document: parsePolicy(text, name) })));
  return {
    serviceControl: [[fullAccess.SCP], [fullAccess.SCP, ...attached('SCP')]],
    resourceControl: [[fullAccess.RCP], [fullAccess.RCP, ...attached('RCP')]],
    managementAccount: context.organization.managementAccountId,
  };
}
