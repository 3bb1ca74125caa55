import type { HubPolicy } from '../../shared/config/bundle.ts';

/**
 * Roles of people, by fixed name: policies name them before they exist. The break-glass role is not made by the hub: whoever may deploy the hub must not thereby come
 * to the one role that may change what protects the evidence.
 */
const staffRoleNames = {
  auditor: 'gatehouse-auditor',
  platform: 'gatehouse-platform',
  /** Puts and lifts legal holds. */
  legalHold: 'gatehouse-legal-hold',
  /** Changes bucket, table and key policies of the evidence, under two-person approval. */
  breakGlass: 'gatehouse-break-glass',
} as const;

export type StaffRole = keyof typeof staffRoleNames;
type Home = Pick<HubPolicy, 'partition' | 'accountId' | 'region'>;

export function staffRoleName(role: StaffRole): string {
  return staffRoleNames[role];
}

export function staffRoleArn(role: StaffRole, home: Pick<HubPolicy, 'partition' | 'accountId'>): string {
  return `arn:${home.partition}:iam::${home.accountId}:role/${staffRoleNames[role]}`;
}

/**
 * The role in which CloudFormation deploys, as `cdk bootstrap` makes it with its default qualifier. CloudFormation alone can assume it.
 * Source: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export function deployerRoleArn({ partition, accountId, region }: Home): string {
  return `arn:${partition}:iam::${accountId}:role/cdk-hnb659fds-cfn-exec-role-${accountId}-${region}`;
}
