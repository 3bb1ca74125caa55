import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { existing, inspected, networkTemplate } from './network-fixture.ts';
import { type Way, waysOut } from './ways-out.ts';

type Json = Record<string, { [key: string]: unknown }>;

/** The template of a hub with its own VPC, and something slipped in. */
function withResource(resources: Json): Readonly<Record<string, unknown>> {
  const template = networkTemplate().toJSON() as { Resources: Json };
  return { ...template, Resources: { ...template.Resources, ...resources } };
}

function subnetsOf(template: Readonly<Record<string, unknown>>): string[] {
  const resources = Object.entries(template.Resources as Json);
  return resources.filter(([, { Type }]) => Type === 'AWS::EC2::Subnet').map(([id]) => id);
}

const routeTable = (): string => {
  const [id] = Object.keys(networkTemplate().findResources('AWS::EC2::RouteTable'));
  return id ?? '';
};

/** What leaves the VPC through neither of the two gateway endpoints. */
function strays(template: Readonly<Record<string, unknown>>): readonly Way[] {
  return waysOut(template).filter(({ via }) => via !== 'gateway endpoint');
}

describe('the ways out of the hub’s own VPC', () => {
  it.each([2, 3])('are the gateway endpoints of S3 and DynamoDB, from each of %i subnets, and no other', (count) => {
    const template = networkTemplate({
      network: { zones: ['use1-az1', 'use1-az2', 'use1-az4'].slice(0, count) },
    }).toJSON();
    const subnets = subnetsOf(template);
    expect(subnets).toHaveLength(count);
    const expected = subnets.flatMap((from) => ['s3', 'dynamodb'].map((to) => ({ from, to, via: 'gateway endpoint' })));
    expect(waysOut(template)).toHaveLength(expected.length);
    expect(waysOut(template)).toEqual(expect.arrayContaining(expected));
  });

  it('are, besides, the transit gateway to the configured networks, from each subnet', () => {
    const template = networkTemplate({ network: inspected }).toJSON();
    const expected = subnetsOf(template).flatMap((from) =>
      inspected.callerNetworks.map((to) => ({ from, to, via: `TransitGatewayId ${inspected.transitGateway}` })),
    );
    expect(strays(template)).toHaveLength(expected.length);
    expect(strays(template)).toEqual(expect.arrayContaining(expected));
  });

  it('are not added to where the VPC exists already', () => {
    const routeTables = existing.existingVpc.subnets.map((subnet) => subnet.routeTable);
    const template = networkTemplate({ network: existing }).toJSON();
    expect(strays(template)).toEqual([]);
    expect([...new Set(waysOut(template).map(({ from }) => from))].toSorted()).toEqual(routeTables);
  });
});

describe('the walker', () => {
  it.each([
    'InternetGateway',
    'EgressOnlyInternetGateway',
    'NatGateway',
    'VPCGatewayAttachment',
    'VPCPeeringConnection',
    'VPNGateway',
    'VPNConnection',
    'ClientVpnEndpoint',
    'CarrierGateway',
    'LocalGatewayRoute',
    'TransitGatewayPeeringAttachment',
    'GatewayRouteTableAssociation',
    'EIP',
    'Instance',
    'NetworkInterface',
    'InstanceConnectEndpoint',
    'VPCCidrBlock',
    'SomethingThatDoesNotExistYet',
  ])('finds an AWS::EC2::%s', (type) => {
    const template = withResource({ Slipped: { Type: `AWS::EC2::${type}`, Properties: {} } });
    expect(strays(template)).toEqual([{ from: 'Slipped', to: '?', via: `AWS::EC2::${type}` }]);
  });

  it.each([
    'AWS::VpcLattice::ServiceNetworkVpcAssociation',
    'AWS::NetworkManager::VpcAttachment',
    'AWS::Route53Resolver::ResolverEndpoint',
    'AWS::Route53Resolver::ResolverRuleAssociation',
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
  ])('finds an %s', (type) => {
    expect(strays(withResource({ Slipped: { Type: type } }))).toEqual([{ from: 'Slipped', to: '?', via: type }]);
  });

  it.each([
    ['an internet gateway', '0.0.0.0/0', { GatewayId: 'igw-1' }],
    ['a NAT gateway', '0.0.0.0/0', { NatGatewayId: { Ref: 'Nat' } }],
    ['a peered VPC', '10.99.0.0/16', { VpcPeeringConnectionId: 'pcx-1' }],
    ['a network interface', '10.99.0.0/16', { NetworkInterfaceId: 'eni-1' }],
    ['a transit gateway that is not configured', '0.0.0.0/0', { TransitGatewayId: 'tgw-other' }],
    ['something new', '0.0.0.0/0', { WormholeId: 'w-1' }],
  ])('finds a route to %s, and the subnet that has it', (_what, to, target) => {
    const properties = { RouteTableId: { Ref: routeTable() }, DestinationCidrBlock: to, ...target };
    const template = withResource({ Slipped: { Type: 'AWS::EC2::Route', Properties: properties } });
    const [key = ''] = Object.keys(target);
    expect(strays(template)).toEqual([{ from: subnetsOf(template)[0], to, via: expect.stringMatching(`^${key} `) }]);
  });

  it('finds an IPv6 route', () => {
    const properties = {
      RouteTableId: { Ref: routeTable() },
      DestinationIpv6CidrBlock: '::/0',
      EgressOnlyInternetGatewayId: 'eigw-1',
    };
    const template = withResource({ Slipped: { Type: 'AWS::EC2::Route', Properties: properties } });
    expect(strays(template)).toMatchObject([{ to: '::/0', via: 'EgressOnlyInternetGatewayId eigw-1' }]);
  });

  it('finds a route in a table that it does not know', () => {
    const properties = { RouteTableId: 'rtb-elsewhere', DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' };
    const template = withResource({ Slipped: { Type: 'AWS::EC2::Route', Properties: properties } });
    expect(strays(template)).toEqual([{ from: 'rtb-elsewhere', to: '0.0.0.0/0', via: 'GatewayId igw-1' }]);
  });

  it('finds a subnet that falls back to the main route table, and one that gives public addresses', () => {
    const template = withResource({ Slipped: { Type: 'AWS::EC2::Subnet', Properties: { MapPublicIpOnLaunch: true } } });
    expect(strays(template)).toEqual([
      { from: 'Slipped', to: '?', via: 'MapPublicIpOnLaunch' },
      { from: 'Slipped', to: '?', via: 'main route table' },
    ]);
  });

  it.each([
    ['without a policy', { VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.us-east-1.ec2' }],
    ['without a policy', { VpcEndpointType: 'Gateway', ServiceName: 'com.amazonaws.us-east-1.s3' }],
    ['of another type', { VpcEndpointType: 'GatewayLoadBalancer', ServiceName: 'com.amazonaws.us-east-1.x' }],
    ['of another type', { ServiceName: 'com.amazonaws.us-east-1.x' }],
    ['to a service elsewhere', { VpcEndpointType: 'Resource' }],
    [
      'to a service elsewhere',
      { VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f60718' },
    ],
    [
      'to a service elsewhere',
      { VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.us-east-1.kms', ServiceRegion: 'eu-west-1' },
    ],
  ])('finds an endpoint %s: %j', (doubt, properties) => {
    const policy = doubt === 'without a policy' ? {} : { PolicyDocument: { Statement: [] } };
    const Slipped = { Type: 'AWS::EC2::VPCEndpoint', Properties: { ...properties, ...policy } };
    expect(strays(withResource({ Slipped }))).toMatchObject([{ from: 'Slipped', via: expect.stringContaining(doubt) }]);
  });

  it.each([
    ['SecurityGroup', { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] }, 'rule'],
    ['SecurityGroup', { SecurityGroupEgress: [{ IpProtocol: '-1', CidrIpv6: '::/0' }] }, 'rule'],
    ['SecurityGroup', {}, 'no egress rule'],
    ['SecurityGroupEgress', { IpProtocol: 'tcp', CidrIp: '0.0.0.0/0' }, 'rule'],
    ['SecurityGroupIngress', { IpProtocol: 'tcp', CidrIp: '0.0.0.0/0' }, 'rule'],
  ])('finds a %s with %j', (type, properties, via) => {
    const template = withResource({ Slipped: { Type: `AWS::EC2::${type}`, Properties: properties } });
    expect(strays(template)).toEqual([{ from: 'Slipped', to: 'any address', via }]);
  });

  it('finds any route whatever its target and destination', () => {
    const table = routeTable();
    const route = fc.record({
      cidr: fc.tuple(fc.nat(255), fc.nat(32)).map(([first, prefix]) => `${first}.0.0.0/${prefix}`),
      target: fc.constantFrom('GatewayId', 'NatGatewayId', 'InstanceId', 'CoreNetworkArn', 'VpcEndpointId'),
    });
    const template = networkTemplate().toJSON() as { Resources: Json };
    fc.assert(
      fc.property(route, ({ cidr, target }) => {
        const properties = { RouteTableId: { Ref: table }, DestinationCidrBlock: cidr, [target]: 'x' };
        const Slipped = { Type: 'AWS::EC2::Route', Properties: properties };
        expect(strays({ ...template, Resources: { ...template.Resources, Slipped } })).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });
});
