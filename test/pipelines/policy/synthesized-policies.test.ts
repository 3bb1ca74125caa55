import { describe, expect, it } from 'vitest';
import { applicablePolicies } from '../../../pipelines/policy/applicable-policies.ts';
import { synthesizedPolicies } from '../../../pipelines/policy/synthesized-policies.ts';
import { authorize } from '../../../shared/iam/authorize.ts';
import { allowing, stackOf, trustLambda } from './stacks.fixture.ts';

const role = (properties = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName: 'app', AssumeRolePolicyDocument: trustLambda, ...properties },
});
const read = (resources: Parameters<typeof stackOf>[0]) => synthesizedPolicies([stackOf(resources)]);
const attached = (resources: Parameters<typeof stackOf>[0]) =>
  read(resources).resources.map(({ arn, type, policy }) => [arn, type, policy.name]);

describe('a synthesized role', () => {
  it('has its trust policy and its policies from every place where a template may put them', () => {
    const [found] = read({
      Role: role({
        Policies: [{ PolicyName: 'Inline', PolicyDocument: allowing('a:One', '*') }],
        ManagedPolicyArns: [{ Ref: 'Listed' }],
      }),
      Attached: {
        Type: 'AWS::IAM::Policy',
        Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: allowing('a:Two', '*') },
      },
      Listed: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allowing('a:Three', '*') } },
      Listing: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: { Roles: [{ Ref: 'Role' }], PolicyDocument: allowing('a:Four', '*') },
      },
      Beside: {
        Type: 'AWS::IAM::RolePolicy',
        Properties: { RoleName: { Ref: 'Role' }, PolicyName: 'Beside', PolicyDocument: allowing('a:Five', '*') },
      },
      OfAnother: {
        Type: 'AWS::IAM::Policy',
        Properties: { Roles: ['somebody-else'], PolicyDocument: allowing('a:Six', '*') },
      },
    }).roles;
    expect(found).toMatchObject({ name: 'app', arn: 'arn:aws:iam::111122223333:role/app', stack: 'Hub' });
    expect(found?.trust.document.statements[0]?.principal?.members).toEqual({ Service: ['lambda.amazonaws.com'] });
    expect(found?.identity.map(({ name }) => name)).toEqual([
      'Hub/Role/Inline',
      'Hub/Attached',
      'Hub/Listed',
      'Hub/Listing',
      'Hub/Beside',
    ]);
    expect(found).not.toHaveProperty('boundary');
    expect(found?.unknownPolicies).toEqual([]);
  });

  it('has a boundary where it names one, and names what no template holds', () => {
    const awsOwn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const { roles } = read({
      Fence: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: allowing('s3:*', '*') } },
      Fenced: role({ PermissionsBoundary: { Ref: 'Fence' } }),
      Free: role({ RoleName: 'free', ManagedPolicyArns: [awsOwn] }),
      Elsewhere: role({ RoleName: 'elsewhere', PermissionsBoundary: awsOwn }),
    });
    expect(roles.map(({ boundary }) => boundary?.map(({ name }) => name))).toEqual([['Hub/Fence'], undefined, []]);
    expect(roles.map(({ unknownPolicies }) => unknownPolicies)).toEqual([[], [awsOwn], [awsOwn]]);
  });

  it('is not there where its condition says so', () => {
    const stack = stackOf(
      { Role: { ...role(), Condition: 'Never' } },
      { Conditions: { Never: { 'Fn::Equals': [1, 2] } } },
    );
    expect(synthesizedPolicies([stack]).roles).toEqual([]);
  });
});

describe('a resource policy', () => {
  const document = allowing('*', '*', { Principal: '*' });

  it.each([
    [
      'bucket',
      {
        B: { Type: 'AWS::S3::Bucket' },
        P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'B' }, PolicyDocument: document } },
      },
      'arn:aws:s3:::hub-b',
    ],
    [
      'key',
      { P: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: document } } },
      'arn:aws:kms:us-east-1:111122223333:key/Hub-P',
    ],
    [
      'table',
      {
        P: {
          Type: 'AWS::DynamoDB::Table',
          Properties: { TableName: 't', ResourcePolicy: { PolicyDocument: document } },
        },
      },
      'arn:aws:dynamodb:us-east-1:111122223333:table/t',
    ],
    [
      'global table',
      {
        P: {
          Type: 'AWS::DynamoDB::GlobalTable',
          Properties: { TableName: 't', Replicas: [{ ResourcePolicy: { PolicyDocument: document } }] },
        },
      },
      'arn:aws:dynamodb:us-east-1:111122223333:table/t',
    ],
    [
      'queue',
      {
        Q: { Type: 'AWS::SQS::Queue' },
        P: { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Q' }], PolicyDocument: document } },
      },
      'arn:aws:sqs:us-east-1:111122223333:Hub-Q',
    ],
    [
      'topic',
      {
        T: { Type: 'AWS::SNS::Topic' },
        P: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: [{ Ref: 'T' }], PolicyDocument: document } },
      },
      'arn:aws:sns:us-east-1:111122223333:Hub-T',
    ],
    [
      'guardrail',
      {
        G: { Type: 'AWS::Bedrock::Guardrail' },
        P: {
          Type: 'AWS::Bedrock::ResourcePolicy',
          Properties: { ResourceArn: { 'Fn::GetAtt': ['G', 'GuardrailArn'] }, PolicyDocument: document },
        },
      },
      'arn:aws:bedrock:us-east-1:111122223333:guardrail/hub-g',
    ],
    [
      'log group',
      { P: { Type: 'AWS::Logs::ResourcePolicy', Properties: { PolicyDocument: JSON.stringify(document) } } },
      'arn:aws:logs:us-east-1:111122223333:log-group',
    ],
  ])('of a %s guards its ARN', (_what, resources, arn) => {
    const type = (resources as Record<string, { Type: string }>).P?.Type;
    expect(attached(resources)).toEqual([[arn, type, 'Hub/P']]);
  });

  it('of an API stands for the API where it is written short', () => {
    const { resources } = read({
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          Policy: allowing('execute-api:Invoke', ['execute-api:/live/POST/apps/one/*'], { Principal: '*' }),
        },
      },
    });
    expect(resources[0]?.arn).toBe('arn:aws:execute-api:us-east-1:111122223333:hub-api');
    expect(resources[0]?.policy.document.statements[0]?.resource?.patterns).toEqual([
      'arn:aws:execute-api:us-east-1:111122223333:hub-api/live/POST/apps/one/*',
    ]);
  });

  it('of a function is read from its permissions', () => {
    const permission = {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: { 'Fn::GetAtt': ['F', 'Arn'] },
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
        SourceArn: 'arn:aws:execute-api:*:*:x/*',
      },
    };
    const policies = read({ F: { Type: 'AWS::Lambda::Function' }, P: permission });
    const request = {
      principal: { arn: 'apigateway.amazonaws.com' },
      action: 'lambda:InvokeFunction',
      resource: policies.resources[0]!.arn,
    };
    const through = (SourceArn: string) =>
      authorize({ ...request, context: { 'aws:SourceArn': SourceArn } }, applicablePolicies(request, policies)).allowed;
    expect(through('arn:aws:execute-api:us-east-1:111122223333:x/live')).toBe(true);
    expect(through('arn:aws:execute-api:us-east-1:111122223333:y/live')).toBe(false);
  });
});

describe('applicablePolicies', () => {
  const policies = read({
    Role: role({ Policies: [{ PolicyName: 'P', PolicyDocument: allowing('s3:*', '*') }] }),
    B: { Type: 'AWS::S3::Bucket' },
    BP: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'B' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: { Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: '*' },
        },
      },
    },
    Door: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        ServiceName: 'com.amazonaws.us-east-1.s3',
        PolicyDocument: allowing('s3:GetObject', '*', { Principal: '*' }),
      },
    },
  });
  const principal = { arn: 'arn:aws:sts::111122223333:assumed-role/app/session' };
  const decide = (action: string, resource: string, context = {}) => {
    const request = { principal, action, resource, context };
    return authorize(request, applicablePolicies(request, policies));
  };

  it('takes the bucket’s policy for its objects, and not for those of a bucket whose name only begins alike', () => {
    expect(decide('s3:DeleteObject', 'arn:aws:s3:::hub-b/key').reason).toBe('explicit-deny');
    expect(decide('s3:DeleteObject', 'arn:aws:s3:::hub-b2/key').allowed).toBe(true);
  });

  it('takes the endpoint’s policy for what comes through it', () => {
    const through = { 'AWS:SourceVpce': policies.endpoints[0]!.endpointId };
    expect(decide('s3:PutObject', 'arn:aws:s3:::hub-b/key').allowed).toBe(true);
    expect(decide('s3:PutObject', 'arn:aws:s3:::hub-b/key', through).reason).toBe('no-endpoint-allow');
    expect(decide('s3:GetObject', 'arn:aws:s3:::hub-b/key', through).allowed).toBe(true);
  });

  it('takes the trust policy where a role is to be assumed', () => {
    const request = {
      principal: { arn: 'lambda.amazonaws.com' },
      action: 'sts:AssumeRole',
      resource: 'arn:aws:iam::111122223333:role/app',
    };
    expect(authorize(request, applicablePolicies(request, policies)).allowed).toBe(true);
    const another = { ...request, principal: { arn: 'ec2.amazonaws.com' } };
    expect(authorize(another, applicablePolicies(another, policies)).allowed).toBe(false);
  });
});
