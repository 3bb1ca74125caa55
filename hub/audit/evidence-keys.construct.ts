import { Annotations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { HubKey } from '../access/hub-key.construct.ts';
import { staffRoleArn } from '../access/staff-roles.ts';
import { principalArn } from '../network/hub-principals.ts';

export interface EvidenceKeysProps {
  readonly hub: HubPolicy;
}

type SigningSpec = 'ECC_NIST_EDWARDS25519' | 'ECC_NIST_P256';

/**
 * Which partitions have Ed25519 keys. The European Sovereign Cloud opened later than they did and documents none of its own list: until it does, its checkpoints are signed with P-256, which verifiers take, too.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
const signingSpecs: Readonly<Record<HubPolicy['partition'], SigningSpec>> = {
  aws: 'ECC_NIST_EDWARDS25519',
  'aws-us-gov': 'ECC_NIST_EDWARDS25519',
  'aws-eusc': 'ECC_NIST_P256',
};

const signingAlgorithms = { ECC_NIST_EDWARDS25519: 'ED25519_SHA_512', ECC_NIST_P256: 'ECDSA_SHA_256' } as const;

/**
 * The keys of evidence: those who keep content wrap data keys; the sealer signs checkpoints; those who write records derive the secret of commitments (HMAC). Auditors read and check. Nobody else
 * may, whatever the policies of the account say.
 *
 * @example new EvidenceKeys(stack, 'Keys', { hub }).signingAlgorithm;
 */
export class EvidenceKeys extends Construct {
  /** Wraps the data keys of content: the one way to read what was said. */
  readonly contentKeyArn: string;
  readonly signingKeyArn: string;
  readonly commitmentKeyArn: string;
  /** As KMS names it; the sealer asks for it, and the key policy allows no other. */
  readonly signingAlgorithm: (typeof signingAlgorithms)[SigningSpec];

  constructor(scope: Construct, id: string, { hub }: EvidenceKeysProps) {
    super(scope, id);
    const keySpec = signingSpecs[hub.partition];
    this.signingAlgorithm = signingAlgorithms[keySpec];
    if (keySpec !== 'ECC_NIST_EDWARDS25519') this.#sayWhatLacks(hub.partition);
    this.contentKeyArn = this.#contentKey(hub);
    this.signingKeyArn = this.#signingKey(hub, keySpec);
    this.commitmentKeyArn = this.#commitmentKey(hub);
  }

  /** Not the key of the bucket: S3 would unwrap that one for whoever reads objects, and this one opens what is inside them. */
  #contentKey(hub: HubPolicy): string {
    const writers = [principalArn('gateway', hub), principalArn('job-worker', hub)];
    const readers = [principalArn('console', hub), staffRoleArn('auditor', hub)];
    // Data keys alone, each bound to its subject: see hub/audit/kms-data-keys.ts.
    const bound = {
      Null: {
        'kms:EncryptionContext:gatehouse:application': 'false',
        'kms:EncryptionContext:gatehouse:data-key': 'false',
      },
    };
    return new HubKey(this, 'Content', {
      hub,
      name: 'content',
      description: 'Gatehouse: wraps the data keys of content',
      uses: [
        { sid: 'WrapDataKeys', roles: writers, actions: ['kms:GenerateDataKey'], when: bound },
        { sid: 'UnwrapDataKeys', roles: [...writers, ...readers], actions: ['kms:Decrypt'], when: bound },
      ],
    }).keyArn;
  }

  #signingKey(hub: HubPolicy, keySpec: SigningSpec): string {
    const checkers = [principalArn('console', hub), staffRoleArn('auditor', hub)];
    const only = { StringEquals: { 'kms:SigningAlgorithm': this.signingAlgorithm } };
    return new HubKey(this, 'Signing', {
      hub,
      name: 'signing',
      description: 'Gatehouse: signatures of checkpoints of the evidence log',
      uses: [
        { sid: 'SignCheckpoints', roles: [principalArn('sealer', hub)], actions: ['kms:Sign'], when: only },
        { sid: 'CheckSignatures', roles: [principalArn('sealer', hub), ...checkers], actions: ['kms:Verify'] },
      ],
      keySpec,
      keyUsage: 'SIGN_VERIFY',
    }).keyArn;
  }

  #commitmentKey(hub: HubPolicy): string {
    const checkers = [principalArn('console', hub), staffRoleArn('auditor', hub)];
    const only = { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } };
    const writers = (['gateway', 'job-worker', 'sweeper'] as const).map((name) => principalArn(name, hub));
    return new HubKey(this, 'Commitment', {
      hub,
      name: 'commitment',
      description: 'Gatehouse: keyed commitments of content in records',
      uses: [
        { sid: 'Commit', roles: writers, actions: ['kms:GenerateMac'], when: only },
        { sid: 'CheckCommitments', roles: checkers, actions: ['kms:VerifyMac'], when: only },
      ],
      keySpec: 'HMAC_256',
      keyUsage: 'GENERATE_VERIFY_MAC',
    }).keyArn;
  }

  #sayWhatLacks(partition: string): void {
    Annotations.of(this).addWarningV2(
      'gatehouse:partition-lacks-ed25519',
      `${partition} is not documented to have Ed25519 keys in AWS KMS, so checkpoints are signed with ECDSA on P-256.`,
    );
  }
}
