import { AnyPrincipal, Effect, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
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
  readonly #props: PolicyBundlePolicyProps;

  constructor(scope: Construct, id: string, props: PolicyBundlePolicyProps) {
    super(scope, id);
    this.#props = props;
    const { hub } = props;
    const breakGlass = staffRoleArn('breakGlass', hub);
    this.#organizationOnly();
    this.#denyBut([deployerRoleArn(hub), breakGlass], 'DenyWeakening', weakening);
    this.#denyBut([breakGlass], 'DenyRemoval', ['s3:DeleteObject', 's3:DeleteObjectVersion']);
    this.#denyBut([bundlePublisher(hub)], 'DenyOtherPublishers', [
      's3:PutObject',
      's3:PutObjectTagging',
      's3:PutObjectVersionTagging',
      's3:ReplicateObject',
    ]);
    this.#denyBut(bundleReaders(hub), 'DenyOtherReaders', ['s3:GetObject', 's3:GetObjectVersion']);
    this.#conditionalWrites();
    this.#oneKey();
  }

  #organizationOnly(): void {
    this.#deny('DenyOutsideOrganization', {
      actions: ['s3:*'],
      conditions: {
        StringNotEquals: { 'aws:PrincipalOrgID': this.#props.organizationId },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    });
  }

  /**
   * What is named by its hash is written once, and the pointer only by who says which one it replaces: the publisher cannot overwrite either by a slip, nor two publishers one another.
   * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
   */
  #conditionalWrites(): void {
    const { bucket } = this.#props;
    this.#deny('DenyOverwriting', {
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(bundleKey('*')), bucket.arnForObjects(factsKey('*'))],
      conditions: { Null: { 's3:if-none-match': 'true' } },
    });
    this.#deny('DenyUnconditionalPointer', {
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects(pointerKey)],
      conditions: { Null: { 's3:if-match': 'true', 's3:if-none-match': 'true' } },
    });
  }

  /** Rules under a key of somebody else's could be made unreadable at that one's will, and with them every call. */
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

  #denyBut(roles: readonly string[], sid: string, actions: readonly string[]): void {
    this.#deny(sid, { actions: [...actions], conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles } } });
  }

  #deny(sid: string, props: Pick<PolicyStatementProps, 'actions' | 'conditions' | 'resources'>): void {
    const { bucket } = this.#props;
    bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        resources: [bucket.bucketArn, bucket.arnForObjects('*')],
        ...props,
      }),
    );
  }
}
