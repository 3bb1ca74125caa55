import { describe, expect, it } from 'vitest';
import { lintPolicy } from '../../../../pipelines/policy/lint/lint-policy.ts';

type Json = Readonly<Record<string, unknown>>;
const statement = (extra: Json): Json => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::b/*',
  ...extra,
});
const lint = (...statements: readonly Json[]) =>
  lintPolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const rulesOf = async (extra: Json) => (await lint(statement(extra))).map(({ rule }) => rule);
const remedyOf = async (extra: Json) => (await lint(statement(extra)))[0]?.remedy;

describe('what does what it seems to', () => {
  it.each([
    [{}],
    [{ Action: '*', Resource: '*' }],
    [{ Action: 'S3:getOBJECT' }],
    [{ Action: ['s3:Get*', 's3:ListBucket'], Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] }],
    [{ Resource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/in/*'] }],
    [{ Action: 's3:ListAllMyBuckets', Resource: '*' }],
    [{ Resource: 'arn:aws:s3:::${aws:PrincipalAccount}-b/*' }],
    [{ Resource: 'arn:*:s3:::<my-bucket>/*' }],
    [{ Resource: undefined, NotResource: 'arn:aws:sqs:*:*:q' }],
    [{ Action: undefined, NotAction: ['dax:GetItem', 'es:ES*'], Resource: '*' }],
    [{ Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:*:<account>:function:f:*' }],
    [{ Action: 'execute-api:Invoke', Resource: 'execute-api:/live/*' }],
    [{ Action: 'logs:PutLogEvents', Resource: 'arn:aws:logs:*:*:log-group:/aws/x:*' }],
    [{ Action: 'dynamodb:Query', Resource: 'arn:aws:dynamodb:*:*:table/t/index/i' }],
    [
      {
        Action: 'bedrock:InvokeModel',
        Resource: ['arn:aws:bedrock:*::foundation-model/m', 'arn:aws:bedrock:*:*:inference-profile/p'],
      },
    ],
    [{ Condition: { StringEqualsIfExists: { 'aws:PrincipalTag/dp:exclude:network': 'true' } } }],
    [{ Condition: { StringLike: { 's3:ExistingObjectTag/team': 'a*' } } }],
    [{ Condition: { StringEquals: { '<OIDC_provider_name_1>:sub': 'x', 'token.example.com:sub': 'y' } } }],
    [{ Condition: { NotIpAddressIfExists: { 'aws:SourceIp': '<my-corporate-cidr>' } } }],
    [{ Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } } }],
    [{ Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/aws:ec2-infrastructure' } } }],
    [{ Condition: { DateLessThan: { 'aws:CurrentTime': '2026-11-20T00:00:00Z' }, Null: { 'aws:SourceVpc': false } } }],
    [{ Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } } }],
    [{ Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'a' } } }],
    [
      {
        Action: 'sqs:SendMessage',
        Resource: '*',
        Condition: { ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:1:function:f' } },
      },
    ],
    [{ Sid: '' }],
  ])('%j has no finding', async (extra) => {
    expect(await lint(statement(extra), statement({ Sid: '' }))).toEqual([]);
  });
});

describe('what does not', () => {
  it.each([
    ['an action that is misspelt', { Action: 's3:GetObjet' }, 'unknown-action', 'Did you mean s3:GetObject?'],
    [
      'an action of the API that IAM does not have',
      { Action: 'bedrock:Converse', Resource: '*' },
      'unknown-action',
      /bedrock/,
    ],
    ['a wildcard that nothing matches', { Action: 's3:Fetch*' }, 'unknown-action', /./],
    [
      'a service that is misspelt',
      { Action: 'dynamdb:GetItem', Resource: '*' },
      'unknown-service',
      'Did you mean dynamodb?',
    ],
    ['a service that is a path', { Action: '../package:x', Resource: '*' }, 'unknown-service', /./],
    ['an action without a service', { Action: 'GetObject' }, 'unknown-action', /one colon/],
    [
      'an operator that is misspelt',
      { Condition: { StringEqual: { 'aws:SourceVpc': 'v' } } },
      'unknown-operator',
      'Did you mean StringEquals?',
    ],
    [
      'an operator with a set, misspelt',
      { Condition: { 'ForAnyValue:StringLke': { 'aws:TagKeys': 'v' } } },
      'unknown-operator',
      'Did you mean ForAnyValue:StringLike?',
    ],
    [
      'NullIfExists',
      { Condition: { NullIfExists: { 'aws:SourceVpc': 'true' } } },
      'unknown-operator',
      'Did you mean Null?',
    ],
    ['an operator of another language', { Condition: { constructor: { a: 'b' } } }, 'unknown-operator', /StringEquals/],
    [
      'a global key that is misspelt',
      { Condition: { StringEquals: { 'aws:SourceVcp': 'v' } } },
      'unknown-key',
      'Did you mean aws:SourceVpc?',
    ],
    [
      'a tag key that is misspelt',
      { Condition: { StringEquals: { 'aws:PrincipalTags/team': 'v' } } },
      'unknown-key',
      'Did you mean aws:PrincipalTag/team?',
    ],
    [
      'a key of a service that is misspelt',
      { Condition: { StringEquals: { 's3:prefixes': 'v' } } },
      'unknown-key',
      'Did you mean s3:prefix?',
    ],
    [
      'a key of another service',
      { Condition: { StringEquals: { 'dynamodb:Select': 'COUNT' } } },
      'key-never-present',
      /s3/,
    ],
    [
      'a number that is none',
      { Condition: { NumericLessThan: { 's3:TlsVersion': 'one' } } },
      'value-cannot-match',
      /number/,
    ],
    [
      'a date that is none',
      { Condition: { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } } },
      'value-cannot-match',
      /2026/,
    ],
    [
      'a boolean that is none',
      { Condition: { Bool: { 'aws:SecureTransport': 'no' } } },
      'value-cannot-match',
      /true or false/,
    ],
    [
      'a network that is none',
      { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/40' } } },
      'value-cannot-match',
      /CIDR/,
    ],
    ['an ARN that is none', { Condition: { ArnEquals: { 'aws:SourceArn': 'my-topic' } } }, 'value-cannot-match', /six/],
    [
      'a wildcard that is taken literally',
      { Condition: { StringEquals: { 'aws:PrincipalTag/t': 'team-*' } } },
      'value-cannot-match',
      /StringLike/,
    ],
    [
      'a set that also holds without the key',
      { Condition: { 'ForAllValues:StringEquals': { 'aws:SourceOrgPaths': 'a' } } },
      'holds-without-key',
      /Null/,
    ],
    [
      'a bucket where objects are asked for',
      { Resource: 'arn:aws:s3:::b' },
      'resource-of-no-action',
      /objects of a bucket/,
    ],
    [
      'a resource of another service',
      { Resource: 'arn:aws:sqs:us-east-1:111122223333:q' },
      'resource-of-no-action',
      /./,
    ],
    [
      'an action that takes no resource',
      { Action: ['s3:GetObject', 's3:ListAllMyBuckets'] },
      'action-on-no-resource',
      /"Resource": "\*"/,
    ],
    [
      'an action about something else than its statement',
      { Action: ['s3:GetObject', 's3:ListBucket'] },
      'action-on-no-resource',
      /statement of its own/,
    ],
  ])('finds %s', async (_what, extra, rule, remedy) => {
    expect(await rulesOf(extra)).toEqual([rule]);
    expect(await remedyOf(extra)).toMatch(remedy);
  });

  it('finds a Sid that is used twice, and says where', async () => {
    const findings = await lint(statement({ Sid: 'A' }), statement({ Sid: 'B' }), statement({ Sid: 'A' }));
    expect(findings.map(({ rule, path }) => [rule, path])).toEqual([['repeated-sid', 'Statement[2].Sid']]);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['no policy', '{"Statement":{"Effect":"allow","Action":"*","Resource":"*"}}'],
    ['a deep one', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['one with a prototype’s member', '{"__proto__":{"Statement":[]}}'],
  ])('says that %s is no policy', async (_what, text) => {
    expect((await lintPolicy(text)).map(({ rule }) => rule)).toEqual(['not-a-policy']);
  });

  it('reads a file that begins with a byte order mark', async () => {
    expect(await lintPolicy(`\uFEFF${JSON.stringify({ Statement: statement({}) })}`)).toEqual([]);
  });
});
