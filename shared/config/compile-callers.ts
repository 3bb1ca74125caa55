import { applicationRoleName } from '../names/role-names.ts';
import { partitionOf } from './inferred.ts';
import type { ApplicationConfig, GovernanceConfig } from './schema.ts';

/**
 * Roles that may call as an application: those that are named, and the one that Gatehouse makes where it is asked for one, so that the hub lets it in without being told twice.
 */
export function callersOf(
  name: string,
  { account, callers = [], workloads }: Pick<ApplicationConfig, 'account' | 'callers' | 'workloads'>,
  { region, partition = partitionOf(region) }: GovernanceConfig['hub'],
): readonly string[] {
  if (workloads === undefined) return callers;
  return [...new Set([...callers, `arn:${partition}:iam::${account}:role/${applicationRoleName(name)}`])];
}
