import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AuditPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { RetainedKey } from '../../shared/constructs/retained-key.ts';
import { TrailBucket } from './trail-bucket.construct.ts';

export interface TrailProps {
  readonly hub: HubPolicy;
  readonly audit: AuditPolicy;
  /** Receives the access logs of the trail's bucket. */
  readonly journal: IBucket;
  /** Buckets of which every read and write of an object is recorded. */
  readonly bucketArns: readonly string[];
  /** Tables of which every read and write of an item is recorded. */
  readonly tableArns: readonly string[];
}

/** Fixed, so that policies can name the trail before it exists. */
const trailName = 'gatehouse';

/**
 * Who did what in the hub's account, in every Region: all management events (the use of keys is among them), and each access to evidence, records and functions. Digests that CloudTrail
 * signs show whether a file of it was altered or is missing.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-user-guide.html
 *
 * @example new Trail(this, 'Trail', { hub, audit, journal, bucketArns: [evidence.bucketArn], tableArns }).logGroup;
 */
export class Trail extends Construct {
  /** The same events, to search and to make alarms of. */
  readonly logGroup: ILogGroup;
  readonly bucket: IBucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    const { hub, audit, journal } = props;
    const trailArn = Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
    this.key = this.#key(trailArn);
    const { bucket } = new TrailBucket(this, 'Store', { hub, audit, encryptionKey: this.key, journal, trailArn });
    this.bucket = bucket as IBucket;
    const logGroup = new LogGroup(this, 'LogGroup', {
      logGroupName: '/gatehouse/trail',
      encryptionKey: this.key,
      retention: hub.operations.trailLogRetentionDays,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.logGroup = logGroup;
    const trail = new CfnTrail(this, 'Trail', {
      trailName,
      isLogging: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      kmsKeyId: this.key.keyArn,
      s3BucketName: bucket.bucketName,
      cloudWatchLogsLogGroupArn: logGroup.logGroupArn,
      cloudWatchLogsRoleArn: this.#role(logGroup).roleArn,
      advancedEventSelectors: selectors(props, Stack.of(this)),
    });
    // CloudTrail tries to write when it is made.
    if (bucket.policy !== undefined) trail.node.addDependency(bucket.policy);
  }

  #key(trailArn: string): Key {
    const stack = Stack.of(this);
    const key = new RetainedKey(this, 'Key', { description: 'Gatehouse audit trail' });
    const from = { StringEquals: { 'aws:SourceArn': trailArn } };
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TrailEncrypts',
        principals: [new ServicePrincipal('cloudtrail.amazonaws.com')],
        actions: ['kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'],
        conditions: from,
      }),
    );
    const logs = stack.formatArn({ service: 'logs', resource: 'log-group:/gatehouse/*' });
    key.grantEncryptDecrypt(
      new ServicePrincipal('logs.amazonaws.com', {
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logs } },
      }),
    );
    return key;
  }

  #role(logGroup: ILogGroup): Role {
    const role = new Role(this, 'LogsRole', {
      description: 'Writes the Gatehouse audit trail to CloudWatch Logs',
      assumedBy: new ServicePrincipal('cloudtrail.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        Write: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
          ],
        }),
      },
    });
    explainFindings(
      role,
      ['IAMNoInlinePolicy'],
      'An inline policy lives and dies with its one role, and cannot be attached to another by mistake.',
    );
    return role;
  }
}

function selectors({ bucketArns, tableArns }: TrailProps, stack: Stack): CfnTrail.AdvancedEventSelectorProperty[] {
  const functions = stack.formatArn({ service: 'lambda', resource: 'function:gatehouse-' });
  return [
    { name: 'Management', fieldSelectors: [{ field: 'eventCategory', equalTo: ['Management'] }] },
    dataEvents(
      'Objects',
      'AWS::S3::Object',
      bucketArns.map((arn) => `${arn}/`),
    ),
    dataEvents('Items', 'AWS::DynamoDB::Table', tableArns),
    dataEvents('Invocations', 'AWS::Lambda::Function', [functions]),
  ];
}

function dataEvents(
  name: string,
  type: string,
  arnsStartWith: readonly string[],
): CfnTrail.AdvancedEventSelectorProperty {
  return {
    name,
    fieldSelectors: [
      { field: 'eventCategory', equalTo: ['Data'] },
      { field: 'resources.type', equalTo: [type] },
      { field: 'resources.ARN', startsWith: [...arnsStartWith] },
    ],
  };
}
