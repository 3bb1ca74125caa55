/** What the stacks of the hub are made of, each type with a name that one of them has; a test compares with what is synthesized. The pre-flight must not need the CDK. */
export interface DeployedResource {
  /** Of CloudFormation. */
  readonly type: string;
  /** As it stands in the resource's ARN. */
  readonly name: string;
}

const names: Readonly<Record<string, readonly string[]>> = {
  '12345678-1234-1234-1234-123456789012': ['AWS::KMS::Key'],
  'gatehouse-gateway': [
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::Lambda::Alias',
    'AWS::Lambda::EventInvokeConfig',
    'AWS::Lambda::Function',
    'AWS::Lambda::Permission',
    'AWS::Lambda::Version',
  ],
  'gatehouse-records': ['AWS::DynamoDB::Table'],
  'gatehouse-policy': ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'],
  'gatehouse/policy': ['AWS::KMS::Alias', 'AWS::SSM::Parameter'],
  '/gatehouse/model-invocations': ['AWS::Logs::LogGroup', 'AWS::Logs::MetricFilter'],
  gatehouse_audit: ['AWS::Glue::Database', 'AWS::Glue::Table'],
  'api.example.com': [
    'AWS::ApiGateway::BasePathMapping',
    'AWS::ApiGateway::BasePathMappingV2',
    'AWS::ApiGateway::DomainName',
    'AWS::ApiGateway::DomainNameAccessAssociation',
    'AWS::ApiGateway::DomainNameV2',
  ],
  gatehouse: `
    AWS::ApiGateway::Account AWS::ApiGateway::Deployment AWS::ApiGateway::RestApi AWS::ApiGateway::Stage AWS::Athena::WorkGroup
    AWS::Bedrock::ApplicationInferenceProfile AWS::Bedrock::Guardrail AWS::Bedrock::GuardrailVersion AWS::Bedrock::ResourcePolicy
    AWS::CDK::Metadata AWS::CloudFront::Distribution AWS::CloudTrail::Trail AWS::CloudWatch::Alarm AWS::CloudWatch::Dashboard
    AWS::EC2::FlowLog AWS::EC2::Route AWS::EC2::RouteTable AWS::EC2::SecurityGroup AWS::EC2::SecurityGroupIngress AWS::EC2::Subnet
    AWS::EC2::SubnetRouteTableAssociation AWS::EC2::TransitGatewayVpcAttachment AWS::EC2::VPC AWS::EC2::VPCBlockPublicAccessOptions
    AWS::EC2::VPCEndpoint AWS::Events::Rule AWS::Logs::Delivery AWS::Logs::DeliveryDestination AWS::Logs::DeliverySource
    AWS::RAM::ResourceShare AWS::Route53Resolver::FirewallDomainList AWS::Route53Resolver::FirewallRuleGroup
    AWS::Route53Resolver::FirewallRuleGroupAssociation AWS::SNS::Subscription AWS::SNS::Topic AWS::SNS::TopicPolicy AWS::SQS::Queue
    AWS::SQS::QueuePolicy AWS::WAFv2::LoggingConfiguration AWS::WAFv2::WebACL AWS::WAFv2::WebACLAssociation AWS::XRay::Group`
    .trim()
    .split(/\s+/),
};

export const hubResources: readonly DeployedResource[] = Object.entries(names).flatMap(([name, types]) =>
  types.map((type) => ({ type, name })),
);
