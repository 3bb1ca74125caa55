import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';
import { testPolicy } from '../gateway/governed-policy.fixture.ts';
import { networkTemplate, stores } from './network-fixture.ts';

const hub = '999988887777';
const region = 'us-east-1';

interface Call {
  /** Name of the endpoint's service. */
  readonly through: string;
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly account?: string;
  readonly organization?: string;
  readonly context?: Readonly<Record<string, string>>;
}

const { baseline } = testPolicy().bundle.guardrails;
const template = networkTemplate({
  policy: {
    guardrails: {
      ...(baseline === undefined
        ? {}
        : { foreign: { ...baseline, identifier: 'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr9z8y7x6w5v' } }),
    },
  },
});
const policies = new Map(
  Object.values(template.findResources('AWS::EC2::VPCEndpoint')).map(({ Properties }) => [
    JSON.stringify(Properties.ServiceName).match(/([a-z0-9-]+)"[\]}]*$/)?.[1] ?? '?',
    { name: 'endpoint', document: parsePolicy(Properties.PolicyDocument) },
  ]),
);
const everything = (principal: Record<string, unknown>) => ({
  name: 'everything',
  document: parsePolicy({ Statement: { ...principal, Effect: 'Allow', Action: '*', Resource: '*' } }),
});

/** Whether the endpoint lets the call through, its caller and the resource allowing everything. */
function passes({
  through,
  role,
  action,
  resource,
  account = hub,
  organization = 'o-exampleorg1',
  context,
}: Call): boolean {
  const endpoint = policies.get(through);
  if (endpoint === undefined) throw new Error(`there is no endpoint for ${through}`);
  const decision = authorize(
    {
      principal: { arn: `arn:aws:sts::${account}:assumed-role/${role}/session` },
      action,
      resource,
      context: { 'aws:PrincipalOrgID': organization, ...context },
    },
    { endpoint: [endpoint], identity: [everything({})], resource: [everything({ Principal: '*' })] },
  );
  return decision.allowed;
}

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${hub}:${resource}`;
const nova = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
const object = `${stores.evidenceBucket}/2026/11/20/record`;
const { content, signing, commitment, seal } = stores.keys;
const filter = arn('lambda', 'function:gatehouse-response-filter:live');
const handler = arn('lambda', 'function:gatehouse-prompt-handler:live');
const pointer = `${stores.bundleBucket}/policy-bundles/current`;

const allowed: readonly (readonly [string, string, string, string])[] = [
  ['bedrock-runtime', 'gatehouse-invoke-claims', 'bedrock:InvokeModel', nova],
  ['bedrock-runtime', 'gatehouse-invoke-claims', 'bedrock:InvokeModelWithResponseStream', nova],
  ['bedrock-runtime', 'gatehouse-invoke-claims', 'bedrock:CountTokens', nova],
  [
    'bedrock-runtime',
    'gatehouse-invoke-claims',
    'bedrock:InvokeModel',
    arn('bedrock', 'inference-profile/us.amazon.nova-lite-v1:0'),
  ],
  [
    'bedrock-runtime',
    'gatehouse-invoke-claims',
    'bedrock:InvokeModel',
    arn('bedrock', 'application-inference-profile/abc123'),
  ],
  ['bedrock-runtime', 'gatehouse-invoke-claims', 'bedrock:ApplyGuardrail', arn('bedrock', 'guardrail/gr1a2b3c4d5e')],
  ['bedrock-runtime', 'gatehouse-response-filter', 'bedrock:ApplyGuardrail', arn('bedrock', 'guardrail/gr1a2b3c4d5e')],
  [
    'bedrock-runtime',
    'gatehouse-response-filter',
    'bedrock:ApplyGuardrail',
    'arn:aws:bedrock:us-east-1:123456789012:guardrail/gr9z8y7x6w5v',
  ],
  ['lambda', 'gatehouse-gateway', 'lambda:InvokeFunction', filter],
  ['lambda', 'gatehouse-response-filter', 'lambda:InvokeFunction', handler],
  ['sts', 'gatehouse-prompt-handler', 'sts:AssumeRole', `arn:aws:iam::${hub}:role/gatehouse-invoke-claims`],
  ['sts', 'gatehouse-prompt-handler', 'sts:TagSession', `arn:aws:iam::${hub}:role/gatehouse-invoke-claims`],
  ['kms', 'gatehouse-gateway', 'kms:GenerateDataKey', content],
  ['kms', 'gatehouse-gateway', 'kms:GenerateMac', commitment],
  ['kms', 'gatehouse-console', 'kms:VerifyMac', commitment],
  ['kms', 'gatehouse-prompt-handler', 'kms:GenerateMac', seal],
  ['kms', 'gatehouse-sealer', 'kms:Sign', signing],
  ['sqs', 'gatehouse-gateway', 'sqs:SendMessage', arn('sqs', 'gatehouse-jobs')],
  ['sqs', 'gatehouse-job-worker', 'sqs:DeleteMessage', arn('sqs', 'gatehouse-jobs')],
  ['events', 'gatehouse-sweeper', 'events:PutEvents', arn('events', 'event-bus/gatehouse')],
  ['athena', 'gatehouse-console', 'athena:StartQueryExecution', arn('athena', 'workgroup/gatehouse')],
  ['glue', 'gatehouse-console', 'glue:GetTable', arn('glue', 'table/gatehouse/records')],
  ['ssm', 'gatehouse-sealer', 'ssm:GetParameter', arn('ssm', 'parameter/gatehouse/policy-bundle')],
  ['xray', 'gatehouse-gateway', 'xray:PutTraceSegments', '*'],
  ['logs', 'gatehouse-console', 'logs:StartQuery', arn('logs', 'log-group:/gatehouse/flow')],
  [
    'execute-api',
    'gatehouse-caller-claims',
    'execute-api:Invoke',
    arn('execute-api', 'a1b2c3d4e5/v1/POST/apps/claims/model/m/converse'),
  ],
  [
    'execute-api',
    'gatehouse-caller-claims',
    'execute-api:Invoke',
    arn('execute-api', '/domainnames/genai.internal.example.com+a1b2c3'),
  ],
  ['s3', 'gatehouse-gateway', 's3:PutObject', object],
  ['s3', 'gatehouse-console', 's3:GetObjectVersion', object],
  ['s3', 'gatehouse-gateway', 's3:GetObject', pointer],
  ['s3', 'gatehouse-prompt-handler', 's3:GetObject', pointer],
  ['s3', 'gatehouse-response-filter', 's3:GetObject', `${stores.bundleBucket}/deployment-facts/abc.json`],
  ['dynamodb', 'gatehouse-gateway', 'dynamodb:PutItem', stores.recordsTable],
  ['dynamodb', 'gatehouse-gateway', 'dynamodb:UpdateItem', stores.ledgerTable],
  ['dynamodb', 'gatehouse-gateway', 'dynamodb:PutItem', stores.reviewsTable],
  ['dynamodb', 'gatehouse-gateway', 'dynamodb:GetItem', stores.dataKeysTable],
  ['dynamodb', 'gatehouse-eraser', 'dynamodb:DeleteItem', stores.dataKeysTable],
  ['dynamodb', 'gatehouse-prompt-handler', 'dynamodb:GetItem', stores.recordsTable],
  ['dynamodb', 'gatehouse-sweeper', 'dynamodb:Query', `${stores.recordsTable}/index/by-day`],
];

const denied: readonly (readonly [string, string, string, string])[] = [
  // Models: neither others, nor elsewhere, nor by who must not.
  [
    'bedrock-runtime',
    'gatehouse-invoke-claims',
    'bedrock:InvokeModel',
    'arn:aws:bedrock:us-east-1::foundation-model/meta.llama3-70b-instruct-v1:0',
  ],
  ['bedrock-runtime', 'gatehouse-invoke-claims', 'bedrock:InvokeModel', nova.replace(region, 'eu-west-3')],
  ['bedrock-runtime', 'gatehouse-invoke-claims', 'bedrock:InvokeModel', `${nova}-and-more`],
  [
    'bedrock-runtime',
    'gatehouse-invoke-claims',
    'bedrock:InvokeModel',
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123',
  ],
  ['bedrock-runtime', 'gatehouse-invoke-claims', 'bedrock:StartAsyncInvoke', nova],
  ['bedrock-runtime', 'gatehouse-gateway', 'bedrock:InvokeModel', nova],
  ['bedrock-runtime', 'gatehouse-prompt-handler', 'bedrock:InvokeModel', nova],
  ['bedrock-runtime', 'gatehouse-response-filter', 'bedrock:InvokeModel', nova],
  [
    'bedrock-runtime',
    'gatehouse-response-filter',
    'bedrock:ApplyGuardrail',
    'arn:aws:bedrock:us-east-1:111122223333:guardrail/gr1a2b3c4d5e',
  ],
  // Functions and roles: the hub's handlers and invocation roles alone.
  ['lambda', 'gatehouse-gateway', 'lambda:InvokeFunction', arn('lambda', 'function:payroll')],
  ['lambda', 'gatehouse-gateway', 'lambda:InvokeFunction', handler],
  ['lambda', 'gatehouse-gateway', 'lambda:InvokeFunction', filter.replace(':live', '')],
  ['lambda', 'gatehouse-gateway', 'lambda:InvokeFunction', filter.replace(':live', ':7')],
  ['lambda', 'gatehouse-response-filter', 'lambda:InvokeFunction', filter],
  ['lambda', 'gatehouse-gateway', 'lambda:UpdateFunctionCode', arn('lambda', 'function:gatehouse-prompt-handler')],
  ['lambda', 'gatehouse-prompt-handler', 'lambda:InvokeFunction', arn('lambda', 'function:gatehouse-response-filter')],
  ['sts', 'gatehouse-prompt-handler', 'sts:AssumeRole', `arn:aws:iam::${hub}:role/Administrator`],
  ['sts', 'gatehouse-prompt-handler', 'sts:AssumeRole', 'arn:aws:iam::111122223333:role/gatehouse-invoke-claims'],
  ['sts', 'gatehouse-gateway', 'sts:AssumeRole', `arn:aws:iam::${hub}:role/gatehouse-invoke-claims`],
  // Keys.
  ['kms', 'gatehouse-gateway', 'kms:Sign', signing],
  ['kms', 'gatehouse-sealer', 'kms:Sign', content],
  ['kms', 'gatehouse-sealer', 'kms:Decrypt', content],
  ['kms', 'gatehouse-console', 'kms:GenerateMac', commitment],
  ['kms', 'gatehouse-gateway', 'kms:ScheduleKeyDeletion', content],
  ['kms', 'gatehouse-gateway', 'kms:Decrypt', `arn:aws:kms:${region}:${hub}:key/another`],
  ['kms', 'gatehouse-prompt-handler', 'kms:Decrypt', content],
  ['kms', 'gatehouse-prompt-handler', 'kms:GenerateMac', commitment],
  ['kms', 'gatehouse-gateway', 'kms:GenerateMac', seal],
  ['kms', 'gatehouse-response-filter', 'kms:GenerateMac', seal],
  // Storage: the prompt handler and the response filter write nothing, auditors read, nobody weakens.
  ['s3', 'gatehouse-gateway', 's3:PutObject', 'arn:aws:s3:::somebody-elses/record'],
  ['s3', 'gatehouse-gateway', 's3:DeleteObjectVersion', object],
  ['s3', 'gatehouse-gateway', 's3:BypassGovernanceRetention', object],
  ['s3', 'gatehouse-gateway', 's3:PutBucketPolicy', stores.evidenceBucket],
  ['s3', 'gatehouse-gateway', 's3:GetObject', object],
  ['s3', 'gatehouse-gateway', 's3:PutObject', pointer],
  ['s3', 'gatehouse-prompt-handler', 's3:PutObject', pointer],
  ['s3', 'gatehouse-prompt-handler', 's3:PutObject', object],
  ['s3', 'gatehouse-prompt-handler', 's3:GetObject', object],
  ['s3', 'gatehouse-response-filter', 's3:PutObject', object],
  ['s3', 'gatehouse-console', 's3:PutObject', object],
  ['dynamodb', 'gatehouse-gateway', 'dynamodb:UpdateItem', stores.recordsTable],
  ['dynamodb', 'gatehouse-gateway', 'dynamodb:DeleteItem', stores.recordsTable],
  ['dynamodb', 'gatehouse-gateway', 'dynamodb:PutItem', `arn:aws:dynamodb:${region}:111122223333:table/records`],
  ['dynamodb', 'gatehouse-prompt-handler', 'dynamodb:PutItem', stores.recordsTable],
  ['dynamodb', 'gatehouse-prompt-handler', 'dynamodb:Query', stores.recordsTable],
  ['dynamodb', 'gatehouse-prompt-handler', 'dynamodb:GetItem', stores.dataKeysTable],
  ['dynamodb', 'gatehouse-response-filter', 'dynamodb:GetItem', stores.recordsTable],
  ['dynamodb', 'gatehouse-gateway', 'dynamodb:DeleteItem', stores.dataKeysTable],
  ['dynamodb', 'gatehouse-console', 'dynamodb:PutItem', stores.recordsTable],
  // The rest.
  ['sqs', 'gatehouse-gateway', 'sqs:SendMessage', `arn:aws:sqs:${region}:111122223333:gatehouse-jobs`],
  ['sqs', 'gatehouse-gateway', 'sqs:PurgeQueue', arn('sqs', 'gatehouse-jobs')],
  ['events', 'gatehouse-gateway', 'events:PutEvents', arn('events', 'event-bus/default')],
  ['ssm', 'gatehouse-gateway', 'ssm:GetParameter', arn('ssm', 'parameter/other/secret')],
  ['ssm', 'gatehouse-gateway', 'ssm:GetParameter', arn('ssm', 'parameter/gatehouse/guardrails')],
  ['ssm', 'gatehouse-gateway', 'ssm:PutParameter', arn('ssm', 'parameter/gatehouse/policy-bundle')],
  ['monitoring', 'gatehouse-sealer', 'cloudwatch:PutMetricData', '*'],
  ['execute-api', 'gatehouse-gateway', 'execute-api:Invoke', arn('execute-api', 'a1b2c3d4e5/v1/POST/apps/claims/x')],
  [
    'execute-api',
    'gatehouse-caller-claims',
    'execute-api:Invoke',
    `arn:aws:execute-api:${region}:111122223333:a1b2c3d4e5/v1/POST/apps/claims/x`,
  ],
  [
    'execute-api',
    'gatehouse-caller-claims',
    'execute-api:Invoke',
    `arn:aws:execute-api:${region}:111122223333:/domainnames/elsewhere.example.com+a1b2c3`,
  ],
];

describe('the endpoint policies let the hub’s roles do what they are for', () => {
  it.each(allowed)('%s: %s may %s on %s', (through, role, action, resource) => {
    expect(passes({ through, role, action, resource })).toBe(true);
  });

  it('monitoring: metrics of the hub’s own namespace', () => {
    const call = { through: 'monitoring', role: 'gatehouse-sealer', action: 'cloudwatch:PutMetricData', resource: '*' };
    expect(passes({ ...call, context: { 'cloudwatch:namespace': 'Gatehouse' } })).toBe(true);
    expect(passes({ ...call, context: { 'cloudwatch:namespace': 'AWS/Lambda' } })).toBe(false);
  });
});

describe('the endpoint policies stop, whatever else allows it,', () => {
  it.each(denied)('%s: %s with %s on %s', (through, role, action, resource) => {
    expect(passes({ through, role, action, resource })).toBe(false);
  });

  it.each(allowed)('%s: the same role name of another account (%s, %s)', (through, role, action, resource) => {
    expect(passes({ through, role, action, resource, account: '111122223333' })).toBe(false);
  });

  it.each(allowed)('%s: the same role seen in another organization (%s, %s)', (through, role, action, resource) => {
    expect(passes({ through, role, action, resource, organization: 'o-anotherorg9' })).toBe(false);
  });

  it('any role that is not the hub’s, whatever its name', () => {
    const name = fc.stringMatching(/^[A-Za-z][\w+=,.@-]{1,40}$/).filter((role) => !role.startsWith('gatehouse-'));
    fc.assert(
      fc.property(name, fc.constantFrom(...allowed), (role, [through, , action, resource]) => {
        expect(passes({ through, role, action, resource })).toBe(false);
      }),
    );
  });

  it('any bucket and any table that is not the hub’s', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{2,40}$/);
    const free = {
      's3:PutObject': (x: string) => `arn:aws:s3:::${x}/key`,
      'dynamodb:PutItem': (x: string) => arn('dynamodb', `table/${x}`),
    };
    fc.assert(
      fc.property(name, fc.constantFrom('s3:PutObject', 'dynamodb:PutItem'), (other, action) => {
        fc.pre(!['gatehouse-evidence', 'records', 'ledger'].includes(other));
        const through = action.split(':')[0] ?? '';
        expect(passes({ through, role: 'gatehouse-gateway', action, resource: free[action](other) })).toBe(false);
      }),
    );
  });
});
