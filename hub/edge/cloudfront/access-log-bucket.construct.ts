import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { explainFindings } from '../../../shared/constructs/explained-findings.ts';
import { logBucketProps } from '../../../shared/constructs/log-bucket.ts';
import { RetainedKey } from '../../../shared/constructs/retained-key.ts';

export interface AccessLogBucketProps {
  readonly retentionDays: number;
}

/**
 * Where CloudFront's access logs are delivered to: a bucket for them alone, into which the delivery service of this account may write and nobody else is let.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 *
 * @example new AccessLogBucket(stack, 'AccessLogs', { retentionDays: 365 }).bucket.bucketArn;
 */
export class AccessLogBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, { retentionDays }: AccessLogBucketProps) {
    super(scope, id);
    const key = new RetainedKey(this, 'Key', { description: 'Gatehouse access logs of CloudFront' });
    this.bucket = new Bucket(this, 'Bucket', {
      ...logBucketProps(retentionDays),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
    });
    this.bucket.addToResourcePolicy(this.#delivery(['s3:PutObject'], `${this.bucket.bucketArn}/AWSLogs/*`));
    key.addToResourcePolicy(this.#delivery(['kms:GenerateDataKey', 'kms:Decrypt'], '*'));
    this.#explain();
  }

  /** The service acts for log sources of this account alone (no confused deputy). */
  #delivery(actions: string[], resource: string): PolicyStatement {
    const { account, partition, region } = Stack.of(this);
    return new PolicyStatement({
      sid: 'DeliverLogs',
      principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
      actions,
      resources: [resource],
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:${partition}:logs:${region}:${account}:delivery-source:*` },
      },
    });
  }

  #explain(): void {
    explainFindings(
      this.bucket,
      [
        'AwsSolutions-S1',
        'S3BucketLoggingEnabled',
        's3_bucket_logging_enabled_check',
        's3_event_notifications_enabled_check',
      ],
      'This bucket receives access logs. Logging or announcing each delivery of a log would make one more log of it, without end.',
    );
    explainFindings(
      this.bucket,
      ['S3BucketReplicationEnabled', 's3_bucket_object_lock_enabled_check'],
      'Access logs of the edge hold no evidence: every call that reached the gateway is in the records, which are locked.',
    );
  }
}
