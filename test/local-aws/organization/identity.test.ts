import { GetRoleCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, standInHere } from './organization.fixture.ts';

const here = standInHere();
const role = 'arn:aws:iam::111111111111:role/gatehouse-deployer';

beforeEach(async () => {
  await here().control.seed({ empty: {}, roles: ['arn:aws:iam::111111111111:role/platform/team/engineer'] });
  await here().control.behave({ denied: [] });
});

describe('the caller of the stand-in', () => {
  it('is a session of a role in the management account', async () => {
    expect(await here().sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: '111111111111',
      Arn: 'arn:aws:sts::111111111111:assumed-role/gatehouse-deployer/session',
    });
  });

  it.each(['aws-us-gov', 'aws-eusc'])('is of the partition %s there', async (partition) => {
    await here().control.seed({ empty: { partition } });
    const { Arn } = await here().sts.send(new GetCallerIdentityCommand({}));
    expect(Arn).toBe(`arn:${partition}:sts::111111111111:assumed-role/gatehouse-deployer/session`);
    const { Role } = await here().iam.send(new GetRoleCommand({ RoleName: 'gatehouse-deployer' }));
    expect(Role?.Arn).toBe(`arn:${partition}:iam::111111111111:role/gatehouse-deployer`);
  });

  it('is whom a test names', async () => {
    await here().control.seed({ empty: {}, callerArn: 'arn:aws:iam::200000000001:user/somebody' });
    expect(await here().sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '200000000001' });
  });
});

describe('roles of the stand-in', () => {
  it('have their paths', async () => {
    const { Role } = await here().iam.send(new GetRoleCommand({ RoleName: 'engineer' }));
    expect(Role).toMatchObject({ Path: '/platform/team/', RoleName: 'engineer' });
    const { Role: plain } = await here().iam.send(new GetRoleCommand({ RoleName: 'gatehouse-deployer' }));
    expect(plain).toMatchObject({ Path: '/', Arn: role });
  });

  it('are the one that a session is of, by a name that no other has', async () => {
    const withPath = 'arn:aws:iam::111111111111:role/platform/gatehouse-deployer';
    await here().control.seed({ empty: {}, roles: [withPath] });
    const { Role } = await here().iam.send(new GetRoleCommand({ RoleName: 'gatehouse-deployer' }));
    expect(Role?.Arn).toBe(withPath);
  });

  it('are not found where there are none', async () => {
    expect(await refusalOf(here().iam.send(new GetRoleCommand({ RoleName: 'nobody' })))).toBe('NoSuchEntityException');
  });
});

describe('the simulation of permissions', () => {
  const simulate = (PolicySourceArn: string, ActionNames: string[]) =>
    here().iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames }));

  it('denies what the services deny, and allows the rest', async () => {
    await here().control.behave({ denied: ['organizations:AttachPolicy', 'cloudformation:*'] });
    const actions = ['organizations:AttachPolicy', 'organizations:DetachPolicy', 'cloudformation:CreateStackSet'];
    const { EvaluationResults } = await simulate(role, actions);
    expect(EvaluationResults?.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision]).sort()).toEqual(
      [
        ['cloudformation:CreateStackSet', 'implicitDeny'],
        ['organizations:AttachPolicy', 'implicitDeny'],
        ['organizations:DetachPolicy', 'allowed'],
      ],
    );
  });

  it('comes in pages', async () => {
    const actions = Array.from({ length: 130 }, (_, index) => `s3:Action${index}`);
    const first = await simulate(role, actions);
    expect([first.EvaluationResults?.length, first.IsTruncated]).toEqual([100, true]);
    const next = new SimulatePrincipalPolicyCommand({
      PolicySourceArn: role,
      ActionNames: actions,
      Marker: first.Marker,
    });
    const second = await here().iam.send(next);
    expect([second.EvaluationResults?.length, second.IsTruncated]).toEqual([30, false]);
  });

  it('wants a role that is there, and not a session of it', async () => {
    expect(await refusalOf(simulate('arn:aws:iam::111111111111:role/nobody', ['s3:GetObject']))).toBe(
      'NoSuchEntityException',
    );
    const session = 'arn:aws:sts::111111111111:assumed-role/gatehouse-deployer/session';
    expect(await refusalOf(simulate(session, ['s3:GetObject']))).toBe('InvalidInputException');
    expect(await refusalOf(simulate(role, []))).toBe('ValidationError');
  });
});
