import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { type KeyUse, keyPolicy } from './key-policy.ts';

export interface HubKeyProps {
  readonly hub: HubPolicy;
  /** Part of the alias, `alias/gatehouse/NAME`, by which functions and people find the key. */
  readonly name: string;
  readonly description: string;
  /** Who may use it, and for what: these and no others. */
  readonly uses: readonly KeyUse[];
  /** @default SYMMETRIC_DEFAULT, which is rotated every year */
  readonly keySpec?: 'ECC_NIST_EDWARDS25519' | 'ECC_NIST_P256' | 'HMAC_256';
  /** @default ENCRYPT_DECRYPT */
  readonly keyUsage?: 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC';
}

/** Days in which a deletion that somebody asked for can still be stopped: the most that KMS offers. */
const pendingWindowInDays = 30;

/**
 * A KMS key that names exactly who may use it. It outlives its stack: what it has signed or encrypted does, too.
 *
 * @example new HubKey(stack, 'SigningKey', { hub, name: 'signing', description: 'Checkpoints', uses: [{ sid: 'Sign', roles: [sealer], actions: ['kms:Sign'] }], keySpec: 'ECC_NIST_P256', keyUsage: 'SIGN_VERIFY' });
 */
export class HubKey extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { hub, name, description, uses, keySpec, keyUsage }: HubKeyProps) {
    super(scope, id);
    const key = new CfnKey(this, 'Key', {
      description,
      keyPolicy: keyPolicy(hub, uses),
      ...(keySpec === undefined ? { enableKeyRotation: true } : { keySpec }),
      ...(keyUsage === undefined ? {} : { keyUsage }),
      pendingWindowInDays,
      // KMS would refuse a policy under which the account's root cannot write the next one. Two roles can, by name, and whoever may make roles can make them again.
      bypassPolicyLockoutSafetyCheck: true,
    });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnAlias(this, 'Alias', { aliasName: `alias/gatehouse/${name}`, targetKeyId: key.attrArn });
    this.keyArn = key.attrArn;
  }
}
