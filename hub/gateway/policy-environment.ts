import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import type { PolicyEnvironment } from './function-policy-s3.ts';

/** What the construct of every function tells it of the rules. */
export function policyEnvironment({ accountId, functions }: HubPolicy, bundleBucket: string): PolicyEnvironment {
  return {
    GATEHOUSE_ACCOUNT: accountId,
    GATEHOUSE_POLICY_BUCKET: bundleBucket,
    GATEHOUSE_POLICY_MAX_AGE_MINUTES: String(functions.policyMaxAgeMinutes),
  };
}
