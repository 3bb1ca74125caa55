import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { SpokeEndpoint } from '../../shared/config/spoke-policy.ts';
import type { PolicyJson } from '../../shared/iam/policy-json.ts';
import { callerRoleName } from '../../shared/names/role-names.ts';
import { attribute, logicalId, ref, sub, type TemplatePart, type TemplateValue } from './cloudformation.ts';

/** The domain name that the endpoint leads to. */
interface PrivateDomain {
  readonly arn: string;
  readonly name: string;
}

/**
 * The way from a VPC to the hub's private edge: an interface endpoint of API Gateway, the association of the private domain name with it, and DNS for that name.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-consumer-create.html
 */
export function endpointPart(
  bundle: PolicyBundle,
  account: string,
  endpoint: SpokeEndpoint,
  domain: PrivateDomain,
): TemplatePart {
  const ids = {
    group: logicalId('ApiGroup', account),
    endpoint: logicalId('ApiEndpoint', account),
    association: logicalId('ApiAssociation', account),
    zone: logicalId('ApiZone', account),
    record: logicalId('ApiRecord', account),
  };
  return {
    key: `endpoint/${account}`,
    account,
    resources: {
      ...endpointAndGroup(ids, endpoint, endpointPolicy(bundle, domain.arn)),
      [ids.association]: {
        Type: 'AWS::ApiGateway::DomainNameAccessAssociation',
        Properties: {
          AccessAssociationSource: ref(ids.endpoint),
          AccessAssociationSourceType: 'VPCE',
          DomainNameArn: domain.arn,
        },
      },
      ...names(ids, endpoint, domain.name),
    },
    outputs: {
      [`${ids.endpoint}Id`]: {
        Description: 'Endpoint to the hub: to be listed under hub.edge.private.vpcEndpoints of governance.yaml',
        Value: ref(ids.endpoint),
      },
    },
  };
}

/**
 * To the hub's APIs alone, as an application of this organization alone: stolen credentials of another organization do not get out through it, and nothing gets to anybody else's API.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
 */
function endpointPolicy({ hub, organization }: PolicyBundle, domainArn: string): PolicyJson {
  const api = (path: string) => `arn:${hub.partition}:execute-api:${hub.region}:${hub.accountId}:${path}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'CallTheHub',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['execute-api:Invoke'],
        // A private custom domain name is asked for itself, too.
        Resource: [api('*/*/*/apps/*'), api(domainArn.slice(domainArn.indexOf('/domainnames/')))],
        Condition: {
          ArnLike: { 'aws:PrincipalArn': `arn:${hub.partition}:iam::${hub.accountId}:role/${callerRoleName('*')}` },
          StringEquals: { 'aws:PrincipalOrgID': organization.id },
        },
      },
    ],
  };
}

function endpointAndGroup(
  ids: { readonly group: string; readonly endpoint: string },
  { vpcId, subnetIds, cidr }: SpokeEndpoint,
  policy: PolicyJson,
): TemplatePart['resources'] {
  return {
    [ids.group]: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'Endpoint to the Gatehouse hub: HTTPS from callers alone',
        VpcId: vpcId,
        SecurityGroupIngress: [
          { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: cidr, Description: 'Callers of the hub' },
        ],
        // Without a rule of its own, EC2 would add one that lets everything out.
        SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'Nothing' }],
      },
    },
    [ids.endpoint]: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcEndpointType: 'Interface',
        ServiceName: sub('com.amazonaws.${AWS::Region}.execute-api'),
        VpcId: vpcId,
        SubnetIds: subnetIds,
        SecurityGroupIds: [attribute(ids.group, 'GroupId')],
        PolicyDocument: policy,
        // Private DNS would lead every API of every account in the Region here, where this policy stops it.
        PrivateDnsEnabled: false,
      },
    },
  };
}

/** The private domain name, resolved in this VPC to the endpoint. */
function names(
  ids: { readonly endpoint: string; readonly zone: string; readonly record: string },
  { vpcId }: SpokeEndpoint,
  domainName: string,
): TemplatePart['resources'] {
  // Each entry is `zone:name`; the first is the regional one.
  const regional: TemplateValue = { 'Fn::Select': [0, attribute(ids.endpoint, 'DnsEntries')] };
  const half = (index: number): TemplateValue => ({ 'Fn::Select': [index, { 'Fn::Split': [':', regional] }] });
  return {
    [ids.zone]: {
      Type: 'AWS::Route53::HostedZone',
      Properties: { Name: domainName, VPCs: [{ VPCId: vpcId, VPCRegion: ref('AWS::Region') }] },
    },
    [ids.record]: {
      Type: 'AWS::Route53::RecordSet',
      Properties: {
        Name: domainName,
        Type: 'A',
        HostedZoneId: ref(ids.zone),
        AliasTarget: { HostedZoneId: half(0), DNSName: half(1) },
      },
    },
  };
}
