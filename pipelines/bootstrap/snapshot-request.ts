import type { PolicyBundle } from '../../shared/config/bundle.ts';
import type { SnapshotRequest } from './organization-desk.ts';

/** What is read for a bundle besides the organization: the guardrails that it has enforced, each in the Region that its ARN names. */
export function snapshotRequest({ organization }: Pick<PolicyBundle, 'organization'>): SnapshotRequest {
  const guardrails = organization.policies.guardrails.map(({ arn, version }) => {
    return { arn, version, region: arn.split(':')[3] ?? '' };
  });
  return { guardrails };
}
