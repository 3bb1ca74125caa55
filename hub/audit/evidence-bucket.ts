import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AuditPolicy } from '../../shared/config/bundle.ts';

export interface EvidenceBucketProps {
  /** Retention and lock mode, from the `audit` section of governance.yaml. */
  readonly audit: AuditPolicy;
}

/**
 * Where encrypted content lies: every object version is locked from the moment it is written. Object Lock can be turned on, never off, and a bucket in compliance
 * mode cannot be emptied by anyone, so the bucket outlives its stack.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 *
 * @example new EvidenceBucket(stack, 'Evidence', { audit: policy.bundle.audit }).bucket.grantRead(auditor);
 */
export class EvidenceBucket extends Construct {
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: EvidenceBucketProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Gatehouse evidence: content of calls, besides its envelope encryption',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: defaultRetention(props.audit),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucket.addToResourcePolicy(this.#denyShortRetention(props.audit));
    this.bucket.addToResourcePolicy(this.#denyBypass());
  }

  /**
   * Whoever may write cannot choose a retention below the organization's minimum. S3 compares whole remaining days, and an object that was asked to be kept N days
   * has a moment less than N left when it arrives: hence one day of grace.
   */
  #denyShortRetention(audit: AuditPolicy): PolicyStatement {
    return new PolicyStatement({
      sid: 'DenyRetentionBelowMinimum',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject', 's3:PutObjectRetention'],
      resources: [this.bucket.arnForObjects('*')],
      conditions: {
        NumericLessThan: { 's3:object-lock-remaining-retention-days': String(audit.minimumRetentionDays - 1) },
      },
    });
  }

  /** Matters in governance mode, where this permission would shorten retention; in compliance mode nothing does. */
  #denyBypass(): PolicyStatement {
    return new PolicyStatement({
      sid: 'DenyGovernanceBypass',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:BypassGovernanceRetention'],
      resources: [this.bucket.arnForObjects('*')],
    });
  }
}

function defaultRetention({ objectLockMode, minimumRetentionDays }: AuditPolicy): ObjectLockRetention {
  const duration = Duration.days(minimumRetentionDays);
  return objectLockMode === 'COMPLIANCE'
    ? ObjectLockRetention.compliance(duration)
    : ObjectLockRetention.governance(duration);
}
