import { describe, expect, it } from 'vitest';
import { type TrailWatch, trailWatches } from '../../../hub/operations/trail-watches.ts';
import { examplePolicy } from '../local/policy.fixture.ts';
import { matchesPattern } from './filter-pattern.ts';

const { hub } = examplePolicy();
const table = (name: string) => `arn:aws:dynamodb:us-east-1:999988887777:table/${name}`;
const watches = trailWatches({
  hub,
  evidenceBucket: 'evidence',
  evidenceTables: [table('gatehouse-records'), table('gatehouse-data-keys')],
  guardedBuckets: ['evidence', 'trail', 'rules'],
});

function rings(name: string, event: object): boolean {
  const watch = watches.find((one) => one.name === name) as TrailWatch;
  return Object.values(watch.patterns).some((pattern) => matchesPattern(pattern, event));
}

/** A session of a role of the hub's account. */
const by = (userName: string, accountId = '999988887777') => ({
  type: 'AssumedRole',
  accountId,
  sessionContext: { sessionIssuer: { userName } },
});
const administrator = by('Administrator');
const deployer = by('cdk-hnb659fds-cfn-exec-role-999988887777-us-east-1');
const user = { type: 'IAMUser', accountId: '999988887777', userName: 'somebody' };
const root = { type: 'Root', accountId: '999988887777' };

describe('the use of the root user', () => {
  it('rings', () => {
    expect(rings('gatehouse-root-use', { userIdentity: root, eventType: 'AwsConsoleSignIn' })).toBe(true);
  });

  it.each([
    { userIdentity: { ...root, invokedBy: 's3.amazonaws.com' }, eventType: 'AwsApiCall' },
    { userIdentity: root, eventType: 'AwsServiceEvent' },
    { userIdentity: administrator, eventType: 'AwsApiCall' },
  ])('is not what a service does in its name, nor a role: %j', (event) => {
    expect(rings('gatehouse-root-use', event)).toBe(false);
  });
});

describe('reads of evidence', () => {
  const read = {
    eventSource: 's3.amazonaws.com',
    eventName: 'GetObject',
    requestParameters: { bucketName: 'evidence' },
  };
  const items = (arn: string) => ({
    eventSource: 'dynamodb.amazonaws.com',
    eventName: 'Scan',
    eventCategory: 'Data',
    resources: [{ ARN: arn }],
  });

  it.each([
    ['an administrator', administrator],
    ['a user', user],
    ['the root user', root],
    ['an invocation role', by('gatehouse-invoke-claims-assistant')],
    ['the response filter', by('gatehouse-response-filter')],
    ['a role of another account that is named like ours', by('gatehouse-console', '111122223333')],
  ])('by %s ring, content and items alike', (_who, userIdentity) => {
    expect(rings('gatehouse-evidence-reads', { ...read, userIdentity })).toBe(true);
    for (const name of ['gatehouse-records', 'gatehouse-records/index/by-day', 'gatehouse-data-keys'])
      expect(rings('gatehouse-evidence-reads', { ...items(table(name)), userIdentity })).toBe(true);
  });

  it.each(['gatehouse-console', 'gatehouse-sealer', 'gatehouse-sweeper', 'gatehouse-auditor', 'gatehouse-gateway'])(
    'by %s do not',
    (name) => {
      expect(rings('gatehouse-evidence-reads', { ...read, userIdentity: by(name) })).toBe(false);
      expect(rings('gatehouse-evidence-reads', { ...items(table('gatehouse-records')), userIdentity: by(name) })).toBe(
        false,
      );
    },
  );

  it('by the prompt handler are of records, and never of content', () => {
    const userIdentity = by('gatehouse-prompt-handler');
    expect(rings('gatehouse-evidence-reads', { ...items(table('gatehouse-records')), userIdentity })).toBe(false);
    expect(rings('gatehouse-evidence-reads', { ...read, userIdentity })).toBe(true);
  });

  it('of other buckets and tables do not ring, nor does a look at a table', () => {
    const userIdentity = administrator;
    const other = { ...read, requestParameters: { bucketName: 'somewhere' }, userIdentity };
    expect(rings('gatehouse-evidence-reads', other)).toBe(false);
    expect(rings('gatehouse-evidence-reads', { ...items(table('gatehouse-ledger')), userIdentity })).toBe(false);
    const look = { ...items(table('gatehouse-records')), eventName: 'DescribeTable', eventCategory: 'Management' };
    expect(rings('gatehouse-evidence-reads', { ...look, userIdentity })).toBe(false);
  });

  it('of a whole table by export ring', () => {
    const exported = { ...items(table('gatehouse-records')), eventCategory: 'Management' };
    expect(
      rings('gatehouse-evidence-reads', {
        ...exported,
        eventName: 'ExportTableToPointInTime',
        userIdentity: administrator,
      }),
    ).toBe(true);
  });
});

describe('changes of what protects the hub', () => {
  const changes = [
    ['iam', 'PutRolePolicy', { roleName: 'gatehouse-gateway' }],
    ['iam', 'UpdateAssumeRolePolicy', { roleName: 'gatehouse-invoke-claims-assistant' }],
    ['s3', 'PutBucketPolicy', { bucketName: 'evidence' }],
    ['s3', 'PutBucketVersioning', { bucketName: 'trail' }],
    ['s3', 'DeleteBucketPolicy', { bucketName: 'rules' }],
    ['dynamodb', 'DeleteTable', {}],
    ['dynamodb', 'UpdateContinuousBackups', {}],
    ['kms', 'PutKeyPolicy', {}],
    ['kms', 'ScheduleKeyDeletion', {}],
    ['kms', 'DisableKeyRotation', {}],
    ['kms', 'UpdateAlias', {}],
    ['bedrock', 'DeleteGuardrail', {}],
    ['bedrock', 'PutModelInvocationLoggingConfiguration', {}],
    ['bedrock', 'DeleteEnforcedGuardrailConfiguration', {}],
    ['lambda', 'UpdateFunctionCode20150331v2', { functionName: 'gatehouse-gateway' }],
    [
      'lambda',
      'AddPermission20150331v2',
      { functionName: 'arn:aws:lambda:us-east-1:999988887777:function:gatehouse-gateway' },
    ],
    ['cloudtrail', 'StopLogging', {}],
  ] as const;

  it.each(changes)('%s %s %j rings for everybody but the deployment', (service, eventName, requestParameters) => {
    const event = { eventSource: `${service}.amazonaws.com`, eventName, requestParameters };
    for (const userIdentity of [administrator, user, root, by('gatehouse-break-glass'), by('gatehouse-platform')])
      expect(rings('gatehouse-policy-changes', { ...event, userIdentity })).toBe(true);
    expect(rings('gatehouse-policy-changes', { ...event, userIdentity: deployer })).toBe(false);
  });

  it.each([
    ['iam', 'PutRolePolicy', { roleName: 'somebody-else' }],
    ['iam', 'GetRolePolicy', { roleName: 'gatehouse-gateway' }],
    ['s3', 'PutBucketPolicy', { bucketName: 'somewhere' }],
    ['s3', 'GetBucketPolicy', { bucketName: 'evidence' }],
    ['kms', 'ListAliases', {}],
    ['kms', 'Decrypt', {}],
    ['bedrock', 'GetGuardrail', {}],
    ['lambda', 'Invoke', { functionName: 'gatehouse-gateway' }],
  ])('%s %s %j does not', (service, eventName, requestParameters) => {
    const event = {
      eventSource: `${service}.amazonaws.com`,
      eventName,
      requestParameters,
      userIdentity: administrator,
    };
    expect(rings('gatehouse-policy-changes', event)).toBe(false);
  });
});

describe('events of another partition', () => {
  it('are told from the name of the service in front of its domain', () => {
    const event = { eventName: 'StopLogging', userIdentity: administrator };
    expect(rings('gatehouse-policy-changes', { ...event, eventSource: 'cloudtrail.amazonaws.eu' })).toBe(true);
    expect(rings('gatehouse-policy-changes', { ...event, eventSource: 'cloudtrail-data.amazonaws.com' })).toBe(false);
  });
});

describe('refusals of keys', () => {
  it.each([
    ['AccessDenied', true],
    ['AccessDeniedException', true],
    ['NotFoundException', false],
    [undefined, false],
  ])('with %s count: %s', (errorCode, counted) => {
    expect(rings('gatehouse-key-denials', { eventSource: 'kms.amazonaws.com', errorCode })).toBe(counted);
  });
});

describe('the patterns', () => {
  it('fit into what CloudWatch Logs takes, with the longest names of buckets', () => {
    const longest = trailWatches({
      hub: { ...hub, partition: 'aws-us-gov', region: 'us-gov-west-1' },
      evidenceBucket: 'x'.repeat(63),
      evidenceTables: [table('gatehouse-records'), table('gatehouse-data-keys')],
      guardedBuckets: ['x'.repeat(63), 'y'.repeat(63), 'z'.repeat(63)],
    });
    const patterns = longest.flatMap((watch) => Object.values(watch.patterns));
    expect(patterns.length).toBeGreaterThan(8);
    for (const pattern of patterns) expect(pattern.length).toBeLessThanOrEqual(1024);
  });
});
