import { Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { explainFindings } from '../../shared/constructs/explained-findings.ts';
import { logBucketProps } from '../../shared/constructs/log-bucket.ts';

export interface EvidenceJournalBucketProps {
  /** Days for which what S3 has written is kept. */
  readonly retentionDays: number;
}

/**
 * What S3 itself writes about a bucket: access logs, and of the evidence a weekly inventory. A bucket of its own, because a bucket with a default lock can receive neither, and encrypted with
 * S3's keys, because log delivery takes no others.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 *
 * @example new EvidenceJournalBucket(this, 'Journal', { retentionDays: 365 }).bucket;
 */
export class EvidenceJournalBucket extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, { retentionDays }: EvidenceJournalBucketProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      ...logBucketProps(retentionDays),
      encryption: BucketEncryption.S3_MANAGED,
    });
    explainFindings(
      bucket,
      ['S3DefaultEncryptionKMS', 's3_bucket_default_encryption_kms_check'],
      'S3 delivers access logs to buckets with S3-managed encryption alone. They name objects and callers, and hold no content.',
    );
    explainFindings(
      bucket,
      ['S3BucketReplicationEnabled', 's3_bucket_object_lock_enabled_check'],
      'Access logs and inventories are S3’s own notes about other buckets. What lies in those is protected there: the evidence is locked, and replicated where audit.logArchive says so; policy bundles can be compiled again.',
    );
    explainFindings(
      bucket,
      ['s3_bucket_logging_enabled_check', 's3_event_notifications_enabled_check'],
      'This bucket receives the access logs. Logging or announcing each delivery of a log would make one more log of it, without end.',
    );
    // The CDK's own class does not fit its own interface under `exactOptionalPropertyTypes`.
    this.bucket = bucket as IBucket;
  }
}
