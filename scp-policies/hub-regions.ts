import type { PolicyContext } from './policy.ts';

/** Where the hub has stacks: at home, and, with CloudFront, in us-east-1, from where alone that takes certificates, firewalls and logs. */
export function hubRegions({ hub }: Pick<PolicyContext, 'hub'>): readonly string[] {
  const cloudFront = hub.edge?.cloudFront;
  return [...new Set([hub.region, ...(cloudFront === undefined || cloudFront === null ? [] : ['us-east-1'])])];
}
