import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { awsFault } from './aws-faults.ts';

/**
 * Who publishes, as AWS sees them.
 * @throws GatehouseFault `aws_unavailable` without credentials that AWS takes; `usage` where they are of another account than the hub's.
 */
export async function publisherOf(client: STSClient, hub: HubPolicy): Promise<string> {
  const { Account, Arn } = await client.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
    throw awsFault(error);
  });
  if (Account === hub.accountId && Arn !== undefined) return Arn;
  throw new GatehouseFault(
    'usage',
    `The credentials are of account ${Account ?? 'unknown'}, and the hub’s account is ${hub.accountId}.`,
    'Set AWS_PROFILE to a profile of the hub’s account, or name the governance file of this one.',
  );
}
