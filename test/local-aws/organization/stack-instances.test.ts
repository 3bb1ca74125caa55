import {
  ActivateOrganizationsAccessCommand,
  CreateStackInstancesCommand,
  CreateStackSetCommand,
  DeleteStackInstancesCommand,
  DescribeStackSetOperationCommand,
  ListStackInstancesCommand,
  ListStackSetOperationResultsCommand,
  ListStackSetOperationsCommand,
  type StackSetOperationPreferences,
  UpdateStackSetCommand,
} from '@aws-sdk/client-cloudformation';
import { MoveAccountCommand } from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, rootId, standInHere } from './organization.fixture.ts';

const here = standInHere();
const StackSetName = 'GatehouseSpoke';
const bodyOf = (name: string) => JSON.stringify({ Resources: { [name]: { Type: 'AWS::SNS::Topic' } } });
const members = ['200000000001', '200000000002', '200000000003', '200000000004'];
/** Of the units A and B; accounts 1 and 3 are in A, 2 and 4 below B. */
let unitA = '';
let unitB = '';

async function begin(settings: { managed?: boolean; retain?: boolean } = {}): Promise<void> {
  const { control, cloudFormation } = here();
  await control.seed({ empty: { accounts: 4, units: ['/A', '/B/Below'] } });
  await control.behave({ failingAccounts: {}, delays: {} });
  for (const { id, name } of (await control.dump()).units) {
    if (name === 'A') unitA = id;
    if (name === 'B') unitB = id;
  }
  await cloudFormation.send(new ActivateOrganizationsAccessCommand({}));
  const command = new CreateStackSetCommand({
    StackSetName,
    TemplateBody: bodyOf('First'),
    PermissionModel: 'SERVICE_MANAGED',
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: settings.retain ?? true },
    ManagedExecution: { Active: settings.managed ?? true },
  });
  await cloudFormation.send(command);
}

interface Wanted {
  readonly OperationId?: string;
  readonly OperationPreferences?: StackSetOperationPreferences;
}

const targetsOf = (units: readonly string[]) => ({
  StackSetName,
  DeploymentTargets: { OrganizationalUnitIds: [...units] },
  Regions: ['us-east-1'],
});
const deploy = async (units: readonly string[], wanted: Wanted = {}) =>
  (await here().cloudFormation.send(new CreateStackInstancesCommand({ ...targetsOf(units), ...wanted }))).OperationId;
const withdraw = async (units: readonly string[]) => {
  const command = new DeleteStackInstancesCommand({ ...targetsOf(units), RetainStacks: false });
  return (await here().cloudFormation.send(command)).OperationId;
};
const statusOf = async (OperationId: string | undefined) => {
  const command = new DescribeStackSetOperationCommand({ StackSetName, OperationId });
  return (await here().cloudFormation.send(command)).StackSetOperation?.Status;
};
const resultsOf = async (OperationId: string | undefined) => {
  const command = new ListStackSetOperationResultsCommand({ StackSetName, OperationId });
  const { Summaries } = await here().cloudFormation.send(command);
  return Object.fromEntries((Summaries ?? []).map(({ Account, Status }) => [Account, Status]));
};
const instances = async (filter: object = {}) => {
  const { Summaries } = await here().cloudFormation.send(new ListStackInstancesCommand({ StackSetName, ...filter }));
  const entries = (Summaries ?? []).map(({ Account, Status, StackInstanceStatus, OrganizationalUnitId }) => {
    return [Account, `${Status} ${StackInstanceStatus?.DetailedStatus} ${OrganizationalUnitId}`] as const;
  });
  return Object.fromEntries(entries) as Record<string, string>;
};
const allOf = (accounts: readonly string[], value: string) => Object.fromEntries(accounts.map((id) => [id, value]));

describe('stack instances of the stand-in', () => {
  beforeEach(() => begin());

  it('come to the active accounts of a unit and of those below it, step by step', async () => {
    await here().control.behave({ delays: { operation: 2 } });
    const id = await deploy([unitB]);
    expect(await instances()).toEqual({
      '200000000002': `CURRENT SUCCEEDED ${unitB}`,
      '200000000004': `OUTDATED PENDING ${unitB}`,
    });
    expect(await statusOf(id)).toBe('SUCCEEDED');
    expect(await instances()).toEqual(allOf(['200000000002', '200000000004'], `CURRENT SUCCEEDED ${unitB}`));
  });

  it('never come to the management account, nor to accounts that are not active', async () => {
    const snapshot = await here().control.dump();
    const accounts = snapshot.accounts.map((account) =>
      account.id === '200000000003' ? { ...account, state: 'SUSPENDED' } : account,
    );
    await here().control.seed({ snapshot: { ...snapshot, accounts } });
    await deploy([rootId]);
    expect(Object.keys(await instances()).sort()).toEqual(['200000000001', '200000000002', '200000000004']);
  });

  it('are left as they are in accounts that were suspended meanwhile', async () => {
    await deploy([rootId]);
    await here().control.settle();
    const snapshot = await here().control.dump();
    const accounts = snapshot.accounts.map((account) =>
      account.id === '200000000003' ? { ...account, state: 'SUSPENDED' } : account,
    );
    await here().control.seed({ snapshot: { ...snapshot, accounts } });
    const update = new UpdateStackSetCommand({ StackSetName, TemplateBody: bodyOf('Second') });
    const { OperationId } = await here().cloudFormation.send(update);
    await here().control.settle();
    expect(await statusOf(OperationId)).toBe('SUCCEEDED');
    expect((await instances())['200000000003']).toBe(`OUTDATED SKIPPED_SUSPENDED_ACCOUNT ${rootId}`);
  });

  it('are filtered by account, Region and state', async () => {
    await deploy([rootId]);
    await here().control.settle();
    expect(Object.keys(await instances({ StackInstanceAccount: '200000000002' }))).toEqual(['200000000002']);
    expect(await instances({ StackInstanceRegion: 'eu-central-1' })).toEqual({});
    expect(await instances({ Filters: [{ Name: 'DETAILED_STATUS', Values: 'FAILED' }] })).toEqual({});
    expect(Object.keys(await instances({ Filters: [{ Name: 'DRIFT_STATUS', Values: 'NOT_CHECKED' }] }))).toHaveLength(
      4,
    );
  });

  it('are outdated everywhere by an update, and brought up to date where it is targeted', async () => {
    const { cloudFormation, control } = here();
    await deploy([unitA, unitB]);
    await control.settle();
    const update = { StackSetName, TemplateBody: bodyOf('Second') };
    await cloudFormation.send(new UpdateStackSetCommand({ ...update, ...targetsOf([unitA]) }));
    await control.settle();
    expect(await instances()).toEqual({
      ...allOf(['200000000001', '200000000003'], `CURRENT SUCCEEDED ${unitA}`),
      ...allOf(['200000000002', '200000000004'], `OUTDATED SUCCEEDED ${unitB}`),
    });
    const same = { StackSetName, UsePreviousTemplate: true };
    await cloudFormation.send(new UpdateStackSetCommand({ ...same, ...targetsOf([unitA]) }));
    await control.settle();
    expect(Object.values(await instances()).filter((states) => states.startsWith('CURRENT'))).toHaveLength(2);
    await cloudFormation.send(new UpdateStackSetCommand(same));
    await control.settle();
    expect((await control.dump()).stackSets[0]).toMatchObject({ body: bodyOf('Second') });
    expect(Object.values(await instances()).filter((states) => states.startsWith('CURRENT'))).toHaveLength(4);
  });

  it('go with their unit, which then brings them no more', async () => {
    await deploy([unitA, unitB]);
    await here().control.settle();
    await withdraw([unitA]);
    await here().control.settle();
    expect((await here().control.dump()).stackSets[0]?.units).toEqual([unitB]);
    expect(Object.keys(await instances()).sort()).toEqual(['200000000002', '200000000004']);
  });

  it('are asked for by units that are there, and Regions', async () => {
    const { cloudFormation } = here();
    const ask = (change: object) =>
      refusalOf(cloudFormation.send(new CreateStackInstancesCommand({ ...targetsOf([unitA]), ...change })));
    expect(await ask({ DeploymentTargets: { OrganizationalUnitIds: ['ou-ex4m-99999999'] } })).toBe('ValidationError');
    expect(await ask({ DeploymentTargets: {} })).toBe('ValidationError');
    expect(await ask({ Regions: [] })).toBe('ValidationError');
    expect(await ask({ Accounts: members })).toBe('ValidationError');
    expect(await ask({ StackSetName: 'Nothing' })).toBe('StackSetNotFoundException');
  });
});

describe('stack operations of the stand-in', () => {
  beforeEach(() => begin());

  it('fail with the accounts that a test lets fail, and begin no more once too many have failed', async () => {
    await here().control.behave({ failingAccounts: { '200000000002': 'A role of that name exists' } });
    const strict = await deploy([rootId], {
      OperationPreferences: { FailureToleranceCount: 0, MaxConcurrentPercentage: 100 },
    });
    await here().control.settle();
    expect(await statusOf(strict)).toBe('FAILED');
    expect(await resultsOf(strict)).toEqual({
      '200000000001': 'SUCCEEDED',
      '200000000002': 'FAILED',
      '200000000003': 'CANCELLED',
      '200000000004': 'CANCELLED',
    });
    const failed = new ListStackSetOperationResultsCommand({
      StackSetName,
      OperationId: strict,
      Filters: [{ Name: 'OPERATION_RESULT_STATUS', Values: 'FAILED' }],
    });
    const { Summaries } = await here().cloudFormation.send(failed);
    expect(Summaries?.map(({ StatusReason }) => StatusReason)).toEqual(['A role of that name exists']);
    expect(await instances()).toMatchObject({
      '200000000002': `OUTDATED FAILED ${rootId}`,
      '200000000003': `OUTDATED CANCELLED ${rootId}`,
    });
  });

  it('go on side by side where failures do not slow them', async () => {
    await here().control.behave({ failingAccounts: { '200000000001': 'no' } });
    const soft = { ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE', MaxConcurrentPercentage: 100 } as const;
    const id = await deploy([rootId], { OperationPreferences: { ...soft, FailureToleranceCount: 0 } });
    await here().control.settle();
    expect(await statusOf(id)).toBe('FAILED');
    expect(await resultsOf(id)).toEqual({ ...allOf(members, 'SUCCEEDED'), '200000000001': 'FAILED' });
  });

  it('succeed with as many failures as are tolerated', async () => {
    await here().control.behave({ failingAccounts: { '200000000001': 'no' } });
    const id = await deploy([rootId], { OperationPreferences: { FailureTolerancePercentage: 25 } });
    await here().control.settle();
    expect(await statusOf(id)).toBe('SUCCEEDED');
  });

  it('leave an instance inoperable that cannot be deleted', async () => {
    await deploy([unitA]);
    await here().control.settle();
    await here().control.behave({ failingAccounts: { '200000000001': 'no' } });
    await withdraw([unitA]);
    await here().control.settle();
    expect(await instances()).toMatchObject({ '200000000001': `INOPERABLE FAILED ${unitA}` });
    expect((await here().control.dump()).stackSets[0]?.units).toEqual([unitA]);
  });

  it('wait for each other where execution is managed', async () => {
    const first = await deploy([unitA]);
    const second = await deploy([unitB]);
    expect(await statusOf(second)).toBe('QUEUED');
    await here().control.settle();
    const { Summaries } = await here().cloudFormation.send(new ListStackSetOperationsCommand({ StackSetName }));
    expect(Summaries?.map(({ OperationId, Status, Action }) => [OperationId, Status, Action]).sort()).toEqual(
      [
        [first, 'SUCCEEDED', 'CREATE'],
        [second, 'SUCCEEDED', 'CREATE'],
      ].sort(),
    );
  });

  it('refuse each other where it is not', async () => {
    await begin({ managed: false });
    await deploy([unitA]);
    expect(await refusalOf(deploy([unitB]))).toBe('OperationInProgressException');
    await here().control.settle();
    expect(await refusalOf(deploy([unitB]))).toBe('none');
  });

  it('have an id once', async () => {
    await deploy([unitA], { OperationId: 'only-once' });
    expect(await refusalOf(deploy([unitA], { OperationId: 'only-once' }))).toBe('OperationIdAlreadyExistsException');
  });
});

describe('automatic deployment', () => {
  const move = (AccountId: string, SourceParentId: string, DestinationParentId: string) =>
    here().organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));

  beforeEach(() => begin());

  it('brings stacks to an account that comes into a unit, after a while', async () => {
    const below = (await here().control.dump()).accounts.find(({ id }) => id === '200000000002')?.parentId ?? '';
    await deploy([unitA]);
    await here().control.settle();
    await move('200000000002', below, unitA);
    expect(Object.keys(await instances())).not.toContain('200000000002');
    await here().control.settle();
    expect(await instances()).toMatchObject({ '200000000002': `CURRENT SUCCEEDED ${unitA}` });
  });

  it('takes them from an account that leaves, and lets them move with it to another unit of the StackSet', async () => {
    await deploy([unitA, unitB]);
    await here().control.settle();
    await move('200000000001', unitA, unitB);
    await move('200000000003', unitA, rootId);
    await here().control.settle();
    const left = await instances();
    expect(left['200000000001']).toBe(`CURRENT SUCCEEDED ${unitB}`);
    expect(Object.keys(left)).not.toContain('200000000003');
  });
});
