import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AuditPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { BucketDenials } from '../../shared/constructs/bucket-denials.ts';
import { staffRoleArn } from '../access/staff-roles.ts';
import { principalArn } from '../network/hub-principals.ts';

export interface EvidencePolicyProps {
  readonly bucket: Bucket;
  /** ARN of the one key that objects may be encrypted under. */
  readonly keyArn: string;
  readonly audit: AuditPolicy;
  readonly hub: HubPolicy;
  readonly organizationId: string;
}

/** The longest retention that an application may ask for, in days: a slip must not lock an object for longer than anybody could have meant. */
const longestRetentionDays = 36_500;

/**
 * Whatever changes how the bucket protects what is in it. The deployment does none of these after it has made the bucket, unless the hub's own templates change.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const weakening = [
  's3:DeleteBucket',
  's3:DeleteBucketPolicy',
  's3:PutAccelerateConfiguration',
  's3:PutBucketAcl',
  's3:PutBucketCORS',
  's3:PutBucketLogging',
  's3:PutBucketOwnershipControls',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketVersioning',
  's3:PutBucketWebsite',
  's3:PutEncryptionConfiguration',
  's3:PutInventoryConfiguration',
  // S3 tells nobody what a lifecycle would do, so none may be put; locked versions would outlast it anyway.
  's3:PutLifecycleConfiguration',
  's3:PutReplicationConfiguration',
];

/** What removes evidence, or shortens how long it must stay. */
export const removing = ['s3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion'];

/**
 * The bucket policy of the evidence. Denials bind everyone of the account, its administrators included; but the account's root user can always delete a bucket policy, which is why organization
 * policies watch that, too. In compliance mode S3 itself keeps what is locked even then.
 *
 * @example new EvidencePolicy(this, 'Policy', { bucket, keyArn, audit, hub, organizationId });
 */
export class EvidencePolicy extends Construct {
  readonly #props: EvidencePolicyProps;
  readonly #deny: BucketDenials;

  constructor(scope: Construct, id: string, props: EvidencePolicyProps) {
    super(scope, id);
    this.#props = props;
    this.#deny = new BucketDenials(props.bucket);
    const { audit, hub, organizationId, keyArn } = props;
    const breakGlass = [staffRoleArn('breakGlass', hub)];
    this.#deny.outside(organizationId).anyBut(breakGlass, 'DenyWeakening', weakening);
    if (audit.objectLockMode === 'COMPLIANCE') {
      this.#deny.any('DenyRemoval', { actions: removing });
      this.#deny.any('DenyDefaultRetention', { actions: ['s3:PutBucketObjectLockConfiguration'] });
    } else {
      this.#deny.anyBut(breakGlass, 'DenyRemoval', removing);
      this.#deny.anyBut(breakGlass, 'DenyDefaultRetention', ['s3:PutBucketObjectLockConfiguration']);
    }
    this.#retentionBounds();
    this.#writersOnly();
    this.#deny.otherKeysThan(keyArn);
  }

  /**
   * Whoever may write cannot choose a retention that the organization does not allow. S3 compares whole remaining days, and an object that was asked to be kept N days has a moment less than N left when it
   * arrives: hence one day of grace.
   */
  #retentionBounds(): void {
    const { minimumRetentionDays, objectLockMode } = this.#props.audit;
    const actions = ['s3:PutObject', 's3:PutObjectRetention'];
    const days = 's3:object-lock-remaining-retention-days';
    this.#deny.any('DenyRetentionBelowMinimum', {
      actions,
      conditions: { NumericLessThan: { [days]: String(minimumRetentionDays - 1) } },
    });
    this.#deny.any('DenyRetentionAboveMaximum', {
      actions,
      conditions: { NumericGreaterThan: { [days]: String(longestRetentionDays) } },
    });
    this.#deny.any('DenyOtherLockMode', {
      actions,
      conditions: {
        StringNotEquals: { 's3:object-lock-mode': objectLockMode },
        // A write that names none gets the bucket's default.
        Null: { 's3:object-lock-mode': 'false' },
      },
    });
  }

  #writersOnly(): void {
    const { hub } = this.#props;
    const writers = (['gateway', 'job-worker', 'sealer', 'sweeper'] as const).map((name) => principalArn(name, hub));
    this.#deny.anyBut(writers, 'DenyOtherWriters', [
      's3:PutObject',
      's3:PutObjectRetention',
      's3:PutObjectTagging',
      's3:PutObjectVersionTagging',
    ]);
    this.#deny.anyBut([staffRoleArn('legalHold', hub)], 'DenyOtherLegalHolds', ['s3:PutObjectLegalHold']);
  }
}
