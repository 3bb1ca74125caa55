import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { executionRoleName, staffRoleNames } from '../../shared/names/role-names.ts';

export type StaffRole = keyof typeof staffRoleNames;
type Home = Pick<HubPolicy, 'partition' | 'accountId' | 'region'>;

export function staffRoleName(role: StaffRole): string {
  return staffRoleNames[role];
}

export function staffRoleArn(role: StaffRole, home: Pick<HubPolicy, 'partition' | 'accountId'>): string {
  return `arn:${home.partition}:iam::${home.accountId}:role/${staffRoleNames[role]}`;
}

/** The role in which CloudFormation deploys the hub. */
export function deployerRoleArn({ partition, accountId, region }: Home): string {
  return `arn:${partition}:iam::${accountId}:role/${executionRoleName({ accountId, region })}`;
}
