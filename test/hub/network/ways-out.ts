/**
 * Walks the routes of a synthesized template: from each subnet over its route table to whatever the routes lead to. What it does not know counts as a way out, so a new kind of
 * gateway is found before anybody has heard of it.
 */
type Properties = Readonly<Record<string, unknown>>;
interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
}

export interface Way {
  /** Logical id of the subnet, of the route table where no subnet has it, or of the resource itself. */
  readonly from: string;
  /** Where traffic gets, such as `10.64.0.0/12`, or `s3`. */
  readonly to: string;
  /** What it passes. */
  readonly via: string;
}

/** Services that connect networks: whatever is made of them must be on the list below, or it is a way out. */
const connecting =
  /^AWS::(?:EC2|NetworkManager|VpcLattice|Route53Resolver|DirectConnect|NetworkFirewall|GlobalAccelerator|ElasticLoadBalancing|ElasticLoadBalancingV2|RAM|AppMesh|Cloud9|ClientVpn|Route53RecoveryControl|ODB)::/;

/** What leads nowhere by itself, and what is walked. */
const harmless = new Set([
  'AWS::EC2::FlowLog',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::TransitGatewayVpcAttachment',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCBlockPublicAccessOptions',
  'AWS::EC2::VPCEndpoint',
  'AWS::Route53Resolver::FirewallDomainList',
  'AWS::Route53Resolver::FirewallRuleGroup',
  'AWS::Route53Resolver::FirewallRuleGroupAssociation',
]);

export function waysOut(template: Readonly<Record<string, unknown>>): readonly Way[] {
  const resources = resourcesOf(template);
  const of = (type: string) => resources.filter((one) => one.type === `AWS::EC2::${type}`);
  const ways = [
    ...resources
      .filter(({ type }) => connecting.test(type) && !harmless.has(type))
      .filter((one) => !sharesNamesAlone(one, resources))
      .map(({ id, type }) => way(id, '?', type)),
    ...of('Subnet').flatMap((subnet) => [
      ...publicAddresses(subnet),
      ...unrouted(subnet, of('SubnetRouteTableAssociation')),
    ]),
    ...of('Route').flatMap((route) => routed(route, of('SubnetRouteTableAssociation'))),
    ...of('VPCEndpoint').flatMap((endpoint) => throughEndpoint(endpoint, of('SubnetRouteTableAssociation'))),
    ...resources.flatMap(openedBy),
  ];
  return ways.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** The private domain name of an API, shared with other accounts, lets those in; subnets, transit gateways and the like would be a way out. */
function sharesNamesAlone({ type, properties }: Resource, resources: readonly Resource[]): boolean {
  if (type !== 'AWS::RAM::ResourceShare' || !Array.isArray(properties.ResourceArns)) return false;
  const names = resources.filter((one) => one.type === 'AWS::ApiGateway::DomainNameV2').map(({ id }) => id);
  return properties.ResourceArns.every((arn) => names.some((id) => JSON.stringify(arn).includes(JSON.stringify(id))));
}

function resourcesOf(template: Readonly<Record<string, unknown>>): readonly Resource[] {
  const resources = (template.Resources ?? {}) as Record<string, { Type: string; Properties?: Properties }>;
  return Object.entries(resources).map(([id, { Type, Properties = {} }]) => ({
    id,
    type: Type,
    properties: Properties,
  }));
}

function way(from: string, to: string, via: string): Way {
  return { from, to, via };
}

function publicAddresses({ id, properties }: Resource): readonly Way[] {
  const given = ['MapPublicIpOnLaunch', 'AssignIpv6AddressOnCreation', 'Ipv6CidrBlock', 'EnableDns64', 'Ipv6Native'];
  return given.filter((key) => (properties[key] ?? false) !== false).map((key) => way(id, '?', key));
}

/** A subnet without a route table of its own has the main one, which the template does not show. */
function unrouted({ id }: Resource, associations: readonly Resource[]): readonly Way[] {
  return associations.some(({ properties }) => reference(properties.SubnetId) === id)
    ? []
    : [way(id, '?', 'main route table')];
}

function routed({ properties }: Resource, associations: readonly Resource[]): readonly Way[] {
  const { RouteTableId, DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId, ...target } =
    properties;
  const to = reference(DestinationCidrBlock ?? DestinationIpv6CidrBlock ?? DestinationPrefixListId);
  const via = Object.entries(target).map(([key, value]) => `${key} ${reference(value)}`);
  return startsOf(reference(RouteTableId), associations).map((from) => way(from, to, via.join(' ')));
}

/** AWS's own services, in the Region: everything else that an endpoint can lead to is somebody's network. */
const ownService = /^(?:com|eu)\.amazonaws\.(?:[a-z0-9-]+|AWS::Region)\.[a-z0-9-]+$/;

function throughEndpoint({ id, properties }: Resource, associations: readonly Resource[]): readonly Way[] {
  const { VpcEndpointType: kind, RouteTableIds, ServiceName, ServiceRegion, PolicyDocument } = properties;
  const name = textOf(ServiceName ?? '?');
  const service = name.split('.').at(-1) ?? '?';
  const doubts = [
    ...(PolicyDocument === undefined ? ['without a policy'] : []),
    ...(ownService.test(name) && ServiceRegion === undefined ? [] : ['to a service elsewhere']),
    ...(kind === 'Interface' || kind === 'Gateway' ? [] : ['of another type']),
  ];
  if (doubts.length > 0) return [way(id, service, `endpoint ${doubts.join(', ')}`)];
  const tables = kind === 'Gateway' && Array.isArray(RouteTableIds) ? RouteTableIds : [];
  return tables.flatMap((table) =>
    startsOf(reference(table), associations).map((from) => way(from, service, 'gateway endpoint')),
  );
}

function startsOf(table: string, associations: readonly Resource[]): readonly string[] {
  const subnets = associations
    .filter(({ properties }) => reference(properties.RouteTableId) === table)
    .map(({ properties }) => reference(properties.SubnetId));
  return subnets.length === 0 ? [table] : subnets;
}

/** Security groups: rules for all addresses, and groups that EC2 would fill with one because they have none. */
function openedBy({ id, type, properties }: Resource): readonly Way[] {
  if (!type.startsWith('AWS::EC2::SecurityGroup')) return [];
  const { SecurityGroupIngress = [], SecurityGroupEgress = [] } = properties as Record<string, readonly Properties[]>;
  const rules = type === 'AWS::EC2::SecurityGroup' ? [...SecurityGroupIngress, ...SecurityGroupEgress] : [properties];
  const open = rules.filter(({ CidrIp, CidrIpv6 }) => CidrIpv6 !== undefined || /\/0$/.test(textOf(CidrIp ?? '')));
  const filled = type === 'AWS::EC2::SecurityGroup' && SecurityGroupEgress.length === 0;
  return [
    ...open.map(() => way(id, 'any address', 'rule')),
    ...(filled ? [way(id, 'any address', 'no egress rule')] : []),
  ];
}

function reference(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'Ref' in value) return String(value.Ref);
  return textOf(value);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const joined = (value as { 'Fn::Join'?: readonly [string, readonly unknown[]] } | undefined)?.['Fn::Join'];
  return joined === undefined ? JSON.stringify(value ?? null) : joined[1].map(reference).join(joined[0]);
}
