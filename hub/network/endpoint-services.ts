import type { HubPrincipal } from './hub-principals.ts';
import type { ResourceKind } from './hub-resources.ts';

/** Who may do what with what, through one endpoint. */
export interface EndpointUse {
  readonly callers: readonly HubPrincipal[];
  readonly actions: readonly string[];
  readonly on: readonly ResourceKind[];
  /** Further conditions, as `StringEquals`. */
  readonly where?: Readonly<Record<string, string>>;
}

export interface EndpointService {
  /** The last part of the endpoint's service name, `com.amazonaws.REGION.NAME`. */
  readonly name: string;
  readonly kind: 'interface' | 'gateway';
  readonly uses: readonly EndpointUse[];
  /** Names in front of the Region's domain under which the service is called. Default: `name` alone. */
  readonly hosts?: readonly string[];
  /** Called by applications from callerNetworks instead of by the hub's functions. */
  readonly forCallers?: true;
}

/**
 * Every AWS service that something in the VPC calls: nothing else has a way out. Whatever a function comes to need is added here first, with its caller.
 * Logs and traces that the Lambda service itself delivers do not pass through the VPC.
 * Services: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export const endpointServices: readonly EndpointService[] = [
  {
    name: 'bedrock-runtime',
    kind: 'interface',
    uses: [
      {
        callers: ['invocation'],
        actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        on: ['models'],
      },
      { callers: ['invocation'], actions: ['bedrock:CountTokens'], on: ['countable-models'] },
      {
        // The prompt handler applies guardrails as the application, too.
        callers: ['invocation', 'response-filter'],
        actions: ['bedrock:ApplyGuardrail'],
        on: ['guardrails'],
      },
    ],
  },
  {
    name: 'lambda',
    kind: 'interface',
    uses: [
      { callers: ['gateway', 'job-worker'], actions: ['lambda:InvokeFunction'], on: ['response-filter'] },
      { callers: ['response-filter'], actions: ['lambda:InvokeFunction'], on: ['prompt-handler'] },
    ],
  },
  {
    name: 'sts',
    kind: 'interface',
    uses: [
      {
        callers: ['prompt-handler'],
        actions: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        on: ['invocation-roles'],
      },
    ],
  },
  {
    name: 'kms',
    kind: 'interface',
    uses: [
      {
        callers: ['gateway', 'job-worker', 'sweeper'],
        actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
        on: ['content-key'],
      },
      { callers: ['console'], actions: ['kms:Decrypt'], on: ['content-key'] },
      { callers: ['gateway', 'job-worker', 'sweeper'], actions: ['kms:GenerateMac'], on: ['commitment-key'] },
      { callers: ['console'], actions: ['kms:VerifyMac'], on: ['commitment-key'] },
      { callers: ['prompt-handler'], actions: ['kms:GenerateMac'], on: ['seal-key'] },
      { callers: ['sealer'], actions: ['kms:Sign'], on: ['signing-key'] },
      { callers: ['sealer', 'console'], actions: ['kms:Verify', 'kms:GetPublicKey'], on: ['signing-key'] },
    ],
  },
  {
    name: 'sqs',
    kind: 'interface',
    uses: [
      { callers: ['gateway'], actions: ['sqs:SendMessage'], on: ['queues'] },
      {
        callers: ['job-worker'],
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility'],
        on: ['queues'],
      },
    ],
  },
  {
    name: 'logs',
    kind: 'interface',
    uses: [{ callers: ['console'], actions: ['logs:FilterLogEvents', 'logs:StartQuery'], on: ['log-groups'] }],
  },
  {
    name: 'monitoring',
    kind: 'interface',
    uses: [
      {
        callers: ['sealer', 'sweeper', 'job-worker'],
        actions: ['cloudwatch:PutMetricData'],
        on: ['any'],
        where: { 'cloudwatch:namespace': 'Gatehouse' },
      },
    ],
  },
  {
    name: 'events',
    kind: 'interface',
    uses: [{ callers: ['gateway', 'sealer', 'sweeper'], actions: ['events:PutEvents'], on: ['event-buses'] }],
  },
  {
    name: 'athena',
    kind: 'interface',
    uses: [
      {
        callers: ['console'],
        actions: [
          'athena:StartQueryExecution',
          'athena:GetQueryExecution',
          'athena:GetQueryResults',
          'athena:StopQueryExecution',
        ],
        on: ['workgroups'],
      },
    ],
  },
  {
    name: 'glue',
    kind: 'interface',
    uses: [
      {
        callers: ['console'],
        actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartitions'],
        on: ['catalog'],
      },
    ],
  },
  {
    name: 'ssm',
    kind: 'interface',
    uses: [
      {
        callers: ['sealer', 'sweeper', 'job-worker', 'console'],
        actions: ['ssm:GetParameter', 'ssm:GetParameters'],
        on: ['parameters'],
      },
    ],
  },
  {
    name: 'xray',
    kind: 'interface',
    uses: [
      {
        callers: ['gateway', 'prompt-handler', 'response-filter', 'job-worker'],
        actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
        on: ['any'],
      },
    ],
  },
  {
    name: 'execute-api',
    kind: 'interface',
    forCallers: true,
    hosts: ['*.execute-api'],
    uses: [{ callers: ['caller'], actions: ['execute-api:Invoke'], on: ['api'] }],
  },
  {
    name: 's3',
    kind: 'gateway',
    hosts: ['s3', '*.s3'],
    uses: [
      {
        callers: ['gateway', 'job-worker', 'sealer', 'sweeper'],
        actions: ['s3:PutObject', 's3:PutObjectRetention'],
        on: ['evidence-objects'],
      },
      {
        callers: ['job-worker', 'sealer', 'sweeper', 'console'],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        on: ['evidence-objects'],
      },
      {
        callers: ['gateway', 'prompt-handler', 'response-filter', 'job-worker', 'console'],
        actions: ['s3:GetObject'],
        on: ['bundle-objects'],
      },
      { callers: ['sealer', 'console'], actions: ['s3:ListBucket'], on: ['evidence-bucket'] },
    ],
  },
  {
    name: 'dynamodb',
    kind: 'gateway',
    // SDKs call the host of the account, where the Region has them.
    hosts: ['dynamodb', '*.ddb'],
    uses: [
      {
        callers: ['gateway', 'job-worker', 'sweeper'],
        actions: ['dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
        on: ['records', 'ledger'],
      },
      { callers: ['gateway', 'job-worker', 'sweeper'], actions: ['dynamodb:UpdateItem'], on: ['ledger'] },
      // Whether a call is on record, before a model is asked for it.
      { callers: ['prompt-handler'], actions: ['dynamodb:GetItem'], on: ['records'] },
      {
        callers: ['gateway', 'job-worker'],
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
        on: ['reviews', 'data-keys'],
      },
      { callers: ['console'], actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], on: ['reviews'] },
      { callers: ['console'], actions: ['dynamodb:GetItem'], on: ['data-keys'] },
      { callers: ['eraser'], actions: ['dynamodb:GetItem', 'dynamodb:DeleteItem'], on: ['data-keys'] },
      {
        callers: ['sealer', 'console'],
        actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
        on: ['records'],
      },
      { callers: ['console'], actions: ['dynamodb:GetItem', 'dynamodb:Query'], on: ['ledger'] },
    ],
  },
];
