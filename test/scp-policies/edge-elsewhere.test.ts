import { describe, expect, it } from 'vitest';
import type { PolicyContext } from '../../scp-policies/policy.ts';
import { authorize } from '../../shared/iam/authorize.ts';
import { parsePolicy } from '../../shared/iam/policy-document.ts';
import { unitPolicies } from './composed-units.fixture.ts';
import { contextOf } from './policy-contexts.fixture.ts';

const document = parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const certificateArn = 'arn:aws:acm:us-east-1:999988887777:certificate/12345678-1234-1234-1234-123456789012';
const edge = {
  regional: null,
  cloudFront: { certificateArn },
  private: null,
  throttle: { requestsPerSecond: 1, burst: 1, operations: {} },
  callsPerAddress: 100,
  allowedCountries: [],
  logRetentionDays: 365,
};

/** A hub in Frankfurt, with CloudFront in front of it or not. */
function hubIn(cloudFront: boolean): PolicyContext {
  const context = contextOf('aws');
  return { ...context, hub: { ...context.hub, region: 'eu-central-1', edge: cloudFront ? edge : null } };
}

async function deploys(context: PolicyContext, role: string): Promise<boolean> {
  const principal = { arn: `arn:aws:sts::999988887777:assumed-role/${role}/session` };
  const request = {
    principal,
    action: 'wafv2:UpdateWebACL',
    resource: '*',
    context: { 'aws:RequestedRegion': 'us-east-1' },
  };
  const fences = await unitPolicies(context, 'hub');
  return authorize(request, { ...fences, identity: [{ name: 'identity', document }] }).allowed;
}

describe('a hub away from us-east-1', () => {
  it.each([
    ['cdk-hnb659fds-cfn-exec-role-999988887777-us-east-1', true, true],
    ['cdk-hnb659fds-cfn-exec-role-999988887777-us-east-1', false, false],
    ['cdk-hnb659fds-cfn-exec-role-999988887777-us-west-2', true, false],
    ['administrator', true, false],
  ])('%s deploys the firewall of CloudFront, where there is one (%s): %s', async (role, cloudFront, expected) => {
    expect(await deploys(hubIn(cloudFront), role)).toBe(expected);
  });

  it('keeps out of us-east-1 where it has nothing there', async () => {
    const text = async (cloudFront: boolean) => JSON.stringify(await unitPolicies(hubIn(cloudFront), 'spokes'));
    expect(await text(false)).not.toContain('us-east-1');
    expect(await text(true)).toContain('us-east-1');
  });
});
