import {
  ActivateOrganizationsAccessCommand,
  CreateStackInstancesCommand,
  CreateStackSetCommand,
  type CreateStackSetInput,
  DeleteStackInstancesCommand,
  DeleteStackSetCommand,
  DescribeOrganizationsAccessCommand,
  DescribeStackSetCommand,
  DescribeStackSetOperationCommand,
  ListStackSetAutoDeploymentTargetsCommand,
  ListStackSetsCommand,
} from '@aws-sdk/client-cloudformation';
import { ListAWSServiceAccessForOrganizationCommand } from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { clientsOf, refusalOf, rootId, standInHere } from './organization.fixture.ts';

const here = standInHere();
const template = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
const wanted: CreateStackSetInput = {
  StackSetName: 'GatehouseSpoke',
  Description: 'What a spoke gets <&> "more"',
  TemplateBody: JSON.stringify(template),
  PermissionModel: 'SERVICE_MANAGED',
  AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
  ManagedExecution: { Active: true },
  Capabilities: ['CAPABILITY_NAMED_IAM'],
  Tags: [{ Key: 'gatehouse:managed', Value: 'true' }],
};

beforeEach(async () => {
  await here().control.seed({ empty: { accounts: 4, units: 1 } });
  await here().cloudFormation.send(new ActivateOrganizationsAccessCommand({}));
});

const create = (change: Partial<CreateStackSetInput> = {}) =>
  here().cloudFormation.send(new CreateStackSetCommand({ ...wanted, ...change }));
const describeSet = async (StackSetName = 'GatehouseSpoke') =>
  (await here().cloudFormation.send(new DescribeStackSetCommand({ StackSetName }))).StackSet;
const remove = () => here().cloudFormation.send(new DeleteStackSetCommand({ StackSetName: 'GatehouseSpoke' }));

describe("the organization's access for StackSets", () => {
  it('is activated with CloudFormation, which Organizations then lists as trusted', async () => {
    const { cloudFormation, organizations } = here();
    expect(await cloudFormation.send(new DescribeOrganizationsAccessCommand({}))).toMatchObject({ Status: 'ENABLED' });
    const { EnabledServicePrincipals } = await organizations.send(new ListAWSServiceAccessForOrganizationCommand({}));
    expect(EnabledServicePrincipals?.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual([
      'member.org.stacksets.cloudformation.amazonaws.com',
    ]);
  });

  it('is needed before there can be a StackSet', async () => {
    await here().control.seed({ empty: {} });
    const access = await here().cloudFormation.send(new DescribeOrganizationsAccessCommand({}));
    expect(access.Status).toBe('DISABLED');
    await expect(create()).rejects.toThrow('You must enable organizations access');
  });
});

describe('StackSets of the stand-in', () => {
  it('are described as they were made', async () => {
    const { StackSetId } = await create();
    expect(await describeSet()).toMatchObject({ ...wanted, StackSetId, Status: 'ACTIVE', OrganizationalUnitIds: [] });
  });

  it('are found by their ids as well, in their Region alone', async () => {
    const { StackSetId } = await create();
    expect((await describeSet(StackSetId))?.StackSetName).toBe('GatehouseSpoke');
    const { cloudFormation } = clientsOf(here().endpoint, 'eu-central-1');
    const elsewhere = cloudFormation.send(new DescribeStackSetCommand({ StackSetName: 'GatehouseSpoke' }));
    expect(await refusalOf(elsewhere)).toBe('StackSetNotFoundException');
  });

  it('are made once by a name; the same token again is the same request', async () => {
    const first = await create({ ClientRequestToken: 'one' });
    expect(await create({ ClientRequestToken: 'one' })).toMatchObject({ StackSetId: first.StackSetId });
    expect(await refusalOf(create({ ClientRequestToken: 'two' }))).toBe('NameAlreadyExistsException');
    expect(await refusalOf(create())).toBe('NameAlreadyExistsException');
  });

  it.each<[string, Partial<CreateStackSetInput>, string]>([
    [
      'over 51,200 bytes',
      { TemplateBody: JSON.stringify({ ...template, Description: 'ü'.repeat(25_600) }) },
      'ValidationError',
    ],
    ['that is no JSON', { TemplateBody: 'Resources:' }, 'ValidationError'],
    ['without resources', { TemplateBody: '{}' }, 'ValidationError'],
    [
      'with a nested stack',
      { TemplateBody: '{"Resources":{"A":{"Type":"AWS::CloudFormation::Stack"}}}' },
      'ValidationError',
    ],
    ['with a transform', { TemplateBody: JSON.stringify({ ...template, Transform: 'X' }) }, 'ValidationError'],
    [
      'with a named role and no capability for it',
      {
        TemplateBody: '{"Resources":{"A":{"Type":"AWS::IAM::Role","Properties":{"RoleName":"a"}}}}',
        Capabilities: ['CAPABILITY_IAM'],
      },
      'InsufficientCapabilitiesException',
    ],
  ])('refuse a template %s', async (_what, change, refusal) => {
    expect(await refusalOf(create(change))).toBe(refusal);
  });

  it.each<[string, Partial<CreateStackSetInput>]>([
    ['managed by the account itself', { PermissionModel: 'SELF_MANAGED' }],
    ['that say nothing about automatic deployment', { AutoDeployment: undefined }],
    ['with a name that is none', { StackSetName: '-x' }],
    ['of a delegated administrator', { CallAs: 'DELEGATED_ADMIN' }],
  ])('are none %s', async (_what, change) => {
    expect(await refusalOf(create(change))).toBe('ValidationError');
  });

  it('are listed in pages, deleted ones with them unless the status is asked for', async () => {
    await create();
    await create({ StackSetName: 'Another' });
    await remove();
    const list = async (Status?: 'ACTIVE' | 'DELETED') => {
      const { Summaries } = await here().cloudFormation.send(new ListStackSetsCommand({ Status }));
      return Summaries?.map(({ StackSetName }) => StackSetName).sort();
    };
    expect([await list(), await list('ACTIVE'), await list('DELETED')]).toEqual([
      ['Another', 'GatehouseSpoke'],
      ['Another'],
      ['GatehouseSpoke'],
    ]);
    expect(await refusalOf(describeSet())).toBe('StackSetNotFoundException');
    const { Summaries, NextToken } = await here().cloudFormation.send(new ListStackSetsCommand({ MaxResults: 1 }));
    expect(Summaries).toHaveLength(1);
    const second = await here().cloudFormation.send(new ListStackSetsCommand({ MaxResults: 1, NextToken }));
    expect([second.Summaries?.length, second.NextToken]).toEqual([1, undefined]);
    expect(await refusalOf(here().cloudFormation.send(new ListStackSetsCommand({ NextToken: 'x' })))).toBe(
      'ValidationError',
    );
  });

  it('are deleted when they are empty and idle, and can be made again', async () => {
    const { cloudFormation, control } = here();
    const { StackSetId } = await create();
    const units = { DeploymentTargets: { OrganizationalUnitIds: [rootId] }, Regions: ['us-east-1'] };
    const target = { StackSetName: 'GatehouseSpoke', ...units };
    await cloudFormation.send(new CreateStackInstancesCommand(target));
    expect(await refusalOf(remove())).toBe('OperationInProgressException');
    await control.settle();
    expect(await refusalOf(remove())).toBe('StackSetNotEmptyException');
    await cloudFormation.send(new DeleteStackInstancesCommand({ ...target, RetainStacks: false }));
    await control.settle();
    await remove();
    expect(await refusalOf(remove())).toBe('StackSetNotFoundException');
    expect((await create()).StackSetId).not.toBe(StackSetId);
  });

  it('list the units that bring them to new accounts', async () => {
    const { cloudFormation, control } = here();
    await create();
    const unit = (await control.dump()).units[0]?.id ?? '';
    const command = new CreateStackInstancesCommand({
      StackSetName: 'GatehouseSpoke',
      DeploymentTargets: { OrganizationalUnitIds: [unit] },
      Regions: ['us-east-1'],
    });
    await cloudFormation.send(command);
    const list = new ListStackSetAutoDeploymentTargetsCommand({ StackSetName: 'GatehouseSpoke' });
    const { Summaries } = await cloudFormation.send(list);
    expect(Summaries).toEqual([{ OrganizationalUnitId: unit, Regions: ['us-east-1'] }]);
  });

  it('know no operation that was not begun', async () => {
    await create();
    const command = new DescribeStackSetOperationCommand({ StackSetName: 'GatehouseSpoke', OperationId: 'none' });
    expect(await refusalOf(here().cloudFormation.send(command))).toBe('OperationNotFoundException');
  });
});
