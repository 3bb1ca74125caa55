import { describe, expect, it } from 'vitest';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import type { AccessRequest } from '../../../shared/iam/access-request.ts';
import { authorize } from '../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';
import { applicationOf, bundleOf, endpointsOf, partitions, stacksIn } from './spoke-organization.ts';

const account = '111122223333';
const everything = {
  name: 'everything',
  document: parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
};

describe.each(partitions)('the endpoint to the private edge in %s', (partition, region) => {
  const bundle = bundleOf((governance) => {
    governance.applications.claims = applicationOf({ account, partition, callers: ['own'] });
    governance.applications.other = applicationOf({ account: '444455556666', partition, callers: ['own'] });
    governance.organization.spokes = endpointsOf(partition, account);
  }, partition);
  const { endpoints, everything: resources } = synthesizedPolicies(stacksIn(bundle, account));
  const propertiesOf = (type: string) => resources.filter((one) => one.type === type).map((one) => one.properties);
  const hubSession = (role: string) => `arn:${partition}:sts::999988887777:assumed-role/${role}/s`;
  const api = (path: string, of = '999988887777', where: string = region) =>
    `arn:${partition}:execute-api:${where}:${of}:${path}`;
  const passes = (change: Partial<AccessRequest> = {}) =>
    authorize(
      {
        principal: { arn: hubSession('gatehouse-caller-claims') },
        action: 'execute-api:Invoke',
        resource: api('a1b2c3/v1/POST/apps/claims/model/m/converse'),
        resourceAccount: '999988887777',
        context: { 'aws:PrincipalOrgID': bundle.organization.id },
        ...change,
      },
      { identity: [everything], endpoint: endpoints.map(({ policy }) => policy) },
    ).allowed;

  it('is there once, with a policy', () => {
    expect(endpoints.map(({ service }) => service)).toEqual([`com.amazonaws.${region}.execute-api`]);
  });

  it('lets applications through to the hub', () => {
    expect(passes()).toBe(true);
    expect(passes({ resource: api('/domainnames/genai.internal.example.com+abcd1234') })).toBe(true);
  });

  it.each([
    ['another account’s API', { resource: api('a1b2c3/v1/POST/apps/claims/x', '444455556666') }],
    ['an API in another Region', { resource: api('a1b2c3/v1/POST/apps/claims/x', '999988887777', 'eu-west-1') }],
    ['the auditors’ paths', { resource: api('a1b2c3/v1/GET/audit/records') }],
    ['another domain name of the hub', { resource: api('/domainnames/other.example.com+abcd1234') }],
    ['administration of API Gateway', { action: 'apigateway:GET' }],
    ['execute-api:InvalidateCache', { action: 'execute-api:InvalidateCache' }],
  ])('lets nobody through to %s', (_what, change) => {
    expect(passes(change)).toBe(false);
  });

  it.each([
    ['of another organization', { context: { 'aws:PrincipalOrgID': 'o-someoneelse' } }],
    ['of no organization', { context: {} }],
    ['in another role of the hub', { principal: { arn: hubSession('gatehouse-auditor') } }],
    [
      'in a role of that name elsewhere',
      { principal: { arn: `arn:${partition}:sts::444455556666:assumed-role/gatehouse-caller-claims/s` } },
    ],
    ['without a signature', { principal: { arn: '*' } }],
  ])('lets through nobody %s', (_who, change) => {
    expect(passes(change)).toBe(false);
  });

  it('takes HTTPS from the range of callers alone, and sends nothing', () => {
    const [group] = propertiesOf('AWS::EC2::SecurityGroup');
    expect(group?.SecurityGroupIngress).toEqual([
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.60.0.0/16', Description: 'Callers of the hub' },
    ]);
    expect(group?.SecurityGroupEgress).toEqual([{ IpProtocol: '-1', CidrIp: '127.0.0.1/32', Description: 'Nothing' }]);
    const [endpoint] = propertiesOf('AWS::EC2::VPCEndpoint');
    expect(endpoint).toMatchObject({ PrivateDnsEnabled: false, VpcEndpointType: 'Interface', VpcId: 'vpc-0a1b2c3d' });
    expect(endpoint?.SubnetIds).toEqual(['subnet-0a1b2c3d', 'subnet-1a1b2c3d']);
    expect(endpoint?.SecurityGroupIds).toHaveLength(1);
  });

  it('is associated with the hub’s domain name, which resolves to it in that VPC', () => {
    const id = endpoints[0]!.endpointId;
    expect(propertiesOf('AWS::ApiGateway::DomainNameAccessAssociation')).toEqual([
      {
        AccessAssociationSource: id,
        AccessAssociationSourceType: 'VPCE',
        DomainNameArn: `arn:${partition}:apigateway:${region}:999988887777:/domainnames/genai.internal.example.com+abcd1234`,
      },
    ]);
    const [zone] = propertiesOf('AWS::Route53::HostedZone');
    expect(zone).toMatchObject({
      Name: 'genai.internal.example.com',
      VPCs: [{ VPCId: 'vpc-0a1b2c3d', VPCRegion: region }],
    });
    const [record] = propertiesOf('AWS::Route53::RecordSet');
    expect(record).toMatchObject({ Name: 'genai.internal.example.com', Type: 'A' });
    expect(record?.AliasTarget).toEqual({ HostedZoneId: `${id}.zone`, DNSName: `${id}.name` });
  });

  it('is in no other account', () => {
    const elsewhere = synthesizedPolicies(stacksIn(bundle, '444455556666'));
    expect(elsewhere.endpoints).toEqual([]);
    const types = elsewhere.everything.map(({ type }) => type);
    expect(types.filter((type) => /EC2|Route53|ApiGateway/.test(type))).toEqual([]);
  });
});
