import { describe, expect, it } from 'vitest';
import { operations } from '../../../shared/contract/operations.ts';
import { errorStatus } from '../../../shared/contract/refusals.ts';
import { edgePolicy, resourcesOf, synthesizeEdge } from './edge.fixture.ts';
import { blockedBy, type FirewallRequest, type FirewallRule } from './firewall-judge.ts';

interface Response {
  readonly ResponseCode: number;
  readonly CustomResponseBodyKey: string;
  readonly ResponseHeaders: readonly { readonly Name: string; readonly Value: string }[];
}

const stacks = synthesizeEdge(edgePolicy({ allowedCountries: ['US', 'CA'] }));
const acls = new Map(
  resourcesOf(stacks, 'AWS::WAFv2::WebACL').map(({ stack, properties }) => [
    String(properties.Name),
    { stack, properties },
  ]),
);
const rulesOf = (name: string) => acls.get(`gatehouse-${name}`)?.properties.Rules as readonly FirewallRule[];
const everyAcl = ['cloudfront', 'regional', 'private'] as const;
const home = { country: 'US' };

function blocks(acl: string, request: FirewallRequest): string | undefined {
  return blockedBy(rulesOf(acl), { ...home, ...request });
}

const converse = '/apps/claims/model/anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse';
/** What AWS's groups say of ordinary prompts: a question about SQL, a page of HTML, a path of a file, a long document. */
const promptFindings = [
  'awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body',
  'awswaf:managed:aws:core-rule-set:SizeRestrictions_Body',
  'awswaf:managed:aws:core-rule-set:GenericLFI_Body',
  'awswaf:managed:aws:known-bad-inputs:Log4JRCE_Body',
  'awswaf:managed:aws:sql-database:SQLi_Body',
];

describe.each(everyAcl)('the firewall of the %s edge', (acl) => {
  it.each(Object.keys(operations))('lets every prompt through to %s, whatever it looks like', (action) => {
    for (const start of ['', '/v1'])
      expect(
        blocks(acl, {
          path: `${start}/apps/claims/model/us.amazon.nova-micro-v1%3A0/${action}`,
          headers: { 'content-length': '5999999' },
          bodyBytes: 5_999_999,
          labels: promptFindings,
        }),
      ).toBeUndefined();
  });

  it.each(promptFindings)('stops elsewhere what looks like an attack: %s', (label) => {
    for (const path of [
      '/healthz',
      '/',
      '/apps/claims/model/x/converse/more',
      '/apps//model/x/converse',
      '/audit/records',
    ])
      expect(blocks(acl, { path, labels: [label] })).toBe('AttackOutsideInference');
  });

  it('stops bodies that the hub does not take, by the length that they announce', () => {
    const length = (bytes: string) => blocks(acl, { path: converse, headers: { 'content-length': bytes } });
    expect(length('6000000')).toBeUndefined();
    expect(length('6000001')).toBe('BodyTooLarge');
    expect(length('1e3')).toBe('BodyTooLarge');
    expect(blocks(acl, { path: '/healthz', bodyBytes: 9_000 })).toBe('BodyOutsideInference');
    expect(blocks(acl, { path: '/healthz', bodyBytes: 9_000_000 })).toBe('BodyOutsideInference');
    expect(blocks(acl, { path: '/healthz', bodyBytes: 100 })).toBeUndefined();
  });

  it('stops paths and queries that are longer than any of the hub', () => {
    expect(blocks(acl, { path: `/apps/claims/model/${'a'.repeat(2_048)}/converse` })).toBe('AddressTooLong');
    expect(blocks(acl, { path: converse, query: 'q'.repeat(1_025) })).toBe('AddressTooLong');
  });

  it('throttles who floods the path of an application, by address and path', () => {
    expect(blocks(acl, { path: converse, flood: true })).toBe('CallsOfOneAddress');
    const rule = rulesOf(acl).find(({ Name }) => Name === 'CallsOfOneAddress');
    expect(rule?.Statement.RateBasedStatement).toMatchObject({
      AggregateKeyType: 'CUSTOM_KEYS',
      CustomKeys: [{ IP: {} }, { UriPath: {} }],
      EvaluationWindowSec: 300,
      Limit: 30_000,
    });
  });

  it('measures every rule under its own name, and shows samples of requests to nobody', () => {
    const rules = rulesOf(acl) as unknown as readonly { readonly Name: string; readonly VisibilityConfig: object }[];
    for (const { Name, VisibilityConfig } of rules)
      expect(VisibilityConfig).toEqual({
        MetricName: Name,
        CloudWatchMetricsEnabled: true,
        SampledRequestsEnabled: false,
      });
    expect(acls.get(`gatehouse-${acl}`)?.properties.VisibilityConfig).toMatchObject({ SampledRequestsEnabled: false });
  });

  it('answers in the form of Bedrock’s errors', () => {
    const bodies = acls.get(`gatehouse-${acl}`)?.properties.CustomResponseBodies as Record<string, { Content: string }>;
    const responses = rulesOf(acl).flatMap(({ Action }) =>
      Action?.Block === undefined ? [] : [Action.Block.CustomResponse as unknown as Response],
    );
    expect(responses.length).toBeGreaterThanOrEqual(5);
    for (const { ResponseCode, CustomResponseBodyKey, ResponseHeaders } of responses) {
      const type = ResponseHeaders.find(({ Name }) => Name === 'x-amzn-errortype')?.Value;
      expect(ResponseCode).toBe(errorStatus[type as keyof typeof errorStatus]);
      expect(JSON.parse(bodies[CustomResponseBodyKey]?.Content ?? '')).toEqual({ message: expect.any(String) });
    }
  });

  it('writes nothing of bodies, queries, signatures and declarations, and of matches in them', () => {
    const protections = acls.get(`gatehouse-${acl}`)?.properties.DataProtectionConfig as {
      readonly DataProtections: readonly { readonly Field: object; readonly Action: string }[];
    };
    const secret = ['authorization', 'x-amz-security-token', 'x-gatehouse-purpose', 'x-gatehouse-user'];
    expect(protections.DataProtections).toEqual(
      [{ FieldType: 'BODY' }, { FieldType: 'QUERY_STRING' }, { FieldType: 'SINGLE_HEADER', FieldKeys: secret }].map(
        (Field) => ({
          Field,
          Action: 'SUBSTITUTION',
          ExcludeRuleMatchDetails: false,
        }),
      ),
    );
  });
});

describe('addresses', () => {
  const bad = { path: converse, labels: ['awswaf:managed:aws:amazon-ip-list:AWSManagedIPReputationList'] };

  it('of bad repute are stopped at the public edges; private addresses have none', () => {
    expect(blocks('cloudfront', bad)).toBe('AWSManagedRulesAmazonIpReputationList');
    expect(blocks('regional', bad)).toBe('AWSManagedRulesAmazonIpReputationList');
    expect(blocks('private', bad)).toBeUndefined();
  });

  it('of countries that are not listed are stopped at the public edges', () => {
    expect(blocks('cloudfront', { path: converse, country: 'FR' })).toBe('OtherCountries');
    expect(blocks('cloudfront', { path: converse, country: 'FR', forwardedCountry: 'US' })).toBe('OtherCountries');
    expect(blocks('cloudfront', { path: converse, country: 'CA' })).toBeUndefined();
    expect(blocks('private', { path: converse, country: 'FR' })).toBeUndefined();
  });

  it('behind CloudFront are those that CloudFront reports, too', () => {
    expect(blocks('regional', { path: converse, country: 'FR' })).toBe('OtherCountries');
    expect(blocks('regional', { path: converse, country: 'FR', forwardedCountry: 'BE' })).toBe('OtherCountries');
    expect(blocks('regional', { path: converse, country: 'FR', forwardedCountry: 'CA' })).toBeUndefined();
  });

  it('are taken at the connection’s word alone where there is no CloudFront', () => {
    const alone = synthesizeEdge(edgePolicy({ allowedCountries: ['US'], cloudFront: null, private: null }));
    const rules = resourcesOf(alone, 'AWS::WAFv2::WebACL')[0]?.properties.Rules as readonly FirewallRule[];
    expect(blockedBy(rules, { path: converse, country: 'FR', forwardedCountry: 'US' })).toBe('OtherCountries');
  });

  it('may be anywhere where no countries are listed', () => {
    const open = resourcesOf(synthesizeEdge(), 'AWS::WAFv2::WebACL');
    expect(open).toHaveLength(3);
    for (const { properties } of open)
      expect(blockedBy(properties.Rules as readonly FirewallRule[], { path: converse, country: 'FR' })).toBeUndefined();
  });
});

describe('every web ACL', () => {
  it('stands where it belongs: CloudFront’s in us-east-1, the others in front of a stage', () => {
    expect([...acls.values()].map(({ stack, properties }) => [stack, properties.Scope])).toEqual(
      expect.arrayContaining([
        ['GatehouseEdgeGlobal', 'CLOUDFRONT'],
        ['GatehouseEdge', 'REGIONAL'],
      ]),
    );
    expect(resourcesOf(stacks, 'AWS::WAFv2::WebACLAssociation')).toHaveLength(2);
  });

  it('has a log that holds what was stopped or counted, in a group of the name that WAF writes to', () => {
    expect(resourcesOf(stacks, 'AWS::WAFv2::LoggingConfiguration')).toHaveLength(3);
    const groups = resourcesOf(stacks, 'AWS::Logs::LogGroup').map(({ properties }) => properties.LogGroupName);
    for (const acl of everyAcl) expect(groups).toContain(`aws-waf-logs-gatehouse-${acl}`);
  });
});
