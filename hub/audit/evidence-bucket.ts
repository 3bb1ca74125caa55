import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  CfnBucket,
  type IBucket,
  type Inventory,
  InventoryFormat,
  InventoryFrequency,
  InventoryObjectVersion,
  ObjectLockRetention,
  ObjectOwnership,
  type ReplicationRule,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AuditPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { RetainedKey } from '../../shared/constructs/retained-key.ts';
import { EvidenceJournalBucket } from './evidence-journal-bucket.ts';
import { EvidencePolicy } from './evidence-policy.construct.ts';

export interface EvidenceBucketProps {
  /** Retention, lock mode and log archive, from the `audit` section of governance.yaml. */
  readonly audit: AuditPolicy;
  readonly hub: HubPolicy;
  /** Only principals of this organization come near it. */
  readonly organizationId: string;
}

/**
 * Where encrypted content lies: every object version is locked from the moment it is written. Object Lock can be turned on, never off, and a bucket in compliance
 * mode cannot be emptied by anyone, so the bucket outlives its stack. Its policy denies every way to weaken that: a later change of retention, replication or the policy itself needs the break-glass role.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 *
 * @example new EvidenceBucket(stack, 'Evidence', { audit, hub, organizationId: organization.id }).bucket.grantRead(auditor);
 */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;
  /** Access logs and inventory of the evidence. */
  readonly journal: IBucket;

  constructor(scope: Construct, id: string, { audit, hub, organizationId }: EvidenceBucketProps) {
    super(scope, id);
    this.key = new RetainedKey(this, 'Key', {
      description: 'Gatehouse evidence: content of calls, besides its envelope encryption',
    });
    this.key.addAlias('gatehouse/evidence');
    this.journal = new EvidenceJournalBucket(this, 'Journal', { retentionDays: audit.minimumRetentionDays }).bucket;
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: defaultRetention(audit),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      serverAccessLogsBucket: this.journal,
      serverAccessLogsPrefix: 'access/',
      inventories: [weeklyInventory(this.journal)],
      replicationRules: this.#replication(audit),
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#announceChanges();
    if (audit.logArchive === null)
      explainFindings(
        this.bucket,
        ['S3BucketReplicationEnabled'],
        'Replication to a log-archive account is a setting (audit.logArchive), for organizations that have one; this organization names none.',
      );
    new EvidencePolicy(this, 'Policy', { bucket: this.bucket, keyArn: this.key.keyArn, audit, hub, organizationId });
  }

  /** To EventBridge, where alarms listen. The CDK's own way would bring a function of its own that may change the bucket. */
  #announceChanges(): void {
    const bucket = this.bucket.node.defaultChild;
    if (bucket instanceof CfnBucket)
      bucket.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  /** To a bucket with a lock of its own in the log-archive account: who owns the hub's account cannot reach that copy. */
  #replication({ logArchive }: AuditPolicy): ReplicationRule[] {
    if (logArchive === null) return [];
    const destination = Bucket.fromBucketAttributes(this, 'LogArchive', {
      bucketName: logArchive.bucket,
      account: logArchive.accountId,
      region: logArchive.region,
    });
    return [
      {
        destination,
        priority: 1,
        accessControlTransition: true,
        deleteMarkerReplication: false,
        sseKmsEncryptedObjects: true,
        kmsKey: Key.fromKeyArn(this, 'LogArchiveKey', logArchive.keyArn),
      },
    ];
  }
}

/** What there is, with its lock: a missing or unlocked version shows without listing the bucket. */
function weeklyInventory(bucket: IBucket): Inventory {
  return {
    inventoryId: 'evidence',
    destination: { bucket, prefix: 'inventory' },
    format: InventoryFormat.PARQUET,
    frequency: InventoryFrequency.WEEKLY,
    includeObjectVersions: InventoryObjectVersion.ALL,
    optionalFields: [
      'Size',
      'LastModifiedDate',
      'EncryptionStatus',
      'ObjectLockMode',
      'ObjectLockRetainUntilDate',
      'ObjectLockLegalHoldStatus',
      'ReplicationStatus',
    ],
  };
}

function defaultRetention({ objectLockMode, minimumRetentionDays }: AuditPolicy): ObjectLockRetention {
  const duration = Duration.days(minimumRetentionDays);
  return objectLockMode === 'COMPLIANCE'
    ? ObjectLockRetention.compliance(duration)
    : ObjectLockRetention.governance(duration);
}
