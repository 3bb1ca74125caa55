import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { endpointServices } from '../../../hub/network/endpoint-services.ts';
import type { ModelPolicy } from '../../../shared/config/bundle.ts';
import { faultOf } from '../../hub/gateway/faults.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';
import { existing, inspected, networkApp, networkTemplate } from '../network/network-fixture.ts';

const template = networkTemplate();
const endpoints = (of: Template) => Object.values(of.findResources('AWS::EC2::VPCEndpoint'));
const groupNamed = (of: Template, text: string) =>
  Object.values(
    of.findResources('AWS::EC2::SecurityGroup', { Properties: { GroupDescription: Match.stringLikeRegexp(text) } }),
  );

describe('the zones', () => {
  it.each([
    ['by id', ['use1-az4', 'use1-az6'], 'AvailabilityZoneId', 'AvailabilityZone'],
    ['by name', ['us-east-1b', 'us-east-1d', 'us-east-1f'], 'AvailabilityZone', 'AvailabilityZoneId'],
  ])('are taken %s, and nothing else says where a subnet is', (_how, zones, written, absent) => {
    const subnets = Object.values(networkTemplate({ network: { zones } }).findResources('AWS::EC2::Subnet'));
    expect(subnets.map(({ Properties }) => Properties[written])).toEqual(zones);
    expect(subnets.map(({ Properties }) => Properties[absent])).toEqual(zones.map(() => undefined));
  });

  it('each have a quarter of the range, whether there are two or three', () => {
    const ranges = (zones: string[]) =>
      Object.values(
        networkTemplate({ network: { cidr: '10.40.0.0/20', zones } }).findResources('AWS::EC2::Subnet'),
      ).map(({ Properties }) => Properties.CidrBlock);
    expect(ranges(['use1-az1', 'use1-az2'])).toEqual(['10.40.0.0/22', '10.40.4.0/22']);
    expect(ranges(['use1-az1', 'use1-az2', 'use1-az4'])).toEqual(['10.40.0.0/22', '10.40.4.0/22', '10.40.8.0/22']);
  });

  it('are looked up nowhere', () => {
    expect(networkApp().app.synth().manifest.missing).toBeUndefined();
    expect(networkApp({ network: existing }).app.synth().manifest.missing).toBeUndefined();
  });
});

describe('the VPC', () => {
  it('has a default security group without rules, and no public addresses', () => {
    template.resourceCountIs('Custom::VpcRestrictDefaultSG', 1);
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  it('is in an account that refuses all traffic of internet gateways', () => {
    template.hasResourceProperties('AWS::EC2::VPCBlockPublicAccessOptions', {
      InternetGatewayBlockMode: 'block-bidirectional',
    });
  });

  it('records every connection, encrypted, for as long as configured', () => {
    const logged = networkTemplate({ network: { flowLogRetentionDays: 731 } });
    logged.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 'cloud-watch-logs',
      LogFormat: Match.stringLikeRegexp('pkt-dstaddr.*traffic-path'),
    });
    logged.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: { RetentionInDays: 731, KmsKeyId: Match.anyValue() },
    });
    logged.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('lets nobody but this account’s flow logs have the role that writes them', () => {
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: Match.objectLike({
        Statement: [Match.objectLike({ Condition: { StringEquals: { 'aws:SourceAccount': '999988887777' } } })],
      }),
    });
  });

  it('resolves the hosts of its endpoints, and no other name', () => {
    const [known, all] = Object.values(template.findResources('AWS::Route53Resolver::FirewallDomainList'));
    const suffix = { Ref: 'AWS::URLSuffix' };
    const host = (name: string) => ({ 'Fn::Join': ['', [`${name}.us-east-1.`, suffix]] });
    expect(known?.Properties.Domains).toEqual(
      expect.arrayContaining(['bedrock-runtime', 'kms', '*.s3', 'dynamodb', '*.ddb', '*.execute-api'].map(host)),
    );
    expect(all?.Properties.Domains).toEqual(['*']);
    template.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroup', {
      FirewallRules: [Match.objectLike({ Action: 'ALLOW' }), Match.objectLike({ Action: 'BLOCK' })],
    });
    template.hasResourceProperties('AWS::Route53Resolver::FirewallRuleGroupAssociation', {
      MutationProtection: 'ENABLED',
    });
  });
});

describe('the endpoints', () => {
  it('are one for each service that the hub calls', () => {
    expect(endpoints(template)).toHaveLength(endpointServices.length);
  });

  it('carry a policy, and answer under the usual host names', () => {
    for (const { Properties } of endpoints(template)) {
      expect(Properties.PolicyDocument.Statement.length).toBeGreaterThan(0);
      if (Properties.VpcEndpointType === 'Interface') expect(Properties.PrivateDnsEnabled).toBe(true);
    }
  });

  it('stand in every zone', () => {
    const three = networkTemplate({ network: { zones: ['use1-az1', 'use1-az2', 'use1-az4'] } });
    for (const { Properties } of endpoints(three))
      expect((Properties.SubnetIds ?? Properties.RouteTableIds).length).toBe(3);
  });

  it('are known by their services, and a service that has none is named', async () => {
    const { stack } = networkApp();
    expect(stack.resolve(stack.endpoints.idOf('bedrock-runtime'))).toEqual({ Ref: expect.stringContaining('bedrock') });
    const fault = await faultOf(() => stack.endpoints.idOf('ec2'));
    expect(fault.message).toContain("no endpoint for 'ec2'");
    expect(fault.remedy).toContain('endpoint-services.ts');
  });

  it('take no policy that AWS would refuse', async () => {
    const { sonnet } = testPolicy().bundle.models;
    const models = Object.fromEntries(
      Array.from({ length: 300 }, (_, index): [string, ModelPolicy] => [
        `m${index}`,
        { ...(sonnet as ModelPolicy), id: `anthropic.claude-sonnet-number-${index}` },
      ]),
    );
    const fault = await faultOf(() => networkApp({ policy: { models } }));
    expect(fault).toMatchObject({ code: 'configuration_invalid' });
    expect(fault.message).toMatch(/bedrock-runtime endpoint has \d+ characters, and AWS takes 20480/);
    expect(fault.remedy).toContain('fewer models');
  });
});

describe('the security groups', () => {
  it('let functions go to the service endpoints, S3 and DynamoDB on port 443, and nobody to the functions', () => {
    const [functions] = groupNamed(template, 'functions: to');
    const [services] = Object.keys(
      template.findResources('AWS::EC2::SecurityGroup', {
        Properties: { GroupDescription: Match.stringLikeRegexp('service endpoints') },
      }),
    );
    const egress = functions?.Properties.SecurityGroupEgress as Record<string, unknown>[];
    expect(egress.map((rule) => [rule.IpProtocol, rule.FromPort, rule.ToPort])).toEqual(
      egress.map(() => ['tcp', 443, 443]),
    );
    expect(
      egress.map((rule) => rule.DestinationSecurityGroupId ?? Object.keys(rule.DestinationPrefixListId as object)),
    ).toEqual([{ 'Fn::GetAtt': [services, 'GroupId'] }, ['Ref'], ['Ref']]);
    expect(functions?.Properties.SecurityGroupIngress).toEqual([]);
  });

  it('let functions alone come to the service endpoints', () => {
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      IpProtocol: 'tcp',
      FromPort: 443,
      ToPort: 443,
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('Functions'), 'GroupId'] },
    });
    const [services] = groupNamed(template, 'service endpoints');
    expect(services?.Properties.SecurityGroupIngress).toEqual([]);
  });

  it('let callers come to the API endpoint from the configured networks alone', () => {
    const ranges = (of: Template) =>
      groupNamed(of, 'API endpoint')[0]?.Properties.SecurityGroupIngress.map((rule: { CidrIp: string }) => rule.CidrIp);
    expect(ranges(template)).toEqual([]);
    expect(ranges(networkTemplate({ network: inspected }))).toEqual(inspected.callerNetworks);
  });

  it('ask for the prefix lists when deployed, where the file does not name them', () => {
    const asked = Object.entries(template.toJSON().Parameters as Record<string, { Default?: string }>).filter(
      ([name]) => name.includes('PrefixList'),
    );
    expect(asked).toHaveLength(2);
    for (const [, { Default }] of asked) expect(Default).toBeUndefined();
    const prefixLists = { s3: 'pl-63a5400a', dynamodb: 'pl-02cd2c6b' };
    const named = networkTemplate({ network: { prefixLists } });
    expect(Object.keys(named.toJSON().Parameters).filter((name) => name.includes('PrefixList'))).toEqual([]);
    expect(JSON.stringify(groupNamed(named, 'functions: to'))).toContain(prefixLists.dynamodb);
  });
});

describe('a transit gateway', () => {
  it('is attached in every zone, before any route leads to it', () => {
    const attached = networkTemplate({ network: inspected });
    attached.hasResourceProperties('AWS::EC2::TransitGatewayVpcAttachment', {
      TransitGatewayId: inspected.transitGateway,
      SubnetIds: [Match.anyValue(), Match.anyValue()],
    });
    for (const { DependsOn } of Object.values(attached.findResources('AWS::EC2::Route')))
      expect(DependsOn).toEqual([expect.stringContaining('Attachment')]);
  });

  it('is not there unless it is configured', () => {
    template.resourceCountIs('AWS::EC2::TransitGatewayVpcAttachment', 0);
    template.resourceCountIs('AWS::EC2::Route', 0);
  });
});

describe('a VPC that exists already', () => {
  const used = networkTemplate({ network: { ...existing, callerNetworks: ['10.64.0.0/12'] } });

  it('gets endpoints, security groups and flow logs, and is left alone otherwise', () => {
    const types = new Set(
      Object.values(used.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type),
    );
    expect([...types].filter((type) => type.startsWith('AWS::EC2::')).toSorted()).toEqual([
      'AWS::EC2::FlowLog',
      'AWS::EC2::SecurityGroup',
      'AWS::EC2::SecurityGroupIngress',
      'AWS::EC2::VPCEndpoint',
    ]);
    expect([...types].filter((type) => type.startsWith('AWS::Route53Resolver'))).toEqual([]);
  });

  it('has them where the configuration says', () => {
    const { id, subnets } = existing.existingVpc;
    for (const { Properties } of endpoints(used)) {
      expect(Properties.VpcId).toBe(id);
      expect(Properties.SubnetIds ?? Properties.RouteTableIds).toEqual(
        subnets.map((subnet) => (Properties.SubnetIds === undefined ? subnet.routeTable : subnet.id)),
      );
    }
  });
});

describe('other partitions', () => {
  const govcloud = { hub: { region: 'us-gov-west-1', partition: 'aws-us-gov' } } as const;
  const sovereign = { hub: { region: 'eusc-de-east-1', partition: 'aws-eusc' } } as const;
  const warnings = (change: typeof govcloud | typeof sovereign) =>
    Annotations.fromStack(networkApp(change).stack)
      .findWarning('*', Match.anyValue())
      .map(({ entry }) => String(entry.data));

  it('have everything in GovCloud', () => {
    expect(warnings(govcloud)).toEqual([]);
    expect(endpoints(networkTemplate(govcloud))).toHaveLength(endpointServices.length);
  });

  it('are named with what they lack, and what that means', () => {
    expect(warnings(sovereign)).toEqual([
      expect.stringMatching(/aws-eusc is not documented to have Route 53 Resolver DNS Firewall.*names of other hosts/),
      expect.stringMatching(/aws-eusc is not documented to have VPC Block Public Access.*internet gateway/),
    ]);
    networkTemplate(sovereign).resourceCountIs('AWS::Route53Resolver::FirewallRuleGroup', 0);
    networkTemplate(sovereign).resourceCountIs('AWS::EC2::VPCBlockPublicAccessOptions', 0);
  });

  it.each([govcloud, sovereign])('are in every ARN that the hub writes (%j)', ({ hub }) => {
    const { stack } = networkApp({ hub });
    const own = Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint')).map(({ Properties }) =>
      JSON.stringify(Properties.PolicyDocument),
    );
    const named = own.join().match(/arn:[a-z-]+:(?:bedrock|iam|lambda|sqs|ssm|events|execute-api|glue|athena):/g) ?? [];
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((prefix) => !prefix.startsWith(`arn:${hub.partition}:`))).toEqual([]);
  });
});
