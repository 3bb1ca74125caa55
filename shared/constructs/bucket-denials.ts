import { AnyPrincipal, Effect, PolicyStatement, type PolicyStatementProps } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

type Denied = Pick<PolicyStatementProps, 'actions' | 'conditions' | 'resources'>;

/**
 * Denials in the policy of a bucket. They grant nothing and bind everyone, the account's own administrators included.
 *
 * @example new BucketDenials(bucket).outside(organizationId).anyBut([writer], 'DenyOtherWriters', ['s3:PutObject']);
 */
export class BucketDenials {
  readonly #bucket: Bucket;

  constructor(bucket: Bucket) {
    this.#bucket = bucket;
  }

  /** Of all objects and the bucket itself, unless `resources` says otherwise. */
  any(sid: string, denied: Denied): this {
    this.#bucket.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        resources: [this.#bucket.bucketArn, this.#bucket.arnForObjects('*')],
        ...denied,
      }),
    );
    return this;
  }

  /** @param roles ARNs of those who are spared. */
  anyBut(roles: readonly string[], sid: string, actions: readonly string[]): this {
    return this.any(sid, { actions: [...actions], conditions: { ArnNotEquals: { 'aws:PrincipalArn': roles } } });
  }

  outside(organizationId: string): this {
    return this.any('DenyOutsideOrganization', {
      actions: ['s3:*'],
      conditions: {
        StringNotEquals: { 'aws:PrincipalOrgID': organizationId },
        // Services write inventories and access logs; they have no organization.
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    });
  }

  /** An object under a key of somebody else's would be readable, or lost, at that one's will. */
  otherKeysThan(keyArn: string): this {
    const key = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    const algorithm = 's3:x-amz-server-side-encryption';
    return this.any('DenyOtherKeys', {
      actions: ['s3:PutObject'],
      conditions: { StringNotEquals: { [key]: keyArn }, Null: { [key]: 'false' } },
    }).any('DenyOtherEncryption', {
      actions: ['s3:PutObject'],
      conditions: { StringNotEquals: { [algorithm]: 'aws:kms' }, Null: { [algorithm]: 'false' } },
    });
  }
}
