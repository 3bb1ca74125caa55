import { describe, expect, it } from 'vitest';
import { neededPermissions } from '../../../../pipelines/bootstrap/needed-permissions.ts';
import { deskScene } from './desk.fixture.ts';

const account = '111111111111';

describe('who asks', () => {
  it.each(['aws', 'aws-us-gov', 'aws-eusc'])('is a session of a role, which IAM knows: %s', async (partition) => {
    const { desk } = await deskScene({ empty: { partition } });
    expect(await desk.identity()).toEqual({
      arn: `arn:${partition}:sts::${account}:assumed-role/gatehouse-deployer/session`,
      roleArn: `arn:${partition}:iam::${account}:role/gatehouse-deployer`,
      accountId: account,
    });
  });

  it('is a role with a path, as IAM Identity Center makes them', async () => {
    const name = 'AWSReservedSSO_Platform_0123456789abcdef';
    const roleArn = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/eu-central-1/${name}`;
    const { desk } = await deskScene({
      empty: {},
      callerArn: `arn:aws:sts::${account}:assumed-role/${name}/me@example.com`,
      roles: [roleArn],
    });
    expect((await desk.identity()).roleArn).toBe(roleArn);
  });

  it('is taken to have no path where IAM may not be asked', async () => {
    const { desk, server } = await deskScene({ empty: {} });
    await server.control.behave({ denied: ['iam:GetRole'] });
    expect((await desk.identity()).roleArn).toBe(`arn:aws:iam::${account}:role/gatehouse-deployer`);
  });

  it('is no role where it is a user', async () => {
    const { desk } = await deskScene({ empty: {}, callerArn: `arn:aws:iam::${account}:user/somebody` });
    expect((await desk.identity()).roleArn).toBeUndefined();
  });
});

describe('what the caller may not do', () => {
  const all = neededPermissions(['create-policy', 'deploy-stack-set', 'put-guardrail-policy']);

  it('is nothing where it may do everything', async () => {
    const { desk } = await deskScene({ empty: {} });
    expect(await desk.missingPermissions(all)).toEqual([]);
  });

  it.each([
    ['organizations:CreatePolicy'],
    ['cloudformation:CreateStackInstances'],
    ['bedrock:PutResourcePolicy', 'organizations:ListRoots'],
  ])('is named: %s', async (...denied) => {
    const { desk, server } = await deskScene({ empty: {} });
    await server.control.behave({ denied });
    expect((await desk.missingPermissions(all)).toSorted()).toEqual(denied.toSorted());
  });

  it('is asked in batches that IAM takes, and all of them are answered', async () => {
    const { desk, server } = await deskScene({ empty: {} });
    const many = Array.from({ length: 130 }, (_, index) => `organizations:Action${index}`);
    await server.control.behave({ denied: ['organizations:Action129'] });
    expect(await desk.missingPermissions(many)).toEqual(['organizations:Action129']);
    expect(desk.stats().calls['iam:SimulatePrincipalPolicy']).toBeGreaterThanOrEqual(3);
  });

  it('cannot be told where IAM may not be asked, and then that is what is missing', async () => {
    const { desk, server } = await deskScene({ empty: {} });
    await server.control.behave({ denied: ['iam:SimulatePrincipalPolicy'] });
    await expect(desk.missingPermissions(all)).rejects.toMatchObject({
      code: 'permission_missing',
      message: expect.stringContaining('iam:SimulatePrincipalPolicy'),
    });
  });

  it('is nothing for the root user, and cannot be told for a federated one', async () => {
    const root = await deskScene({ empty: {}, callerArn: `arn:aws:iam::${account}:root` });
    expect(await root.desk.missingPermissions(all)).toEqual([]);
    const federated = await deskScene({ empty: {}, callerArn: `arn:aws:sts::${account}:federated-user/me` });
    await expect(federated.desk.missingPermissions(all)).rejects.toMatchObject({ code: 'permission_missing' });
  });
});

describe('what is in force in an account', () => {
  const text = JSON.stringify({ services: { default: { opt_out_policy: { '@@assign': 'optOut' } } } });

  it('is what AWS makes of the policies that it inherits', async () => {
    const { desk, make } = await deskScene({
      empty: { accounts: 2, units: ['/Workloads'], policyTypes: ['SCP', 'AISERVICES_OPT_OUT'] },
    });
    const policy = { type: 'AISERVICES_OPT_OUT', name: 'gatehouse-ai-opt-out' } as const;
    await make({ kind: 'create-policy', ...policy, text });
    await make({ kind: 'attach-policy', ...policy, target: '/Workloads' });
    const effective = await desk.effectivePolicy('200000000001', 'AISERVICES_OPT_OUT');
    expect(JSON.parse(effective ?? '')).toEqual({ services: { default: { opt_out_policy: 'optOut' } } });
  });

  it('is nothing where there is no policy, or a type that has none in force', async () => {
    const { desk } = await deskScene({ empty: { accounts: 2, units: ['/Workloads'], policyTypes: ['SCP', 'TAG'] } });
    expect(await desk.effectivePolicy('200000000001', 'TAG')).toBeUndefined();
    expect(await desk.effectivePolicy('200000000001', 'SCP')).toBeUndefined();
  });
});
