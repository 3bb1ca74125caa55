import { describe, expect, it } from 'vitest';
import { spokeBypass } from '../../../pipelines/policy/spoke-bypass.ts';
import { isClosed } from '../../../scp-policies/bypass-catalogue.ts';
import { organizationPolicies } from '../../../scp-policies/catalogue.ts';
import { contextOf, partitions } from '../../scp-policies/policy-contexts.fixture.ts';

describe.each(partitions)('a spoke in %s', (partition) => {
  it('has no road to a model but the hub, by every action that AWS is known to have', async () => {
    const { open, undecided, gone, idleWaivers, inference, denied, waived } = await spokeBypass(contextOf(partition));
    expect({ open, undecided, gone, idleWaivers }).toEqual({ open: [], undecided: [], gone: [], idleWaivers: [] });
    expect(denied.length + waived.length).toBe(inference);
    expect(inference).toBeGreaterThan(100);
  });
});

describe('a spoke', () => {
  it.each([
    ['no-model-inference', 'bedrock:InvokeModel'],
    ['no-ai-assistants', 'q:SendMessage'],
    ['no-hosted-models', 'sagemaker:InvokeEndpoint'],
    ['no-bedrock-keys', 'bedrock:CallWithBearerToken'],
  ])('without %s could call %s', async (id, action) => {
    const fewer = organizationPolicies.filter((policy) => policy.id !== id);
    const report = await spokeBypass(contextOf('aws'), fewer);
    expect(report.open).toContain(action);
    expect(isClosed(report)).toBe(false);
  });

  it('is let through where one of its roles is', async () => {
    const context = contextOf('aws');
    const { policies } = context.organization;
    const principals = ['arn:aws:iam::111122223333:role/developer'];
    const exceptions = [{ policy: 'no-hosted-models', principals, why: 'For a test.' }] as const;
    const excepting = { ...context, organization: { ...context.organization, policies: { ...policies, exceptions } } };
    expect((await spokeBypass(excepting)).open).toContain('sagemaker:InvokeEndpoint');
  });
});
