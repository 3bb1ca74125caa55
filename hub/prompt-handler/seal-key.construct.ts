import { Construct } from 'constructs';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { HubKey } from '../access/hub-key.construct.ts';
import { principalArn } from '../network/hub-principals.ts';

/**
 * The HMAC key of what the prompt handler marks and seals: what comes back to it under its seal it has screened before, and nobody else can have made it.
 *
 * @example new SealKey(stack, 'SealKey', { hub }).keyArn;
 */
export class SealKey extends Construct {
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { hub }: { readonly hub: HubPolicy }) {
    super(scope, id);
    this.keyArn = new HubKey(this, 'Key', {
      hub,
      name: 'seal',
      description: 'Gatehouse: what the prompt handler seals',
      uses: [
        {
          sid: 'Seal',
          roles: [principalArn('prompt-handler', hub)],
          actions: ['kms:GenerateMac'],
          when: { StringEquals: { 'kms:MacAlgorithm': 'HMAC_SHA_256' } },
        },
      ],
      keySpec: 'HMAC_256',
      keyUsage: 'GENERATE_VERIFY_MAC',
    }).keyArn;
  }
}
