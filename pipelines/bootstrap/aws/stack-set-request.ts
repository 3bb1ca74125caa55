import { hash } from 'node:crypto';
import type { StackSet, StackSetOperationPreferences } from '@aws-sdk/client-cloudformation';
import type { StackInstance } from '../snapshot.ts';
import type { CarryOutTools } from './carry-out-tools.ts';
import { conflict } from './conflict.ts';
import { describeStackSet } from './read-stack-sets.ts';
import type { OperationOf } from './stack-set-operation.ts';
import { showsInTime } from './until-shown.ts';

/**
 * All accounts at once, and none after the first that failed. STRICT_FAILURE_TOLERANCE, the default, would let no more accounts at once than may fail and one: with nobody to fail, one after the other.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
 */
export const operationPreferences: StackSetOperationPreferences = {
  RegionConcurrencyType: 'PARALLEL',
  ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
  MaxConcurrentPercentage: 100,
  FailureToleranceCount: 0,
};

/** The same for the same change: CloudFormation takes letters, digits and hyphens, at most 128. */
export function operationOf({ id, name }: { readonly id: string; readonly name: string }): OperationOf {
  return { stackSet: name, token: `gatehouse-${hash('sha256', id).slice(0, 40)}` };
}

/**
 * A StackSet that a change needs. Waited for: a change before may have made it.
 * @throws GatehouseFault `organization_conflict` where it is not there.
 */
export async function existingStackSet(tools: CarryOutTools, name: string): Promise<StackSet> {
  let found: StackSet | undefined;
  await showsInTime(tools, async () => {
    found = await describeStackSet(tools, name);
    return found !== undefined;
  });
  if (found === undefined) throw conflict(`There is no StackSet ${name} any more.`);
  return found;
}

/** Not as the template says. Suspended accounts are skipped by AWS, and stay behind until they are back. */
export function isBehind({ status, detailedStatus }: StackInstance): boolean {
  return status === 'OUTDATED' && detailedStatus !== 'SKIPPED_SUSPENDED_ACCOUNT';
}
