/** What the accounts of applications get, as the policy bundle has it. */

/** Services that may be given an application's role. Whatever runs elsewhere has a role of its own, and assumes the application's (`workloads.roles`). */
export const workloadServices = [
  'codebuild.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'lambda.amazonaws.com',
  'pods.eks.amazonaws.com',
  'sagemaker.amazonaws.com',
  'states.amazonaws.com',
] as const;

export type WorkloadService = (typeof workloadServices)[number];

/** Who an application's role in its own account is for. */
export interface WorkloadsPolicy {
  readonly services: readonly WorkloadService[];
  /** ARNs of roles of the same account. */
  readonly roles: readonly string[];
}

/** Who may become the break-glass role of governed accounts: ARNs of roles. */
export interface BreakGlassPolicy {
  readonly principals: readonly string[];
}

/** The way from VPCs of applications' accounts to the private edge. */
export interface SpokesPolicy {
  /** ARN of the private custom domain name, as the hub's stack GatehouseEdge prints it. */
  readonly privateDomainNameArn: string;
  /** By account id. */
  readonly endpoints: Readonly<Record<string, SpokeEndpoint>>;
}

/** An interface endpoint of API Gateway in a VPC of an application's account. */
export interface SpokeEndpoint {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** IPv4 range that calls come from. */
  readonly cidr: string;
}
