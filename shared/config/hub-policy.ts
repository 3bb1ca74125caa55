import type { PathAction } from '../contract/operations.ts';

/** The hub as the policy bundle has it: where it is, how large it is built, who is told. */
export interface HubPolicy {
  readonly accountId: string;
  readonly region: string;
  readonly partition: 'aws' | 'aws-us-gov' | 'aws-eusc';
  /** Largest request body in bytes; larger ones are refused. */
  readonly maxBodyBytes: number;
  /** Seconds after which a reservation that was never settled is released. */
  readonly holdSeconds: number;
  readonly applyGuardrail: ApplyGuardrailPolicy;
  readonly network: NetworkPolicy;
  readonly operations: OperationsPolicy;
  readonly functions: FunctionsPolicy;
  /** Null: the hub is deployed without a way to call it. */
  readonly edge: EdgePolicy | null;
}

/** How callers reach the hub; null: that edge is switched off. */
export interface EdgePolicy {
  readonly regional: { readonly domainName: string; readonly certificateArn: string } | null;
  /** In front of the regional edge, under the same name. */
  readonly cloudFront: { readonly certificateArn: string } | null;
  readonly private: PrivateEdgePolicy | null;
  readonly throttle: ThrottlePolicy & {
    /** Other limits for single operations, by the last part of their path. */
    readonly operations: Readonly<Partial<Record<PathAction, ThrottlePolicy>>>;
  };
  /** Within five minutes, to the path of one application. */
  readonly callsPerAddress: number;
  /** ISO 3166 codes; empty: from anywhere. */
  readonly allowedCountries: readonly string[];
  readonly logRetentionDays: number;
}

export interface ThrottlePolicy {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

export interface PrivateEdgePolicy {
  readonly domainName: string;
  readonly certificateArn: string;
  /** Ids of endpoints besides the hub's own. */
  readonly vpcEndpoints: readonly string[];
  /** Account ids and ARNs of organizational units; empty: the whole organization. */
  readonly sharedWith: readonly string[];
}

/** How the hub's Lambda functions run. */
export interface FunctionsPolicy {
  readonly memoryMegabytes: {
    readonly gateway: number;
    readonly promptHandler: number;
    readonly responseFilter: number;
  };
  /** Reserved concurrency of each: a call is in all three at once. */
  readonly concurrentCalls: number;
  /** Provisioned concurrency of each; 0: none. */
  readonly warmCalls: number;
  readonly logRetentionDays: number;
  /** How long a bundle is decided from while nobody can say whether it is still in force. */
  readonly policyMaxAgeMinutes: number;
  /** ARN; null: code is not signed. */
  readonly codeSigningConfig: string | null;
}

/** Who is told when something is wrong, and from when. */
export interface OperationsPolicy {
  /** E-mail addresses. */
  readonly alarmAddresses: readonly string[];
  readonly thresholds: AlarmThresholds;
  readonly trailLogRetentionDays: number;
}

export interface AlarmThresholds {
  readonly blockedCallsPerHour: number;
  readonly capBreachesPerHour: number;
  readonly throttlesPerFiveMinutes: number;
  readonly errorsPerFiveMinutes: number;
  /** At the 99th percentile. */
  readonly firstTokenSeconds: number;
}

/** Where the hub's functions run. */
export interface NetworkPolicy {
  /** IPv4 range of the hub's own VPC; without meaning where `existingVpc` is given. */
  readonly cidr: string;
  /** Names or ids of two or three Availability Zones. */
  readonly zones: readonly string[];
  readonly existingVpc: {
    readonly id: string;
    readonly subnets: readonly { readonly id: string; readonly routeTable: string }[];
  } | null;
  readonly transitGateway: string | null;
  /** Private IPv4 ranges that reach the API endpoint. */
  readonly callerNetworks: readonly string[];
  /** Ids of AWS-managed prefix lists of the hub's Region; null: given when the templates are deployed. */
  readonly prefixLists: { readonly s3: string; readonly dynamodb: string } | null;
  readonly flowLogRetentionDays: number;
}

/** What may be asked of ApplyGuardrail: the account's service quotas, and how long one request may take. */
export interface ApplyGuardrailPolicy {
  readonly requestsPerSecond: number;
  /** Units of 1,000 characters. */
  readonly textUnitsPerSecond: number;
  /** In all, waiting for the quotas and trying again included. */
  readonly timeoutSeconds: number;
}
