import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type IBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AuditPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { staffRoleArn } from '../access/staff-roles.ts';
import { removing, weakening } from '../audit/evidence-policy.construct.ts';

export interface TrailBucketProps {
  readonly hub: HubPolicy;
  readonly audit: AuditPolicy;
  readonly encryptionKey: IKey;
  /** Receives the access logs. */
  readonly journal: IBucket;
  /** The one trail that may write. */
  readonly trailArn: string;
}

/**
 * Where CloudTrail writes. Locked like the evidence, in the same mode and for as long, because the trail is what shows who read and who changed the evidence.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html
 *
 * @example new TrailBucket(this, 'Bucket', { hub, audit, encryptionKey, journal, trailArn }).bucket;
 */
export class TrailBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { hub, audit, encryptionKey, journal, trailArn }: TrailBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: retention(audit),
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      serverAccessLogsBucket: journal,
      serverAccessLogsPrefix: 'trail/',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const raw = this.bucket.node.defaultChild;
    if (raw instanceof CfnBucket)
      raw.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    this.#letTrailWrite(trailArn);
    this.#denyWeakening(hub, audit);
    explainFindings(
      this.bucket,
      ['S3BucketReplicationEnabled'],
      'An organization that keeps trails in a log-archive account has an organization trail there; this one is the hub’s own, and is locked.',
    );
  }

  #letTrailWrite(trailArn: string): void {
    const { bucket } = this;
    const principals = [new ServicePrincipal('cloudtrail.amazonaws.com')];
    const conditions = { StringEquals: { 'aws:SourceArn': trailArn } };
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TrailLooks',
        principals,
        actions: ['s3:GetBucketAcl'],
        resources: [bucket.bucketArn],
        conditions,
      }),
    );
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'TrailWrites',
        principals,
        actions: ['s3:PutObject'],
        resources: [bucket.arnForObjects(`AWSLogs/${Stack.of(this).account}/*`)],
        conditions,
      }),
    );
    this.#deny('DenyOtherWriters', ['s3:PutObject'], { Bool: { 'aws:PrincipalIsAWSService': 'false' } });
  }

  #denyWeakening(hub: HubPolicy, { objectLockMode }: AuditPolicy): void {
    const butBreakGlass = { ArnNotEquals: { 'aws:PrincipalArn': staffRoleArn('breakGlass', hub) } };
    const always = objectLockMode === 'COMPLIANCE' ? {} : butBreakGlass;
    this.#deny('DenyWeakening', weakening, butBreakGlass);
    this.#deny('DenyRemoval', removing, always);
    this.#deny('DenyRetention', ['s3:PutBucketObjectLockConfiguration', 's3:PutObjectRetention'], always);
  }

  #deny(sid: string, actions: readonly string[], conditions: Record<string, Record<string, string>>): void {
    const { bucket } = this;
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [...actions],
        resources: [bucket.bucketArn, bucket.arnForObjects('*')],
        conditions,
      }),
    );
  }
}

function retention({ objectLockMode, minimumRetentionDays }: AuditPolicy): ObjectLockRetention {
  const days = Duration.days(minimumRetentionDays);
  return objectLockMode === 'COMPLIANCE' ? ObjectLockRetention.compliance(days) : ObjectLockRetention.governance(days);
}
