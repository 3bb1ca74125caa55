/**
 * What a resource will be called once it is deployed, as far as synth can say: names that the template fixes are themselves, all others are stable placeholders made
 * of stack and logical id, so that a policy that refers to a resource and a request for that resource meet on one ARN.
 * Source of the ARN formats: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
import { own, type StackEnvironment, type TemplateResource, urlSuffixOf } from './synthesized-stack.ts';

export interface ResourceIdentity {
  readonly name: string;
  readonly arn: string;
  /** What `Ref` gives. */
  readonly ref: string;
}

interface ResourceForm {
  /** Property that fixes the physical name. */
  readonly named?: string;
  /** ARN after its partition; `{r}` Region, `{a}` account, `{n}` name, `{p}` IAM path. */
  readonly arn: string;
  /** What `Ref` gives. Default: the name. */
  readonly ref?: 'arn' | 'url';
  readonly lowerCase?: boolean;
}

const forms: Readonly<Record<string, ResourceForm>> = {
  'AWS::ApiGateway::RestApi': { arn: 'apigateway:{r}::/restapis/{n}', lowerCase: true },
  'AWS::Athena::WorkGroup': { named: 'Name', arn: 'athena:{r}:{a}:workgroup/{n}' },
  'AWS::Bedrock::ApplicationInferenceProfile': {
    arn: 'bedrock:{r}:{a}:application-inference-profile/{n}',
    ref: 'arn',
    lowerCase: true,
  },
  'AWS::Bedrock::Guardrail': { arn: 'bedrock:{r}:{a}:guardrail/{n}', ref: 'arn', lowerCase: true },
  'AWS::CloudTrail::Trail': { named: 'TrailName', arn: 'cloudtrail:{r}:{a}:trail/{n}' },
  'AWS::DynamoDB::GlobalTable': { named: 'TableName', arn: 'dynamodb:{r}:{a}:table/{n}' },
  'AWS::DynamoDB::Table': { named: 'TableName', arn: 'dynamodb:{r}:{a}:table/{n}' },
  'AWS::EC2::SecurityGroup': { arn: 'ec2:{r}:{a}:security-group/{n}' },
  'AWS::EC2::Subnet': { arn: 'ec2:{r}:{a}:subnet/{n}' },
  'AWS::EC2::VPC': { arn: 'ec2:{r}:{a}:vpc/{n}' },
  'AWS::EC2::VPCEndpoint': { arn: 'ec2:{r}:{a}:vpc-endpoint/{n}', lowerCase: true },
  'AWS::Events::EventBus': { named: 'Name', arn: 'events:{r}:{a}:event-bus/{n}' },
  'AWS::Glue::Database': { arn: 'glue:{r}:{a}:database/{n}', lowerCase: true },
  'AWS::IAM::ManagedPolicy': { named: 'ManagedPolicyName', arn: 'iam::{a}:policy{p}{n}', ref: 'arn' },
  'AWS::IAM::Role': { named: 'RoleName', arn: 'iam::{a}:role{p}{n}' },
  'AWS::KMS::Alias': { named: 'AliasName', arn: 'kms:{r}:{a}:{n}' },
  'AWS::KMS::Key': { arn: 'kms:{r}:{a}:key/{n}' },
  'AWS::KinesisFirehose::DeliveryStream': {
    named: 'DeliveryStreamName',
    arn: 'firehose:{r}:{a}:deliverystream/{n}',
  },
  'AWS::Lambda::Function': { named: 'FunctionName', arn: 'lambda:{r}:{a}:function:{n}' },
  'AWS::Logs::LogGroup': { named: 'LogGroupName', arn: 'logs:{r}:{a}:log-group:{n}:*' },
  'AWS::S3::Bucket': { named: 'BucketName', arn: 's3:::{n}', lowerCase: true },
  'AWS::SNS::Topic': { named: 'TopicName', arn: 'sns:{r}:{a}:{n}', ref: 'arn' },
  'AWS::SQS::Queue': { named: 'QueueName', arn: 'sqs:{r}:{a}:{n}', ref: 'url' },
  'AWS::SSM::Parameter': { named: 'Name', arn: 'ssm:{r}:{a}:parameter/{n}' },
  'AWS::SecretsManager::Secret': { named: 'Name', arn: 'secretsmanager:{r}:{a}:secret:{n}', ref: 'arn' },
};

/**
 * @param properties the resource's own, with their intrinsic functions resolved; only those that name it are read.
 */
export function resourceIdentity(
  stack: { readonly name: string; readonly environment: StackEnvironment },
  logicalId: string,
  resource: TemplateResource,
  properties: Readonly<Record<string, unknown>>,
): ResourceIdentity {
  const form = own(forms, resource.Type) ?? unknownForm(resource.Type);
  const given = form.named === undefined ? undefined : own(properties, form.named);
  const placeholder = `${stack.name}-${logicalId}`;
  const name = typeof given === 'string' ? given : form.lowerCase ? placeholder.toLowerCase() : placeholder;
  const path = own(properties, 'Path');
  const arn = arnOf(form, name, typeof path === 'string' ? path : '/', stack.environment);
  return { name, arn, ref: refOf(form, name, arn, stack.environment) };
}

/** A value of `Fn::GetAtt`. */
export function attributeOf({ name, arn, ref }: ResourceIdentity, attribute: string): string | readonly string[] {
  // Of an endpoint: a list of `zone:name`.
  if (attribute === 'DnsEntries') return [`${name}.zone:${name}.name`];
  if (attribute === 'StreamArn') return `${arn}/stream/current`;
  if (attribute.endsWith('Arn')) return arn;
  if (attribute.endsWith('Url')) return ref;
  return /(?:^|[a-z])(?:Id|Name)$/.test(attribute) ? name : `${name}.${attribute}`;
}

function arnOf(form: ResourceForm, name: string, path: string, environment: StackEnvironment): string {
  const parts: Readonly<Record<string, string>> = {
    r: environment.region,
    a: environment.account,
    // SSM writes no second slash where a parameter's name begins with one.
    n: form.arn.endsWith('parameter/{n}') ? name.replace(/^\//, '') : name,
    p: path,
  };
  return `arn:${environment.partition}:${form.arn.replace(/\{([ranp])\}/g, (_, part: string) => parts[part] ?? '')}`;
}

function refOf(
  form: ResourceForm,
  name: string,
  arn: string,
  { partition, region, account }: StackEnvironment,
): string {
  if (form.ref === 'arn') return arn;
  return form.ref === 'url' ? `https://sqs.${region}.${urlSuffixOf(partition)}/${account}/${name}` : name;
}

/** A type that no policy here names: it still gets one ARN of its own. */
function unknownForm(type: string): ResourceForm {
  const [, service = 'unknown', kind = 'resource'] = type.toLowerCase().split('::');
  return { arn: `${service}:{r}:{a}:${kind}/{n}` };
}
