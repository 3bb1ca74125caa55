/** Names of roles that policies speak of before the roles exist, and from accounts in which they are not. */

/**
 * Roles of people. The break-glass role is not made by the hub: whoever may deploy the hub must not thereby come to the one role that may change what protects the evidence.
 */
export const staffRoleNames = {
  auditor: 'gatehouse-auditor',
  platform: 'gatehouse-platform',
  /** Puts and lifts legal holds. */
  legalHold: 'gatehouse-legal-hold',
  /** Changes bucket, table and key policies of the evidence, under two-person approval. */
  breakGlass: 'gatehouse-break-glass',
} as const;

/** In front of the application's name: the role in which Bedrock is invoked for it. */
export const invocationRolePrefix = 'gatehouse-invoke-';

/** In front of the application's name: the role of the hub's account whose sessions are that application. */
export const callerRolePrefix = 'gatehouse-caller-';

/** The name of an application's caller role in the hub account. */
export function callerRoleName(application: string): string {
  return `${callerRolePrefix}${application}`;
}

/** The name of the role that an application's workloads run in, in the application's own account, where Gatehouse makes it (`applications.<name>.workloads`). */
export function applicationRoleName(application: string): string {
  return `gatehouse-app-${application}`;
}

interface Home {
  readonly accountId: string;
  readonly region: string;
}

/**
 * The role in which CloudFormation deploys the hub, as `cdk bootstrap` makes it with its default qualifier. CloudFormation alone can assume it.
 * Source: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
 */
export function executionRoleName({ accountId, region }: Home): string {
  return `cdk-hnb659fds-cfn-exec-role-${accountId}-${region}`;
}

/** The role that hands templates to CloudFormation and passes it the execution role; likewise. */
export function deployRoleName({ accountId, region }: Home): string {
  return `cdk-hnb659fds-deploy-role-${accountId}-${region}`;
}

/**
 * Roles that service-managed StackSets make in each account, in which CloudFormation deploys there; a pattern, because their names end in a random part.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-enable-trusted-access.html
 */
export const stackSetRolePattern = 'stacksets-exec-*';
