import { inRegion, type TypeTable, type } from './type-actions.ts';

const ec2 = (resource: string, names: string) => type('ec2', `ec2:${inRegion}:${resource}/{name}`, names);
const firewall = (resource: string, names: string) =>
  type('route53resolver', `route53resolver:${inRegion}:${resource}/{name}`, names);

/** Networks, endpoints and name resolution. */
export const networkTypes: TypeTable = {
  'AWS::EC2::FlowLog': ec2('vpc-flow-log', 'CreateFlowLogs DeleteFlowLogs DescribeFlowLogs'),
  'AWS::EC2::RouteTable': ec2('route-table', 'CreateRouteTable DeleteRouteTable DescribeRouteTables'),
  'AWS::EC2::Route': ec2('route-table', 'CreateRoute DeleteRoute DescribeRouteTables ReplaceRoute'),
  'AWS::EC2::SecurityGroup': ec2(
    'security-group',
    'AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateSecurityGroup CreateTags DeleteSecurityGroup DescribeSecurityGroups RevokeSecurityGroupEgress RevokeSecurityGroupIngress',
  ),
  'AWS::EC2::SecurityGroupIngress': ec2(
    'security-group',
    'AuthorizeSecurityGroupIngress DescribeSecurityGroups RevokeSecurityGroupIngress',
  ),
  'AWS::EC2::Subnet': ec2('subnet', 'CreateSubnet CreateTags DeleteSubnet DescribeSubnets'),
  'AWS::EC2::SubnetRouteTableAssociation': ec2('subnet', 'AssociateRouteTable DisassociateRouteTable'),
  'AWS::EC2::TransitGatewayVpcAttachment': ec2(
    'transit-gateway-attachment',
    'CreateTransitGatewayVpcAttachment DeleteTransitGatewayVpcAttachment DescribeTransitGatewayVpcAttachments',
  ),
  'AWS::EC2::VPC': ec2('vpc', 'CreateTags CreateVpc DeleteVpc DescribeVpcs ModifyVpcAttribute'),
  'AWS::EC2::VPCBlockPublicAccessOptions': ec2(
    'vpc',
    'DescribeVpcBlockPublicAccessOptions ModifyVpcBlockPublicAccessOptions',
  ),
  'AWS::EC2::VPCEndpoint': ec2(
    'vpc-endpoint',
    'CreateVpcEndpoint DeleteVpcEndpoints DescribeVpcEndpoints ModifyVpcEndpoint',
  ),
  'AWS::Route53Resolver::FirewallDomainList': firewall(
    'firewall-domain-list',
    'CreateFirewallDomainList DeleteFirewallDomainList GetFirewallDomainList UpdateFirewallDomains',
  ),
  'AWS::Route53Resolver::FirewallRuleGroup': firewall(
    'firewall-rule-group',
    'CreateFirewallRule CreateFirewallRuleGroup DeleteFirewallRule DeleteFirewallRuleGroup GetFirewallRuleGroup UpdateFirewallRule',
  ),
  'AWS::Route53Resolver::FirewallRuleGroupAssociation': firewall(
    'firewall-rule-group-association',
    'AssociateFirewallRuleGroup DisassociateFirewallRuleGroup GetFirewallRuleGroupAssociation UpdateFirewallRuleGroupAssociation',
  ),
};
