import { CfnResource, Stack } from 'aws-cdk-lib';
import {
  type CfnSubnet,
  CfnVPCBlockPublicAccessOptions,
  IpAddresses,
  type IVpc,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { parseCidr } from '../../shared/config/cidr.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { isZoneId } from '../../shared/config/zones.ts';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { partitionHas } from './partition-features.ts';

export interface IsolatedVpcProps {
  /** Region, partition, and the `network` section: range and zones. */
  readonly hub: HubPolicy;
}

/**
 * A VPC whose subnets lead nowhere: no gateway is attached to it, and the account refuses the traffic of internet gateways altogether, whoever attaches one later. There are no network
 * ACLs besides the default one: they cannot name prefix lists, so they would have to open all of the internet's addresses where security groups name two services.
 *
 * @example new IsolatedVpc(stack, 'Vpc', { hub: policy.hub }).vpc.isolatedSubnets;
 */
export class IsolatedVpc extends Construct {
  readonly vpc: IVpc;

  /** The stack must give `network.zones` as its `availabilityZones`: otherwise the CDK would look them up in the account. */
  constructor(scope: Construct, id: string, { hub }: IsolatedVpcProps) {
    super(scope, id);
    const { cidr, zones } = hub.network;
    const vpc = new Vpc(this, 'Vpc', {
      ipAddresses: IpAddresses.cidr(cidr),
      availabilityZones: [...zones],
      natGateways: 0,
      createInternetGateway: false,
      restrictDefaultSecurityGroup: true,
      subnetConfiguration: [{ name: 'hub', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: subnetPrefix(cidr) }],
    });
    // Optional properties are declared differently in the class and in its interface.
    this.vpc = vpc as IVpc;
    this.#placeByZoneId(zones);
    explainClosingFunction(Stack.of(this));
    if (partitionHas('block-public-access', this, hub.partition))
      new CfnVPCBlockPublicAccessOptions(this, 'NoInternet', { internetGatewayBlockMode: 'block-bidirectional' });
  }

  /** The CDK knows zones by name alone; CloudFormation takes the id as well. */
  #placeByZoneId(zones: readonly string[]): void {
    for (const [index, subnet] of this.vpc.isolatedSubnets.entries()) {
      const zone = zones[index];
      if (zone === undefined || !isZoneId(zone)) continue;
      const resource = subnet.node.defaultChild as CfnSubnet;
      resource.availabilityZone = undefined;
      resource.availabilityZoneId = zone;
    }
  }
}

/** The CDK's function, one for each stack, that empties the default security group: CloudFormation itself cannot. */
function explainClosingFunction(stack: Stack): void {
  const provider = stack.node.findChild('Custom::VpcRestrictDefaultSGCustomResourceProvider');
  const handler = provider.node.findChild('Handler');
  // It refers to its role, for which CloudFormation waits without being told so a second time (cfn-lint W3005).
  if (CfnResource.isCfnResource(handler)) handler.addDeletionOverride('DependsOn');
  explainFindings(
    provider,
    ['lambda_inside_vpc_check'],
    'Runs while the stack is deployed, to close the default security group of the VPC, and never after. It sees no content, and the VPC has no way to the API that it calls.',
  );
}

/** A quarter of the VPC for each subnet: room for three zones, so that a third one can be added without moving the others. */
function subnetPrefix(cidr: string): number {
  return (parseCidr(cidr)?.prefix ?? 22) + 2;
}
