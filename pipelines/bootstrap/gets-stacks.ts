import type { Account, Snapshot } from './snapshot.ts';

/**
 * Service-managed StackSets pass over the management account and accounts that are not active.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
 */
export function getsStacks({ id, state }: Account, { organization }: Pick<Snapshot, 'organization'>): boolean {
  return state === 'ACTIVE' && id !== organization.managementAccountId;
}
