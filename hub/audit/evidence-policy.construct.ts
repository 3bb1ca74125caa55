import { AnyPrincipal, Effect, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AuditPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
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

  constructor(scope: Construct, id: string, props: EvidencePolicyProps) {
    super(scope, id);
    this.#props = props;
    const { audit } = props;
    this.#organizationOnly();
    this.#denyButBreakGlass('DenyWeakening', weakening);
    if (audit.objectLockMode === 'COMPLIANCE') {
      this.#deny('DenyRemoval', { actions: removing });
      this.#deny('DenyDefaultRetention', { actions: ['s3:PutBucketObjectLockConfiguration'] });
    } else {
      this.#denyButBreakGlass('DenyRemoval', removing);
      this.#denyButBreakGlass('DenyDefaultRetention', ['s3:PutBucketObjectLockConfiguration']);
    }
    this.#retentionBounds();
    this.#writersOnly();
    this.#oneKey();
  }

  #organizationOnly(): void {
    this.#deny('DenyOutsideOrganization', {
      actions: ['s3:*'],
      conditions: {
        StringNotEquals: { 'aws:PrincipalOrgID': this.#props.organizationId },
        // Services write inventories and access logs; they have no organization.
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    });
  }

  /**
   * Whoever may write cannot choose a retention that the organization does not allow. S3 compares whole remaining days, and an object that was asked to be kept N days has a moment less than N left when it
   * arrives: hence one day of grace.
   */
  #retentionBounds(): void {
    const { minimumRetentionDays, objectLockMode } = this.#props.audit;
    const actions = ['s3:PutObject', 's3:PutObjectRetention'];
    const days = 's3:object-lock-remaining-retention-days';
    this.#deny('DenyRetentionBelowMinimum', {
      actions,
      conditions: { NumericLessThan: { [days]: String(minimumRetentionDays - 1) } },
    });
    this.#deny('DenyRetentionAboveMaximum', {
      actions,
      conditions: { NumericGreaterThan: { [days]: String(longestRetentionDays) } },
    });
    this.#deny('DenyOtherLockMode', {
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
    this.#deny('DenyOtherWriters', {
      actions: ['s3:PutObject', 's3:PutObjectRetention', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': writers } },
    });
    this.#deny('DenyOtherLegalHolds', {
      actions: ['s3:PutObjectLegalHold'],
      conditions: { ArnNotEquals: { 'aws:PrincipalArn': staffRoleArn('legalHold', hub) } },
    });
  }

  /** An object under a key of somebody else's would be readable, or lost, at that one's will. */
  #oneKey(): void {
    const key = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    const algorithm = 's3:x-amz-server-side-encryption';
    this.#deny('DenyOtherKeys', {
      actions: ['s3:PutObject'],
      conditions: { StringNotEquals: { [key]: this.#props.keyArn }, Null: { [key]: 'false' } },
    });
    this.#deny('DenyOtherEncryption', {
      actions: ['s3:PutObject'],
      conditions: { StringNotEquals: { [algorithm]: 'aws:kms' }, Null: { [algorithm]: 'false' } },
    });
  }

  #denyButBreakGlass(sid: string, actions: string[]): void {
    const breakGlass = staffRoleArn('breakGlass', this.#props.hub);
    this.#deny(sid, { actions, conditions: { ArnNotEquals: { 'aws:PrincipalArn': breakGlass } } });
  }

  #deny(sid: string, { actions = [], conditions = {} }: Pick<PolicyStatementProps, 'actions' | 'conditions'>): void {
    const { bucket } = this.#props;
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions,
        resources: [bucket.bucketArn, bucket.arnForObjects('*')],
        conditions,
      }),
    );
  }
}
