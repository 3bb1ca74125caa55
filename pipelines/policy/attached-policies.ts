/**
 * Where CloudFormation puts policies that are attached to resources, as data: for each resource type, which of its properties is a policy and which ARN that policy guards.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/introduction.html
 */
import { GatehouseFault } from '../../shared/errors.ts';
import type { ResourceIdentity } from './resource-identity.ts';
import { own, type StackEnvironment } from './synthesized-stack.ts';

/** A resource of a template with its intrinsic functions resolved. */
export interface ResolvedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly environment: StackEnvironment;
  readonly identity: ResourceIdentity;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A policy and the ARN of what it is attached to. */
export interface GuardedArn {
  readonly arn: string;
  readonly document: unknown;
}

type Reader = (resource: ResolvedResource) => readonly GuardedArn[];

const readers: Readonly<Record<string, Reader>> = {
  'AWS::ApiGateway::RestApi': apiPolicy,
  'AWS::Bedrock::ResourcePolicy': ({ properties }) => [
    { arn: textIn(properties, 'ResourceArn'), document: properties.PolicyDocument },
  ],
  'AWS::DynamoDB::GlobalTable': ({ identity, properties }) =>
    asList(properties.Replicas).flatMap((replica) => nested(identity.arn, asRecord(replica))),
  'AWS::DynamoDB::Table': ({ identity, properties }) => nested(identity.arn, properties),
  'AWS::Events::EventBus': ({ identity, properties }) => present(identity.arn, properties.Policy),
  'AWS::KMS::Key': ({ identity, properties }) => present(identity.arn, properties.KeyPolicy),
  'AWS::Lambda::Permission': lambdaPermission,
  'AWS::Logs::ResourcePolicy': ({ environment: { partition, region, account }, properties }) =>
    present(`arn:${partition}:logs:${region}:${account}:log-group`, properties.PolicyDocument),
  'AWS::S3::BucketPolicy': ({ environment, properties }) =>
    present(`arn:${environment.partition}:s3:::${textIn(properties, 'Bucket')}`, properties.PolicyDocument),
  'AWS::SNS::TopicPolicy': ({ properties }) =>
    asList(properties.Topics).flatMap((topic) => present(String(topic), properties.PolicyDocument)),
  'AWS::SQS::QueuePolicy': ({ environment, properties }) =>
    asList(properties.Queues).flatMap((url) => present(queueArn(String(url), environment), properties.PolicyDocument)),
  'AWS::SecretsManager::ResourcePolicy': ({ properties }) =>
    present(textIn(properties, 'SecretId'), properties.ResourcePolicy),
};

/** The policies that a resource carries or is; none for most types. */
export function attachedPolicies(resource: ResolvedResource): readonly GuardedArn[] {
  return own(readers, resource.type)?.(resource) ?? [];
}

function present(arn: string, document: unknown): readonly GuardedArn[] {
  return document === undefined ? [] : [{ arn, document }];
}

/** A table's policy, and that of its stream. */
function nested(arn: string, properties: Readonly<Record<string, unknown>>): readonly GuardedArn[] {
  const stream = asRecord(asRecord(properties.StreamSpecification).ResourcePolicy).PolicyDocument;
  return [
    ...present(arn, asRecord(properties.ResourcePolicy).PolicyDocument),
    ...present(`${arn}/stream/current`, stream),
  ];
}

/** API Gateway lets `execute-api:/stage/…` stand for the ARN of the API that the policy is attached to. */
function apiPolicy({ identity, environment, properties }: ResolvedResource): readonly GuardedArn[] {
  const { partition, region, account } = environment;
  const arn = `arn:${partition}:execute-api:${region}:${account}:${identity.name}`;
  const text = JSON.stringify(properties.Policy);
  return text === undefined ? [] : [{ arn, document: JSON.parse(text.replaceAll('"execute-api:/', `"${arn}/`)) }];
}

/** A permission is one statement of the function's policy, in a form of its own. */
function lambdaPermission({ environment, properties }: ResolvedResource): readonly GuardedArn[] {
  const { partition, region, account } = environment;
  const named = textIn(properties, 'FunctionName');
  const arn = named.startsWith('arn:') ? named : `arn:${partition}:lambda:${region}:${account}:function:${named}`;
  const principal = textIn(properties, 'Principal');
  const conditions = {
    ...conditionOn('ArnLike', 'aws:SourceArn', properties.SourceArn),
    ...conditionOn('StringEquals', 'aws:SourceAccount', properties.SourceAccount),
    ...conditionOn('StringEqualsIfExists', 'aws:PrincipalOrgID', properties.PrincipalOrgID),
  };
  const statement = {
    Effect: 'Allow',
    Principal: isServiceName(principal) ? { Service: principal } : { AWS: principal },
    Action: textIn(properties, 'Action'),
    Resource: arn,
    Condition: conditions,
  };
  return [{ arn, document: { Version: '2012-10-17', Statement: [statement] } }];
}

function conditionOn(operator: string, key: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [operator]: { [key]: value } };
}

function isServiceName(principal: string): boolean {
  return /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(principal);
}

/** `https://sqs.REGION.SUFFIX/ACCOUNT/NAME`, which is what `Ref` gives. */
function queueArn(url: string, { partition, region, account }: StackEnvironment): string {
  const [name = '', owner = account] = url.split('/').toReversed();
  return `arn:${partition}:sqs:${region}:${owner}:${name}`;
}

function textIn(properties: Readonly<Record<string, unknown>>, name: string): string {
  const value = own(properties, name);
  if (typeof value === 'string') return value;
  throw new GatehouseFault(
    'configuration_invalid',
    `A resource of a template has no text for ${name}.`,
    'Give a template that CloudFormation would accept.',
  );
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
