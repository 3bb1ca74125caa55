import { DescribeEffectivePolicyCommand } from '@aws-sdk/client-organizations';
import type { PolicyType } from '../snapshot.ts';
import type { DeskParts } from './desk-parts.ts';
import { organizationsType } from './policy-types.ts';

/** What is in force in an account after inheritance; undefined where nothing is, and for types that have no effective policy. Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html */
export async function effectivePolicy(
  { clients, calls }: DeskParts,
  account: string,
  type: PolicyType,
): Promise<string | undefined> {
  if (type === 'SCP' || type === 'RCP') return undefined;
  const request = new DescribeEffectivePolicyCommand({ PolicyType: organizationsType[type], TargetId: account });
  const answer = await calls.makeUnless(
    ['EffectivePolicyNotFoundException'],
    'organizations:DescribeEffectivePolicy',
    () => clients.organizations.send(request),
  );
  return answer?.EffectivePolicy?.PolicyContent;
}
