import type { PolicyType } from './snapshot.ts';

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };

/**
 * What AWS attaches to the root, every unit and every account as soon as a type is enabled: without it, nothing is allowed below.
 * Sources: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html, https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const fullAccessPolicies = {
  SCP: {
    id: 'p-FullAWSAccess',
    name: 'FullAWSAccess',
    text: JSON.stringify({ Version: '2012-10-17', Statement: [everything] }),
  },
  RCP: {
    id: 'p-RCPFullAWSAccess',
    name: 'RCPFullAWSAccess',
    text: JSON.stringify({ Version: '2012-10-17', Statement: [{ ...everything, Principal: '*' }] }),
  },
} as const;

export function hasFullAccessPolicy(type: PolicyType): type is keyof typeof fullAccessPolicies {
  return Object.hasOwn(fullAccessPolicies, type);
}
