import type { PolicyType } from '../../../pipelines/bootstrap/snapshot.ts';

/**
 * Everything that the stand-in knows, as plain data: it can be cloned for readers who see an older state, and written to a file.
 * Ids are made from names and not by chance, so that two runs that do the same end in the same world.
 */
export interface World {
  partition: string;
  /** False: the account is in no organization. */
  inUse: boolean;
  organizationId: string;
  managementAccountId: string;
  featureSet: 'ALL' | 'CONSOLIDATED_BILLING';
  caller: Caller;
  root: { id: string; policyTypes: Partial<Record<PolicyType, EnabledType>> };
  units: Record<string, WorldUnit>;
  accounts: Record<string, WorldAccount>;
  policies: Record<string, WorldPolicy>;
  trustedServices: string[];
  /** Service principals by account. */
  delegated: Record<string, string[]>;
  /** Whether CloudFormation's ActivateOrganizationsAccess was called. */
  stackSetsActivated: boolean;
  /** By Region and name; see `stackSetKey`. */
  stackSets: Record<string, WorldStackSet>;
  /** Arrivals in units that auto-deployment has not answered yet. */
  arrivals: { account: string; dueAt: number }[];
  /** By ARN. */
  guardrails: Record<string, WorldGuardrail>;
  /** How many requests each service had: the clock of what AWS does "after a while". */
  ticks: { organizations: number; cloudformation: number };
  /** How often a name was given away before: the same name again is another id, as in AWS. */
  generations: Record<string, number>;
}

export interface Caller {
  arn: string;
  /** ARNs of the roles that IAM knows. */
  roles: string[];
}

export interface EnabledType {
  status: 'ENABLED' | 'PENDING_ENABLE' | 'PENDING_DISABLE';
  /** The tick of Organizations at which a pending one is done. */
  dueAt: number;
}

export interface WorldUnit {
  id: string;
  name: string;
  parentId: string;
}

export interface WorldAccount {
  id: string;
  name: string;
  parentId: string;
  state: string;
}

export interface WorldPolicy {
  id: string;
  name: string;
  description: string;
  type: PolicyType;
  awsManaged: boolean;
  text: string;
  targets: string[];
}

export interface WorldStackSet {
  name: string;
  region: string;
  /** `name:digits`. */
  id: string;
  /** `ClientRequestToken` that made it: the same again is the same request. */
  clientToken: string;
  status: 'ACTIVE' | 'DELETED';
  description: string;
  body: string;
  capabilities: string[];
  tags: { Key: string; Value: string }[];
  autoDeployment: boolean;
  retainOnRemoval: boolean;
  managedExecution: boolean;
  units: string[];
  /** Regions that it is deployed to. */
  regions: string[];
  instances: WorldInstance[];
  /** Oldest first; the first that is not finished is the one at work. */
  operations: WorldOperation[];
}

export interface WorldInstance {
  account: string;
  region: string;
  unitId: string;
  status: string;
  detailedStatus: string;
  statusReason: string;
  drift: string;
  lastOperationId: string;
}

export interface WorldOperation {
  id: string;
  action: 'CREATE' | 'UPDATE' | 'DELETE';
  status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  /** Units, and accounts where auto-deployment asks for single ones. */
  units: string[];
  accounts: string[];
  regions: string[];
  retainStacks: boolean;
  /** How many may fail in a Region, and how many are worked on at a time. */
  failureTolerance: Share;
  maxConcurrent: Share;
  strict: boolean;
  /** Polls until it ends, and those it had. */
  polls: number;
  polled: number;
  results: WorldResult[];
  createdAt: string;
  /** Empty until then. */
  endedAt: string;
}

/** A number of instances, or a part of them in per cent. */
export interface Share {
  count?: number;
  percentage?: number;
}

export interface WorldResult {
  account: string;
  region: string;
  unitId: string;
  status: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  reason: string;
}

export interface WorldGuardrail {
  arn: string;
  /** Status of each numbered version. */
  versions: Record<string, string>;
  resourcePolicy: string | null;
}

export function stackSetKey(region: string, name: string): string {
  return `${region}/${name}`;
}
