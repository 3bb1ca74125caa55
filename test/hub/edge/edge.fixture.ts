import type { App, Stack } from 'aws-cdk-lib';
import { edgeStacks } from '../../../hub/stacks/edge-stack.ts';
import type { SynthesizedStack } from '../../../pipelines/policy/synthesized-stack.ts';
import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import type { EdgePolicy, HubPolicy } from '../../../shared/config/hub-policy.ts';
import { accessPolicy } from '../access/access.fixture.ts';
import { synthesizeStacks } from '../stacks/synthesize.ts';

const certificate = (region: string) =>
  `arn:aws:acm:${region}:999988887777:certificate/12345678-1234-1234-1234-123456789012`;
/** The hub's own endpoint of API Gateway, and one of a spoke. */
export const ownEndpoint = 'vpce-0123456789abcdef0';
export const spokeEndpoint = 'vpce-0a1b2c3d4e5f60718';

/** All edges switched on. */
export const everyEdge: EdgePolicy = {
  regional: { domainName: 'genai.example.com', certificateArn: certificate('us-east-1') },
  cloudFront: { certificateArn: certificate('us-east-1') },
  private: {
    domainName: 'genai.internal.example.com',
    certificateArn: certificate('us-east-1'),
    vpcEndpoints: [spokeEndpoint],
    sharedWith: [],
  },
  throttle: {
    requestsPerSecond: 500,
    burst: 1000,
    operations: { 'count-tokens': { requestsPerSecond: 50, burst: 100 } },
  },
  callsPerAddress: 30_000,
  allowedCountries: [],
  logRetentionDays: 365,
};

export function edgePolicy(edge: Partial<EdgePolicy> = {}, hub: Partial<HubPolicy> = {}): PolicyBundle {
  const policy = accessPolicy();
  return { ...policy, hub: { ...policy.hub, ...hub, edge: { ...everyEdge, ...edge } } };
}

export function composeEdge(app: App, policy: PolicyBundle, after?: Stack) {
  const { accountId, region, partition } = policy.hub;
  return edgeStacks(app, {
    env: { account: accountId, region },
    policy,
    gatewayFunctionArn: `arn:${partition}:lambda:${region}:${accountId}:function:gatehouse-gateway`,
    apiEndpointId: ownEndpoint,
    ...(after === undefined ? {} : { after }),
  });
}

export function synthesizeEdge(policy: PolicyBundle = edgePolicy()): readonly SynthesizedStack[] {
  return synthesizeStacks((app) => composeEdge(app, policy));
}

interface Resource {
  readonly stack: string;
  readonly id: string;
  // What a template says of a resource has no type of its own; tests say what they expect of it.
  readonly properties: Readonly<Record<string, unknown>>;
}

export function resourcesOf(stacks: readonly SynthesizedStack[], type: string): readonly Resource[] {
  return stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {})
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties }]) => ({ stack: name, id, properties: { ...Properties } })),
  );
}
