import type { HubPolicy } from '../../shared/config/hub-policy.ts';

/** Of the bucket that policy bundles are delivered to: fixed, so that whoever publishes finds it from the governance file alone. That it is the hub's own is asked of S3 on every request. */
export function policyBucketName({ accountId, region }: Pick<HubPolicy, 'accountId' | 'region'>): string {
  return `gatehouse-policy-${accountId}-${region}`;
}
