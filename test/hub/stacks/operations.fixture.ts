import type { App } from 'aws-cdk-lib';
import { EvidenceStack } from '../../../hub/stacks/evidence-stack.ts';
import { OperationsStack } from '../../../hub/stacks/operations-stack.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { EdgePolicy, HubPolicy } from '../../../shared/config/hub-policy.ts';
import { examplePolicy } from '../local/policy.fixture.ts';

const certificateArn = 'arn:aws:acm:us-east-1:999988887777:certificate/11111111-2222-3333-4444-555555555555';

/** Both APIs, and no CloudFront in front of them. */
const edge: EdgePolicy = {
  regional: { domainName: 'genai.example.com', certificateArn },
  cloudFront: null,
  private: { domainName: 'genai.internal.example.com', certificateArn, vpcEndpoints: [], sharedWith: [] },
  throttle: { requestsPerSecond: 100, burst: 200, operations: {} },
  callsPerAddress: 1000,
  allowedCountries: [],
  logRetentionDays: 365,
};

/** The operations stack of the example organization, with the evidence that it watches. */
export function addOperations(app: App, change: Partial<HubPolicy> = {}, audit: Partial<PolicyBundle['audit']> = {}) {
  const example = examplePolicy();
  const policy: PolicyBundle = {
    ...example,
    hub: {
      ...example.hub,
      edge,
      operations: { ...example.hub.operations, alarmAddresses: ['genai-on-call@example.com'] },
      ...change,
    },
    audit: { ...example.audit, ...audit },
  };
  const env = { account: policy.hub.accountId, region: policy.hub.region };
  const { evidence } = new EvidenceStack(app, 'GatehouseEvidence', {
    env,
    audit: policy.audit,
    hub: policy.hub,
    organizationId: policy.organization.id,
  });
  return new OperationsStack(app, 'GatehouseOperations', { env, policy, evidence });
}
