import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { BucketDenials } from '../../shared/constructs/bucket-denials.ts';
import { deployerRoleArn, staffRoleArn } from '../access/staff-roles.ts';
import { weakening } from '../audit/evidence-policy.construct.ts';
import { principalArn } from '../network/hub-principals.ts';
import { bundleKey, factsKey, pointerKey } from './bundle-pointer.ts';

export interface PolicyBundlePolicyProps {
  readonly bucket: Bucket;
  /** ARN of the one key that objects may be encrypted under. */
  readonly keyArn: string;
  readonly hub: HubPolicy;
  readonly organizationId: string;
}

/** Who decides by the rules, and who looks at them. */
const readingFunctions = ['gateway', 'prompt-handler', 'response-filter', 'job-worker', 'console'] as const;

/** Everybody who may read bundles. */
export function bundleReaders(hub: HubPolicy): readonly string[] {
  const staff = [staffRoleArn('platform', hub), staffRoleArn('auditor', hub)];
  return [...readingFunctions.map((name) => principalArn(name, hub)), ...staff];
}

/** The role that publishes them. */
export function bundlePublisher(hub: HubPolicy): string {
  return staffRoleArn('platform', hub);
}

/**
 * The bucket policy of the policy bundles. It grants nothing, and binds everyone of the account: who may write here decides what every call is judged by.
 *
 * @example new PolicyBundlePolicy(this, 'Policy', { bucket, keyArn, hub, organizationId });
 */
export class PolicyBundlePolicy extends Construct {
  readonly #deny: BucketDenials;

  constructor(scope: Construct, id: string, props: PolicyBundlePolicyProps) {
    super(scope, id);
    const { bucket, hub, keyArn, organizationId } = props;
    const breakGlass = staffRoleArn('breakGlass', hub);
    this.#deny = new BucketDenials(bucket);
    this.#deny
      .outside(organizationId)
      .anyBut([deployerRoleArn(hub), breakGlass], 'DenyWeakening', weakening)
      .anyBut([breakGlass], 'DenyRemoval', ['s3:DeleteObject', 's3:DeleteObjectVersion'])
      .anyBut([bundlePublisher(hub)], 'DenyOtherPublishers', [
        's3:PutObject',
        's3:PutObjectTagging',
        's3:PutObjectVersionTagging',
        's3:ReplicateObject',
      ])
      .anyBut(bundleReaders(hub), 'DenyOtherReaders', ['s3:GetObject', 's3:GetObjectVersion']);
    this.#conditionalWrites(bucket);
    this.#deny.otherKeysThan(keyArn);
  }

  /**
   * What is named by its hash is written once, and the pointer only by who says which one it replaces: the publisher cannot overwrite either by a slip, nor two publishers one another.
   * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
   */
  #conditionalWrites(bucket: Bucket): void {
    this.#deny.any('DenyOverwriting', {
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(bundleKey('*')), bucket.arnForObjects(factsKey('*'))],
      conditions: { Null: { 's3:if-none-match': 'true' } },
    });
    this.#deny.any('DenyUnconditionalPointer', {
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(pointerKey)],
      conditions: { Null: { 's3:if-match': 'true', 's3:if-none-match': 'true' } },
    });
  }
}
