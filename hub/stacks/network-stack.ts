import { Stack, type StackProps } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { PolicyBundle } from '../../shared/config/bundle.ts';
import { DnsFirewall } from '../network/dns-firewall.ts';
import { existingVpc } from '../network/existing-vpc.ts';
import { FlowLogs } from '../network/flow-logs.ts';
import { HubEndpoints } from '../network/hub-endpoints.ts';
import { type HubStores, hubResources } from '../network/hub-resources.ts';
import { HubSecurityGroups } from '../network/hub-security-groups.ts';
import { InspectedWay } from '../network/inspected-way.ts';
import { IsolatedVpc } from '../network/isolated-vpc.ts';
import { partitionHas } from '../network/partition-features.ts';

export interface NetworkStackProps extends StackProps {
  readonly policy: PolicyBundle;
  /** What the endpoints of S3, DynamoDB and KMS lead to. */
  readonly stores: HubStores;
}

/** Where the hub's functions run: subnets without a way to the internet, and one guarded door for each service that they call. */
export class NetworkStack extends Stack {
  readonly vpc: IVpc;
  readonly securityGroups: HubSecurityGroups;
  readonly endpoints: HubEndpoints;
  readonly #zones: readonly string[];

  constructor(scope: Construct, id: string, { policy, stores, ...props }: NetworkStackProps) {
    super(scope, id, props);
    const { hub } = policy;
    this.#zones = hub.network.zones;
    this.vpc = this.#vpcOf(policy);
    this.securityGroups = new HubSecurityGroups(this, 'SecurityGroups', { vpc: this.vpc, hub });
    this.endpoints = new HubEndpoints(this, 'Endpoints', {
      vpc: this.vpc,
      securityGroups: this.securityGroups,
      policy,
      resources: hubResources(policy, stores),
    });
    new FlowLogs(this, 'FlowLogs', { vpc: this.vpc, retentionDays: hub.network.flowLogRetentionDays });
  }

  /** From the configuration. The CDK would ask the account. */
  override get availabilityZones(): string[] {
    return [...this.#zones];
  }

  #vpcOf({ hub }: PolicyBundle): IVpc {
    const { existingVpc: existing, transitGateway, callerNetworks: networks } = hub.network;
    // Its owner decides on routes and names in it.
    if (existing !== null) return existingVpc(this, 'Vpc', existing);
    const { vpc } = new IsolatedVpc(this, 'Network', { hub });
    if (partitionHas('dns-firewall', this, hub.partition))
      new DnsFirewall(this, 'DnsFirewall', { vpc, region: hub.region });
    if (transitGateway !== null) new InspectedWay(this, 'Callers', { vpc, transitGateway, networks });
    return vpc;
  }
}
