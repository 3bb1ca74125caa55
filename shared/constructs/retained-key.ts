import { RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export interface RetainedKeyProps {
  /** What the key encrypts, for people. */
  readonly description: string;
}

/**
 * A KMS key for what must stay readable: rotated every year, left behind when its stack goes, and closed to grants, which would open it to others past its policy, except for those that
 * AWS services make for their own resources (DynamoDB does).
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 *
 * @example new RetainedKey(stack, 'TablesKey', { description: 'Gatehouse records and ledger' });
 */
export class RetainedKey extends Key {
  constructor(scope: Construct, id: string, { description }: RetainedKeyProps) {
    super(scope, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
    denyGrantsByHand(this);
  }
}

function denyGrantsByHand(key: Key): void {
  key.addToResourcePolicy(
    new PolicyStatement({
      sid: 'DenyGrantsButByServices',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
    }),
  );
}
