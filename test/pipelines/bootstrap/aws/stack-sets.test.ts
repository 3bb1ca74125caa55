import { beforeEach, describe, expect, it } from 'vitest';
import type { ChangeBody } from '../../../../pipelines/bootstrap/change.ts';
import { type DeskScene, deskScene, shortPatience } from './desk.fixture.ts';

const name = 'GatehouseSpoke';
const region = 'us-east-1';
const body = JSON.stringify({ Resources: { Role: { Type: 'AWS::IAM::Role' } } });
const newBody = JSON.stringify({
  Resources: { Role: { Type: 'AWS::IAM::Role' }, Hub: { Type: 'AWS::SSM::Parameter' } },
});
const create = { kind: 'create-stack-set', name, description: 'what a spoke gets', body } as const;
const deploy = { kind: 'deploy-stack-set', name, region, targets: ['/Workloads', '/Canary'] } as const;
const update = { ...create, kind: 'update-stack-set', body: newBody, before: body } as const;
const withdraw = { ...deploy, kind: 'withdraw-stack-set' } as const;
const remove = { kind: 'delete-stack-set', name } as const;

let scene: DeskScene;
beforeEach(async () => {
  // Accounts are dealt to the two units in turn: three each.
  scene = await deskScene({ empty: { accounts: 6, units: ['/Workloads', '/Canary'] } });
  await scene.make({ kind: 'enable-trusted-access', service: 'member.org.stacksets.cloudformation.amazonaws.com' });
  await scene.server.control.forget();
});

async function makeAll(...bodies: readonly ChangeBody[]): Promise<void> {
  for (const one of bodies) await scene.make(one);
}

async function stackSet() {
  return (await scene.desk.read({ guardrails: [] })).stackSets[0];
}

/** How often an action reached CloudFormation. */
async function asked(action: string): Promise<number> {
  return (await scene.server.control.calls()).calls[`cloudformation:${action}`] ?? 0;
}

describe('a StackSet', () => {
  it('is created, deployed to units, updated, withdrawn and deleted', async () => {
    await scene.make(create);
    expect(await stackSet()).toEqual({ name, body, units: [], autoDeployment: true, instances: [] });
    await scene.make(deploy);
    const deployed = await stackSet();
    expect(deployed?.units).toHaveLength(2);
    expect(deployed?.instances).toHaveLength(6);
    expect(new Set(deployed?.instances.map(({ status }) => status))).toEqual(new Set(['CURRENT']));
    expect(deployed?.instances.map(({ account }) => account)).toEqual(
      deployed?.instances.map(({ account }) => account).toSorted(),
    );
    await scene.make(update);
    expect((await stackSet())?.body).toBe(newBody);
    expect((await stackSet())?.instances.every(({ status }) => status === 'CURRENT')).toBe(true);
    await scene.make(withdraw);
    expect(await stackSet()).toMatchObject({ units: [], instances: [] });
    await scene.make(remove);
    expect(await stackSet()).toBeUndefined();
  });

  it('comes to accounts that arrive later', async () => {
    await makeAll(create, deploy);
    const { accounts, units } = await scene.server.control.dump();
    const account = accounts.find(({ id }) => id === '200000000001')!;
    await scene.make({ kind: 'move-account', account: account.id, from: account.parentId, to: '/' });
    await scene.server.control.settle();
    const to = units.find((unit) => unit.name === 'Canary')!;
    await scene.make({ kind: 'move-account', account: account.id, from: '/', to: to.id });
    await scene.server.control.settle();
    expect((await stackSet())?.instances.filter((instance) => instance.account === account.id)).toMatchObject([
      { unitId: to.id, status: 'CURRENT' },
    ]);
  });

  it('says how far it is, account by account, up to the end', async () => {
    await scene.server.control.behave({ delays: { operation: 6 } });
    await scene.make(create);
    const progress = await scene.make(deploy);
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.at(-1)).toEqual([6, 6]);
    const done = progress.map(([count]) => count);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  it('is service-managed, comes to new accounts, and stays with those that leave', async () => {
    await makeAll(create, deploy, update);
    const [created, , updated] = await scene.server.control.writes();
    for (const write of [created, updated])
      expect(write?.input).toMatchObject({
        PermissionModel: 'SERVICE_MANAGED',
        AutoDeployment: { Enabled: 'true', RetainStacksOnAccountRemoval: 'true' },
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        ManagedExecution: { Active: 'true' },
        Tags: [{ Key: 'gatehouse:managed', Value: 'true' }],
        CallAs: 'SELF',
      });
  });

  it('works on all accounts of a unit at once, and stops at the first that fails', async () => {
    await makeAll(create, deploy, update, withdraw);
    const [, ...operations] = await scene.server.control.writes();
    expect(operations.map(({ action }) => action)).toEqual([
      'cloudformation:CreateStackInstances',
      'cloudformation:UpdateStackSet',
      'cloudformation:DeleteStackInstances',
    ]);
    for (const { input } of operations)
      expect(input.OperationPreferences).toEqual({
        RegionConcurrencyType: 'PARALLEL',
        ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        MaxConcurrentPercentage: '100',
        FailureToleranceCount: '0',
      });
  });

  it('is asked for under the same id by every run, so that a call that is repeated is the same call', async () => {
    await makeAll(create, deploy);
    const first = (await scene.server.control.writes()).map(
      ({ input }) => input.OperationId ?? input.ClientRequestToken,
    );
    await makeAll(withdraw, remove);
    await scene.server.control.forget();
    const later = scene.another();
    await scene.make(create, later);
    await scene.make(deploy, later);
    const again = (await scene.server.control.writes()).map(
      ({ input }) => input.OperationId ?? input.ClientRequestToken,
    );
    expect(again).toEqual(first);
    expect(first.every((token) => /^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/.test(String(token)))).toBe(true);
    expect(new Set(first).size).toBe(2);
  });

  it.each([
    ['created', [], create, 'CreateStackSet', 3],
    ['deployed', [create], deploy, 'CreateStackInstances', 1],
    ['updated', [create, deploy], update, 'UpdateStackSet', 1],
    ['withdrawn', [create, deploy], withdraw, 'DeleteStackInstances', 1],
    ['deleted', [create], remove, 'DeleteStackSet', 3],
  ] as const)(
    'that is %s again, by the same run and by a later one, is left as it is',
    async (_what, first, change, action, calls) => {
      await makeAll(...first, change);
      const after = await stackSet();
      await scene.make(change);
      await scene.make(change, scene.another());
      expect(await stackSet()).toEqual(after);
      expect(await asked(action)).toBe(calls);
    },
  );

  it.each([
    ['created', [], create, 'CreateStackSet'],
    ['deployed', [create], deploy, 'CreateStackInstances'],
    ['updated', [create, deploy], update, 'UpdateStackSet'],
    ['withdrawn', [create, deploy], withdraw, 'DeleteStackInstances'],
  ] as const)(
    'is %s although the answer was lost: the next run follows what is under way',
    async (_what, first, change, action) => {
      await makeAll(...first);
      await scene.server.control.behave({
        failures: [{ action: `cloudformation:${action}`, code: 'lost' }],
        delays: { operation: 5 },
      });
      await scene.server.control.forget();
      const hasty = scene.another({ patience: { ...shortPatience, call: 0 } });
      await expect(scene.make(change, hasty)).rejects.toMatchObject({ code: 'aws_unavailable' });
      await scene.make(change, scene.another());
      const instances = (await stackSet())?.instances ?? [];
      expect(instances.every(({ status }) => status === 'CURRENT')).toBe(true);
      expect((await stackSet())?.body).toBe(change.kind === 'update-stack-set' ? newBody : body);
      const writes = (await scene.server.control.writes()).filter((write) => write.action.endsWith(`:${action}`));
      // Whether it is asked for again or followed, there is one operation.
      expect(new Set(writes.map(({ input }) => input.OperationId ?? input.ClientRequestToken)).size).toBe(1);
    },
  );

  it('that fails in accounts says which and why, and is mended by the next run', async () => {
    await scene.make(create);
    await scene.server.control.behave({ failingAccounts: { '200000000003': 'The role is there already' } });
    await expect(scene.make(deploy)).rejects.toMatchObject({
      code: 'change_failed',
      message: expect.stringMatching(/200000000003 in us-east-1 \(.*The role is there already/),
    });
    await scene.server.control.behave({ failingAccounts: {} });
    await scene.make(deploy, scene.another());
    expect((await stackSet())?.instances).toHaveLength(6);
    expect((await stackSet())?.instances.every(({ status }) => status === 'CURRENT')).toBe(true);
  });

  it('that fails again is tried again each time: a failed operation keeps its id, so the next has another', async () => {
    await scene.make(create);
    await scene.server.control.behave({ failingAccounts: { '200000000003': 'no' } });
    for (let run = 0; run < 3; run++)
      await expect(scene.make(deploy, scene.another())).rejects.toMatchObject({ code: 'change_failed' });
    expect(await asked('CreateStackInstances')).toBe(3);
  });

  it('brings instances up to date that were left behind, with the template that it has', async () => {
    await makeAll(create, deploy);
    await scene.server.control.behave({ failingAccounts: { '200000000002': 'no' } });
    await expect(scene.make(update)).rejects.toMatchObject({ code: 'change_failed' });
    await scene.server.control.behave({ failingAccounts: {} });
    await scene.make({ ...update, before: newBody }, scene.another());
    expect((await stackSet())?.instances.every(({ status }) => status === 'CURRENT')).toBe(true);
  });

  it('of somebody else with the same name is not touched', async () => {
    await scene.make({ ...create, body: newBody });
    await expect(scene.make(create, scene.another())).rejects.toMatchObject({ code: 'organization_conflict' });
    expect((await stackSet())?.body).toBe(newBody);
  });

  it('that somebody changed meanwhile is not updated', async () => {
    await scene.make({ ...create, body: body.replace('Role"', 'Other"') });
    await expect(scene.make(update)).rejects.toMatchObject({ code: 'organization_conflict' });
  });

  it('that is not there cannot be deployed or updated, and is as good as withdrawn', async () => {
    await expect(scene.make(deploy)).rejects.toMatchObject({ code: 'organization_conflict' });
    await expect(scene.make(update)).rejects.toMatchObject({ code: 'organization_conflict' });
    await makeAll(withdraw, remove);
    expect(await stackSet()).toBeUndefined();
  });

  it('that still has instances is not deleted', async () => {
    await makeAll(create, deploy);
    await expect(scene.make(remove)).rejects.toMatchObject({ code: 'organization_conflict' });
    expect((await stackSet())?.instances).toHaveLength(6);
  });

  it.each([1, 9])('is waited for until reads show it: %i requests later', async (requests) => {
    await scene.server.control.behave({ lag: { requests } });
    await makeAll(create, deploy, update, withdraw, remove);
    await scene.server.control.behave({ lag: { requests: 0 } });
    expect(await stackSet()).toBeUndefined();
  });

  it('waits for what somebody else does to it', async () => {
    await scene.make(create);
    await scene.server.control.behave({
      failures: [{ action: 'cloudformation:CreateStackInstances', code: 'OperationInProgressException', times: 3 }],
    });
    await scene.make(deploy);
    expect((await stackSet())?.instances).toHaveLength(6);
  });

  it('gives up at an operation that does not end, and says how long it looked', async () => {
    await scene.make(create);
    await scene.server.control.behave({ delays: { operation: 100_000 } });
    await expect(scene.make(deploy)).rejects.toMatchObject({
      code: 'change_failed',
      message: expect.stringContaining('not over after 10 minutes'),
    });
  });
});
