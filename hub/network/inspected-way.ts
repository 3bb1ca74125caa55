import { CfnRoute, CfnTransitGatewayVpcAttachment, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface InspectedWayProps {
  readonly vpc: IVpc;
  readonly transitGateway: string;
  /** Private IPv4 ranges: a default route is never made. */
  readonly networks: readonly string[];
}

/**
 * The way of callers in named private networks to the API endpoint, over a transit gateway whose own route tables lead through central inspection. It is for answers:
 * security groups let no function open a connection to it. The gateway must accept the attachment, or its routes cannot be made.
 *
 * @example new InspectedWay(stack, 'Callers', { vpc, transitGateway: 'tgw-0a1b2c3d4e5f60718', networks: ['10.64.0.0/12'] });
 */
export class InspectedWay extends Construct {
  constructor(scope: Construct, id: string, { vpc, transitGateway, networks }: InspectedWayProps) {
    super(scope, id);
    const attachment = new CfnTransitGatewayVpcAttachment(this, 'Attachment', {
      vpcId: vpc.vpcId,
      subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
      transitGatewayId: transitGateway,
      options: { DnsSupport: 'enable', Ipv6Support: 'disable' },
    });
    for (const [zone, subnet] of vpc.isolatedSubnets.entries()) {
      for (const [index, network] of networks.entries()) {
        const route = new CfnRoute(this, `Route${zone + 1}To${index + 1}`, {
          routeTableId: subnet.routeTable.routeTableId,
          destinationCidrBlock: network,
          transitGatewayId: transitGateway,
        });
        route.addResourceDependency(attachment);
      }
    }
  }
}
