import { describe, expect, it } from 'vitest';
import { IntrinsicResolver } from '../../../pipelines/policy/intrinsics.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { stackOf } from './stacks.fixture.ts';

const stack = stackOf(
  {
    Store: { Type: 'AWS::S3::Bucket' },
    Fixed: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'logs-${AWS::AccountId}' } } },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'caller', Path: '/apps/' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'jobs' } },
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/gatehouse/bundle' } },
    Guard: { Type: 'AWS::Bedrock::Guardrail' },
    Odd: { Type: 'AWS::Odd::Thing' },
  },
  {
    Parameters: { Stage: { Type: 'String', Default: 'live' }, Api: { Type: 'String' } },
    Mappings: { Sizes: { 'us-east-1': { big: 7 } } },
    Conditions: {
      InEast: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      Elsewhere: { 'Fn::Not': [{ Condition: 'InEast' }] },
      Both: { 'Fn::And': [{ Condition: 'InEast' }, { Condition: 'Elsewhere' }] },
      Either: { 'Fn::Or': [{ Condition: 'InEast' }, { Condition: 'Elsewhere' }] },
      Circular: { 'Fn::Not': [{ Condition: 'Circular' }] },
      Listed: { 'Fn::Contains': [['a', 'b'], 'b'] },
    },
    Outputs: {
      StoreArn: {
        Value: { 'Fn::GetAtt': ['Store', 'Arn'] },
        Export: { Name: { 'Fn::Sub': '${AWS::StackName}:Store' } },
      },
      Loop: { Value: { 'Fn::ImportValue': 'loop' }, Export: { Name: 'loop' } },
    },
  },
);
const other = stackOf(
  {},
  { name: 'Other', environment: { partition: 'aws-eusc', account: '444455556666', region: 'eusc-de-east-1' } },
);
const resolver = new IntrinsicResolver([stack, other]);
const resolved = (value: unknown, of = stack) => resolver.resolve(of, value);

describe('an intrinsic function', () => {
  it.each([
    [{ Ref: 'AWS::Partition' }, 'aws'],
    [{ Ref: 'AWS::AccountId' }, '111122223333'],
    [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    [{ Ref: 'Stage' }, 'live'],
    [{ Ref: 'Api' }, 'Hub.Api'],
    [{ Ref: 'Store' }, 'hub-store'],
    [{ Ref: 'Queue' }, 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs'],
    [{ 'Fn::GetAtt': ['Store', 'Arn'] }, 'arn:aws:s3:::hub-store'],
    [{ 'Fn::GetAtt': 'Fixed.Arn' }, 'arn:aws:s3:::logs-111122223333'],
    [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::111122223333:role/apps/caller'],
    [{ 'Fn::GetAtt': ['Queue', 'QueueName'] }, 'jobs'],
    [{ 'Fn::GetAtt': ['Guard', 'GuardrailArn'] }, 'arn:aws:bedrock:us-east-1:111122223333:guardrail/hub-guard'],
    [{ 'Fn::GetAtt': ['Guard', 'GuardrailId'] }, 'hub-guard'],
    [{ 'Fn::GetAtt': ['Guard', 'Version'] }, 'hub-guard.Version'],
    [{ 'Fn::GetAtt': ['Odd', 'Arn'] }, 'arn:aws:odd:us-east-1:111122223333:thing/Hub-Odd'],
    [{ 'Fn::Sub': 'arn:${AWS::Partition}:ssm:::parameter${Setting}' }, 'arn:aws:ssm:::parameter/gatehouse/bundle'],
    [
      { 'Fn::Sub': ['${Who}/${!Literal}/${Store.Arn}', { Who: { Ref: 'Stage' } }] },
      'live/${Literal}/arn:aws:s3:::hub-store',
    ],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 1]] }, 'a-live-1'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'big'] }, 7],
    [{ 'Fn::If': ['InEast', 'here', 'there'] }, 'here'],
    [{ 'Fn::If': ['Elsewhere', 'there', { Ref: 'AWS::NoValue' }] }, undefined],
    [{ 'Fn::If': ['Both', 1, 2] }, 2],
    [{ 'Fn::If': ['Either', 1, 2] }, 1],
    [{ 'Fn::If': ['Listed', 1, 2] }, 1],
    [{ 'Fn::GetAZs': '' }, ['us-east-1a', 'us-east-1b', 'us-east-1c']],
    [{ 'Fn::Base64': 'a' }, 'YQ=='],
    [
      [1, { Ref: 'AWS::NoValue' }, 2],
      [1, 2],
    ],
    [{ kept: 1, dropped: { Ref: 'AWS::NoValue' } }, { kept: 1 }],
    [
      { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ],
  ])('%j is %j', (value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it('reaches into another stack by its export and, as the CDK’s weak references do, by its output', () => {
    expect(resolved({ 'Fn::ImportValue': 'Hub:Store' }, other)).toBe('arn:aws:s3:::hub-store');
    expect(resolved({ 'Fn::GetStackOutput': { StackName: 'Hub', OutputName: 'StoreArn' } }, other)).toBe(
      'arn:aws:s3:::hub-store',
    );
    expect(resolved({ 'Fn::Sub': '${AWS::Partition}.${AWS::URLSuffix}' }, other)).toBe('aws-eusc.amazonaws.eu');
  });

  it.each([
    ['is not known', { 'Fn::Transform': {} }, 'uses Fn::Transform'],
    ['refers to nothing', { Ref: 'Nobody' }, 'refers to Nobody'],
    ['refers to a prototype’s member', { Ref: 'constructor' }, 'refers to constructor'],
    ['imports what nobody exports', { 'Fn::ImportValue': 'none' }, 'imports none'],
    ['imports itself', { 'Fn::ImportValue': 'loop' }, 'levels deep'],
    ['has a condition that is its own', { 'Fn::If': ['Circular', 1, 2] }, 'levels deep'],
    [
      'takes an output that no stack has',
      { 'Fn::GetStackOutput': { StackName: 'Hub', OutputName: 'x' } },
      'output of another stack',
    ],
    ['joins no list', { 'Fn::Join': ['', 'a'] }, 'Fn::Join'],
    ['looks up nothing', { 'Fn::FindInMap': ['Sizes', 'x', 'y'] }, 'mappings'],
  ])('that %s is a fault', (_what, value, message) => {
    expect(() => resolved(value)).toThrow(GatehouseFault);
    expect(() => resolved(value)).toThrow(message);
  });

  it('nested without end is a fault and no crash', () => {
    let deep: unknown = 'a';
    for (let level = 0; level < 5000; level++) deep = [deep];
    expect(() => resolved(deep)).toThrow(/levels deep/);
  });
});
