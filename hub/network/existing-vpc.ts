import { Fn } from 'aws-cdk-lib';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { NetworkPolicy } from '../../shared/config/hub-policy.ts';

/**
 * A VPC that others made and route. Nothing is looked up: its ids are in the configuration. That its route tables lead nowhere is then its owner's promise, not something
 * that synthesis can prove.
 */
export function existingVpc(scope: Construct, id: string, vpc: NonNullable<NetworkPolicy['existingVpc']>): IVpc {
  return Vpc.fromVpcAttributes(scope, id, {
    vpcId: vpc.id,
    // One entry for each subnet is what the import wants; nothing is placed by these.
    availabilityZones: vpc.subnets.map((_subnet, index) => Fn.select(index, Fn.getAzs())),
    isolatedSubnetIds: vpc.subnets.map((subnet) => subnet.id),
    isolatedSubnetRouteTableIds: vpc.subnets.map((subnet) => subnet.routeTable),
  });
}
