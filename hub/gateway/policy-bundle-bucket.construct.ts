import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { HubKey } from '../access/hub-key.construct.ts';
import { EvidenceJournalBucket } from '../audit/evidence-journal-bucket.ts';
import { policyBucketName } from './policy-bucket-name.ts';
import { bundlePublisher, bundleReaders, PolicyBundlePolicy } from './policy-bundle-policy.construct.ts';

export interface PolicyBundleBucketProps {
  readonly hub: HubPolicy;
  /** Only principals of this organization come near it. */
  readonly organizationId: string;
  /** Days for which it can be said which rules were in force at a moment, from the pointer's earlier versions: as long as evidence is kept that names them. */
  readonly retentionDays: number;
}

/**
 * Where policy bundles are delivered. Bundles and facts are named by their hashes, written once and never removed: an auditor finds the rules that a record names. Which of them are in force is said by one
 * object, whose versions are the history.
 *
 * @example new PolicyBundleBucket(stack, 'Bundles', { hub, organizationId, retentionDays: audit.minimumRetentionDays }).bucket.bucketArn;
 */
export class PolicyBundleBucket extends Construct {
  readonly bucket: Bucket;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { hub, organizationId, retentionDays }: PolicyBundleBucketProps) {
    super(scope, id);
    this.keyArn = this.#key(hub);
    this.bucket = new Bucket(this, 'Bucket', {
      bucketName: policyBucketName(hub),
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: Key.fromKeyArn(this, 'BucketKey', this.keyArn),
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [
        {
          noncurrentVersionExpiration: Duration.days(retentionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      serverAccessLogsBucket: this.#journal(retentionDays),
      serverAccessLogsPrefix: 'access/',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#announceChanges();
    this.#explain();
    new PolicyBundlePolicy(this, 'Policy', { bucket: this.bucket, keyArn: this.keyArn, hub, organizationId });
  }

  /** Through S3 alone: nobody has to do with the key itself. */
  #key(hub: HubPolicy): string {
    const { region, urlSuffix } = Stack.of(this);
    const when = { StringEquals: { 'kms:ViaService': `s3.${region}.${urlSuffix}` } };
    const uses = [
      { sid: 'WriteBundles', roles: [bundlePublisher(hub)], actions: ['kms:GenerateDataKey'], when },
      { sid: 'ReadBundles', roles: bundleReaders(hub), actions: ['kms:Decrypt'], when },
    ];
    return new HubKey(this, 'Key', { hub, name: 'policy', description: 'Gatehouse: policy bundles', uses }).keyArn;
  }

  #journal(retentionDays: number): IBucket {
    return new EvidenceJournalBucket(this, 'Journal', { retentionDays }).bucket;
  }

  /** To EventBridge, where alarms listen. The CDK's own way would bring a function of its own that may change the bucket. */
  #announceChanges(): void {
    const bucket = this.bucket.node.defaultChild;
    if (bucket instanceof CfnBucket)
      bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  #explain(): void {
    explainFindings(
      this.bucket,
      ['S3BucketReplicationEnabled'],
      'Bundles are compiled from governance.yaml, which is kept under version control elsewhere, and can be published again; each names itself by its hash.',
    );
    explainFindings(
      this.bucket,
      ['s3_bucket_object_lock_enabled_check'],
      'Object Lock would lock the pointer, too, and with it each change of the rules. Objects named by their hashes cannot be overwritten (s3:if-none-match) or removed (bucket policy), and are refused where their hash differs.',
    );
  }
}
