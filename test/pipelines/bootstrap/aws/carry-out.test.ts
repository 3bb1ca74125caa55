import { beforeEach, describe, expect, it } from 'vitest';
import type { ChangeBody } from '../../../../pipelines/bootstrap/change.ts';
import { type DeskScene, denyAll, denySome, deskScene, shortPatience } from './desk.fixture.ts';

const name = 'gatehouse-scp-spokes-1';
const create = { kind: 'create-policy', type: 'SCP', name, text: denyAll } as const;
const attach = { kind: 'attach-policy', type: 'SCP', name, target: '/Workloads/GenAI' } as const;
const detach = { ...attach, kind: 'detach-policy' } as const;
const update = { ...create, kind: 'update-policy', text: denySome, before: denyAll } as const;
const remove = { kind: 'delete-policy', type: 'SCP', name, before: denyAll } as const;

let scene: DeskScene;
beforeEach(async () => {
  scene = await deskScene({ empty: { accounts: 3, units: ['/Workloads/GenAI', '/Hub'], policyTypes: ['SCP'] } });
});

/** The policy of ours, and where it is, as the organization has it. */
async function policy(named = name) {
  const { policies, units } = await scene.server.control.dump();
  const found = policies.find((candidate) => candidate.name === named);
  return (
    found && { text: found.text, targets: found.targets.map((id) => units.find((unit) => unit.id === id)?.name ?? id) }
  );
}

async function makeAll(...bodies: readonly ChangeBody[]): Promise<void> {
  for (const body of bodies) await scene.make(body);
}

describe('a policy', () => {
  it('is created, attached to a unit by its path, changed, detached and deleted', async () => {
    await makeAll(create, attach);
    expect(await policy()).toEqual({ text: denyAll, targets: ['GenAI'] });
    await scene.make(update);
    expect(await policy()).toEqual({ text: denySome, targets: ['GenAI'] });
    await makeAll(detach);
    expect(await policy()).toEqual({ text: denySome, targets: [] });
    await scene.make({ ...remove, before: denySome });
    expect(await policy()).toBeUndefined();
  });

  it('is attached to an account and to a unit by their ids', async () => {
    const { units } = await scene.server.control.dump();
    const hub = units.find((unit) => unit.name === 'Hub')?.id ?? '';
    await makeAll(create, { ...attach, target: '200000000002' }, { ...attach, target: hub });
    expect((await policy())?.targets.toSorted()).toEqual(['200000000002', 'Hub']);
  });

  it.each([
    ['created', [], create],
    ['attached', [create], attach],
    ['changed', [create], update],
    ['detached', [create, attach], detach],
    ['deleted', [create], remove],
  ] as const)('that is %s twice is so once, by the same run and by a later one', async (_what, first, change) => {
    await makeAll(...first, change);
    const after = await policy();
    await scene.make(change);
    await scene.make(change, scene.another());
    expect(await policy()).toEqual(after);
  });

  it.each([
    ['created', [], create],
    ['attached', [create], attach],
    ['changed', [create], update],
    ['detached', [create, attach], detach],
    ['deleted', [create], remove],
  ] as const)('is %s although the answer is lost on the way', async (_what, first, change) => {
    await makeAll(...first);
    const action = {
      'create-policy': 'CreatePolicy',
      'attach-policy': 'AttachPolicy',
      'update-policy': 'UpdatePolicy',
      'detach-policy': 'DetachPolicy',
      'delete-policy': 'DeletePolicy',
    }[change.kind];
    await scene.server.control.behave({ failures: [{ action: `organizations:${action}`, code: 'lost', times: 2 }] });
    const hasty = scene.another({ patience: { ...shortPatience, call: 0 } });
    await expect(scene.make(change, hasty)).rejects.toMatchObject({
      code: 'aws_unavailable',
      message: expect.stringContaining('ECONNRESET'),
    });
    const made = await policy();
    await scene.make(change, scene.another());
    expect(await policy()).toEqual(made);
  });

  it('of that name that says something else is not written over', async () => {
    await scene.make({ ...create, text: denySome });
    await expect(scene.make(create, scene.another())).rejects.toMatchObject({
      code: 'organization_conflict',
      message: expect.stringContaining(name),
    });
    expect((await policy())?.text).toBe(denySome);
  });

  it('that says the same in another layout is the one that was wanted', async () => {
    await scene.make({ ...create, text: JSON.stringify(JSON.parse(denyAll), null, 2) });
    await scene.make(create);
    expect((await policy())?.text).toContain('\n');
  });

  it('that somebody changed meanwhile is neither changed nor deleted', async () => {
    await scene.make({
      ...create,
      text: '{"Version":"2012-10-17","Statement":[]}'.replace(
        '[]',
        `[${JSON.stringify(JSON.parse(denyAll).Statement[0])},${JSON.stringify(JSON.parse(denySome).Statement[0])}]`,
      ),
    });
    const theirs = await policy();
    await expect(scene.make(update)).rejects.toMatchObject({ code: 'organization_conflict' });
    await expect(scene.make(remove)).rejects.toMatchObject({ code: 'organization_conflict' });
    expect(await policy()).toEqual(theirs);
  });

  it('that is attached somewhere is not deleted', async () => {
    await makeAll(create, attach);
    await expect(scene.make(remove)).rejects.toMatchObject({ code: 'organization_conflict' });
    expect((await policy())?.targets).toEqual(['GenAI']);
  });

  it('that is not there cannot be attached, and is as good as detached', async () => {
    await expect(scene.make(attach)).rejects.toMatchObject({ code: 'organization_conflict' });
    await expect(scene.make(update)).rejects.toMatchObject({ code: 'organization_conflict' });
    await scene.make(detach);
    await scene.make(remove);
    expect(await scene.server.control.writes()).toEqual([]);
  });

  it('cannot be attached to a unit that is not there', async () => {
    await scene.make(create);
    await expect(scene.make({ ...attach, target: '/Workloads/Nobody' })).rejects.toMatchObject({
      code: 'organization_conflict',
      message: expect.stringContaining('/Workloads/Nobody'),
    });
  });

  it('that another run deleted and made anew is found under its new id', async () => {
    await makeAll(create);
    const later = scene.another();
    await scene.make(remove, later);
    await scene.make(create, later);
    await scene.make(attach);
    expect(await policy()).toEqual({ text: denyAll, targets: ['GenAI'] });
  });

  it('beyond the slots of a target is refused in AWS’s words', async () => {
    await scene.server.control.behave({ quotas: { SCP: { slots: 1 } } });
    await scene.make(create);
    await expect(scene.make(attach)).rejects.toMatchObject({
      code: 'change_failed',
      message: expect.stringContaining('organizations:AttachPolicy'),
    });
  });
});

describe('where AWS is slow and forgetful', () => {
  it.each([1, 7, 14])('changes are waited for until a read shows them: %i requests later', async (requests) => {
    await scene.server.control.behave({ lag: { requests } });
    await makeAll(create, attach, update, detach, { ...remove, before: denySome });
    await scene.make(create, scene.another());
    expect(await policy()).toEqual({ text: denyAll, targets: [] });
  });

  it.each(['TooManyRequestsException', 'ConcurrentModificationException', 'ServiceException'])(
    '%s is not the end of a change',
    async (code) => {
      await scene.server.control.behave({ failures: [{ action: 'organizations:*', code, times: 4 }] });
      await makeAll(create, attach);
      expect(await policy()).toEqual({ text: denyAll, targets: ['GenAI'] });
    },
  );

  it('makes everything although all of that comes together', async () => {
    await scene.server.control.behave({ throttle: { every: 3 }, lag: { requests: 5 }, emptyPages: 4 });
    await makeAll(create, attach, update);
    await makeAll({ ...create, name: 'gatehouse-scp-spokes-2' }, { ...attach, name: 'gatehouse-scp-spokes-2' }, detach);
    expect(await policy()).toEqual({ text: denySome, targets: [] });
    expect(await policy('gatehouse-scp-spokes-2')).toEqual({ text: denyAll, targets: ['GenAI'] });
    expect(scene.desk.stats().throttled).toBeGreaterThan(5);
  });

  it.each([
    ['the desk', 1],
    ['the SDK', 3],
  ])('a lost answer is no fault: %s asks again', async (_who, attempts) => {
    const desk = scene.another({ attempts });
    await scene.make(create, desk);
    await scene.server.control.behave({ failures: [{ action: 'organizations:AttachPolicy', code: 'lost' }] });
    await scene.make(attach, desk);
    expect(await policy()).toEqual({ text: denyAll, targets: ['GenAI'] });
    expect(desk.stats().calls['organizations:AttachPolicy']).toBe(2);
    expect(scene.clock.slept.length > 0).toBe(attempts === 1);
  });

  it('waits longer each time, and never as if all had agreed on when', async () => {
    await scene.server.control.behave({
      failures: [{ action: 'organizations:CreatePolicy', code: 'TooManyRequestsException', times: 5 }],
    });
    await scene.make(create);
    expect(scene.clock.slept.slice(0, 5)).toEqual([100, 200, 400, 800, 1600]);
  });

  it('gives up at a change that AWS never shows, and says so', async () => {
    await scene.server.control.behave({ lag: { requests: 1_000_000 } });
    await expect(scene.make(create)).rejects.toMatchObject({
      code: 'change_failed',
      message: expect.stringContaining('does not show'),
    });
  });

  it('gives up where somebody else never ends', async () => {
    await scene.server.control.behave({
      failures: [{ action: 'organizations:CreatePolicy', code: 'ConcurrentModificationException', times: 1_000 }],
    });
    await expect(scene.make(create)).rejects.toMatchObject({ code: 'organization_conflict' });
  });
});

describe('the organization itself', () => {
  it('trusts a service; StackSets through CloudFormation, which makes its role at the same time', async () => {
    const service = 'member.org.stacksets.cloudformation.amazonaws.com';
    await makeAll({ kind: 'enable-trusted-access', service: 'sso.amazonaws.com' });
    await makeAll({ kind: 'enable-trusted-access', service }, { kind: 'enable-trusted-access', service });
    expect((await scene.server.control.dump()).trustedServices).toEqual([service, 'sso.amazonaws.com']);
    const calls = (await scene.server.control.calls()).calls;
    expect(calls['cloudformation:ActivateOrganizationsAccess']).toBe(2);
    expect(calls['organizations:EnableAWSServiceAccess']).toBe(1);
  });

  it('has a delegated administrator, registered once', async () => {
    const register = {
      kind: 'register-delegated-administrator',
      account: '200000000001',
      service: 'sso.amazonaws.com',
    } as const;
    await makeAll({ kind: 'enable-trusted-access', service: 'sso.amazonaws.com' }, register, register);
    expect((await scene.server.control.dump()).delegatedAdministrators).toEqual([
      { accountId: '200000000001', services: ['sso.amazonaws.com'] },
    ]);
  });

  it('has a policy type when AWS is done with it, and not before', async () => {
    await scene.server.control.behave({ delays: { policyType: 6 } });
    const enable = { kind: 'enable-policy-type', type: 'RCP' } as const;
    await scene.make(enable);
    expect((await scene.desk.read({ guardrails: [] })).root.policyTypes).toEqual(['RCP', 'SCP']);
    await scene.make(enable, scene.another());
  });

  it('gets units, one under another, and an account in them', async () => {
    const outer = { kind: 'create-unit', path: '/New', parent: '/', name: 'New' } as const;
    const inner = { kind: 'create-unit', path: '/New/Inner', parent: '/New', name: 'Inner' } as const;
    await makeAll(outer, inner, inner);
    const from =
      (await scene.desk.read({ guardrails: [] })).accounts.find(({ id }) => id === '200000000001')?.parentId ?? '';
    const move = { kind: 'move-account', account: '200000000001', from, to: '/New/Inner' } as const;
    await makeAll(move);
    await scene.make(move, scene.another());
    const { units, accounts } = await scene.server.control.dump();
    const moved = units.find(({ id }) => id === accounts.find((account) => account.id === '200000000001')?.parentId);
    expect(moved?.name).toBe('Inner');
    expect(units.find(({ id }) => id === moved?.parentId)?.name).toBe('New');
    expect(units.filter((unit) => unit.name === 'Inner')).toHaveLength(1);
    await expect(scene.make({ ...move, from: '/Hub', to: '/Workloads' })).rejects.toMatchObject({
      code: 'organization_conflict',
    });
  });

  it('has a guardrail that its accounts may apply, written only where it says something else', async () => {
    const arn = 'arn:aws:bedrock:us-east-1:111111111111:guardrail/abcdef123456';
    await scene.server.control.seed({ empty: { guardrails: [arn] } });
    const put = { kind: 'put-guardrail-policy', arn, region: 'us-east-1', text: denyAll } as const;
    await makeAll(put, put);
    const calls = (await scene.server.control.calls()).calls;
    expect(calls['bedrock:PutResourcePolicy']).toBe(1);
  });
});
