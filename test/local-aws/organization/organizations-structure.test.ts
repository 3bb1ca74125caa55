import {
  CreateOrganizationalUnitCommand,
  DescribeAccountCommand,
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  DisablePolicyTypeCommand,
  EnablePolicyTypeCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTargetsForPolicyCommand,
  MoveAccountCommand,
  paginateListAccounts,
} from '@aws-sdk/client-organizations';
import { beforeEach, describe, expect, it } from 'vitest';
import { refusalOf, rootId, standInHere } from './organization.fixture.ts';

const here = standInHere();

describe('root, units and accounts of the stand-in', () => {
  beforeEach(() => here().control.seed({ empty: { accounts: 45, units: ['/Workloads/GenAI', '/Security'] } }));

  const unitsOf = async (ParentId: string) => {
    const page = await here().organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId }));
    return (page.OrganizationalUnits ?? []).map(({ Id = '', Name = '' }) => ({ Id, Name }));
  };
  const unitNamed = async (name: string) => {
    const unit = (await unitsOf(rootId)).find(({ Name }) => Name === name);
    return unit?.Id ?? '';
  };

  it('say who manages the organization', async () => {
    const { Organization } = await here().organizations.send(new DescribeOrganizationCommand({}));
    expect(Organization).toMatchObject({
      Id: 'o-exampleorgid',
      MasterAccountId: '111111111111',
      FeatureSet: 'ALL',
      MasterAccountArn: 'arn:aws:organizations::111111111111:account/o-exampleorgid/111111111111',
    });
  });

  it('nest units by their paths', async () => {
    const OrganizationalUnitId = await unitNamed('Security');
    const described = await here().organizations.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId }));
    expect(described.OrganizationalUnit).toEqual({
      Id: OrganizationalUnitId,
      Arn: `arn:aws:organizations::111111111111:ou/o-exampleorgid/${OrganizationalUnitId}`,
      Name: 'Security',
    });
    expect((await unitsOf(rootId)).map(({ Name }) => Name).sort()).toEqual(['Security', 'Workloads']);
    expect((await unitsOf(await unitNamed('Workloads'))).map(({ Name }) => Name)).toEqual(['GenAI']);
  });

  it('give accounts a State and no Status', async () => {
    const { Account } = await here().organizations.send(new DescribeAccountCommand({ AccountId: '200000000001' }));
    expect(Account).toMatchObject({ Name: 'account-1', State: 'ACTIVE' });
    expect(Account).not.toHaveProperty('Status');
  });

  it('are listed 20 at a time, each account once and in no order of ids', async () => {
    const pages: string[][] = [];
    for await (const { Accounts } of paginateListAccounts({ client: here().organizations }, {}))
      pages.push((Accounts ?? []).map(({ Id = '' }) => Id));
    expect(pages.map(({ length }) => length)).toEqual([20, 20, 6]);
    expect(new Set(pages.flat()).size).toBe(46);
    expect(pages.flat()).not.toEqual([...pages.flat()].sort());
  });

  it('refuse a token of another list, one that is none, and a page that is too large', async () => {
    const { organizations } = here();
    const { NextToken } = await organizations.send(new ListAccountsCommand({}));
    const other = new ListAccountsForParentCommand({ ParentId: rootId, NextToken });
    expect(await refusalOf(organizations.send(other))).toBe('InvalidInputException INVALID_PAGINATION_TOKEN');
    const wrong = new ListAccountsCommand({ NextToken: 'wrong' });
    expect(await refusalOf(organizations.send(wrong))).toBe('InvalidInputException INVALID_PAGINATION_TOKEN');
    const large = new ListAccountsCommand({ MaxResults: 21 });
    expect(await refusalOf(organizations.send(large))).toBe('InvalidInputException MAX_VALUE_EXCEEDED');
  });

  it('list accounts by parent, and say who the parent is', async () => {
    const { organizations } = here();
    const security = await unitNamed('Security');
    const { Accounts, NextToken } = await organizations.send(new ListAccountsForParentCommand({ ParentId: security }));
    expect([Accounts?.length, NextToken === undefined]).toEqual([20, false]);
    const { Parents } = await organizations.send(new ListParentsCommand({ ChildId: Accounts?.[0]?.Id }));
    expect(Parents).toEqual([{ Id: security, Type: 'ORGANIZATIONAL_UNIT' }]);
  });

  it('answer about a parent, an account and a unit that are not there', async () => {
    const { organizations } = here();
    const nowhere = 'ou-ex4m-99999999';
    const refusals = [
      organizations.send(new ListAccountsForParentCommand({ ParentId: nowhere })),
      organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId: nowhere })),
      organizations.send(new DescribeAccountCommand({ AccountId: '999999999999' })),
      organizations.send(new DescribeOrganizationalUnitCommand({ OrganizationalUnitId: nowhere })),
      organizations.send(new ListParentsCommand({ ChildId: nowhere })),
    ].map(refusalOf);
    expect(await Promise.all(refusals)).toEqual([
      'ParentNotFoundException',
      'ParentNotFoundException',
      'AccountNotFoundException',
      'OrganizationalUnitNotFoundException',
      'ChildNotFoundException',
    ]);
  });

  it('take a new unit, and no second one of that name under the same parent', async () => {
    const { organizations } = here();
    const create = (ParentId: string) =>
      organizations.send(new CreateOrganizationalUnitCommand({ ParentId, Name: 'Canary' }));
    const { OrganizationalUnit } = await create(rootId);
    expect(OrganizationalUnit?.Id).toMatch(/^ou-ex4m-[0-9a-f]{8}$/);
    expect(await refusalOf(create(rootId))).toBe('DuplicateOrganizationalUnitException');
    expect(await refusalOf(create(await unitNamed('Security')))).toBe('none');
    expect(await refusalOf(create('ou-ex4m-99999999'))).toBe('ParentNotFoundException');
  });

  it('are at most five units deep', async () => {
    const { organizations } = here();
    let ParentId = rootId;
    for (const Name of ['1', '2', '3', '4', '5']) {
      const { OrganizationalUnit } = await organizations.send(new CreateOrganizationalUnitCommand({ ParentId, Name }));
      ParentId = OrganizationalUnit?.Id ?? '';
    }
    const sixth = organizations.send(new CreateOrganizationalUnitCommand({ ParentId, Name: '6' }));
    expect(await refusalOf(sixth)).toBe('ConstraintViolationException OU_DEPTH_LIMIT_EXCEEDED');
  });

  it('let an account move, from where it is to where it is not', async () => {
    const { organizations } = here();
    const security = await unitNamed('Security');
    const move = (AccountId: string, SourceParentId: string, DestinationParentId: string) =>
      refusalOf(organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId })));
    expect(await move('200000000002', security, rootId)).toBe('none');
    expect(await move('200000000002', security, rootId)).toBe('SourceParentNotFoundException');
    expect(await move('200000000002', rootId, rootId)).toBe('DuplicateAccountException');
    expect(await move('200000000002', rootId, 'ou-ex4m-99999999')).toBe('DestinationParentNotFoundException');
    expect(await move('999999999999', rootId, security)).toBe('AccountNotFoundException');
  });

  it('are not there for an account without an organization', async () => {
    await here().control.seed({ empty: { inUse: false } });
    const asked = here().organizations.send(new DescribeOrganizationCommand({}));
    expect(await refusalOf(asked)).toBe('AWSOrganizationsNotInUseException');
  });
});

describe('policy types of the stand-in', () => {
  beforeEach(() => here().control.seed({ empty: { accounts: 1, units: 1 } }));

  const type = { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' } as const;
  const statuses = async () => {
    const { Roots } = await here().organizations.send(new ListRootsCommand({}));
    return Roots?.[0]?.PolicyTypes ?? [];
  };

  it('are pending for a while after they are enabled, and disabled', async () => {
    const { organizations } = here();
    expect(await statuses()).toEqual([]);
    await organizations.send(new EnablePolicyTypeCommand(type));
    expect(await statuses()).toEqual([{ Type: type.PolicyType, Status: 'PENDING_ENABLE' }]);
    expect(await statuses()).toEqual([{ Type: type.PolicyType, Status: 'ENABLED' }]);
    await organizations.send(new DisablePolicyTypeCommand(type));
    expect(await statuses()).toEqual([{ Type: type.PolicyType, Status: 'PENDING_DISABLE' }]);
    expect(await statuses()).toEqual([]);
  });

  it('bring the policy of AWS to the root, every unit, every account, and units that come later', async () => {
    const { organizations } = here();
    await organizations.send(new EnablePolicyTypeCommand(type));
    await organizations.send(new CreateOrganizationalUnitCommand({ ParentId: rootId, Name: 'Later' }));
    const { Targets } = await organizations.send(new ListTargetsForPolicyCommand({ PolicyId: 'p-FullAWSAccess' }));
    const kinds = (Targets ?? []).map(({ Type, Name }) => `${Type} ${Name}`).sort();
    expect(kinds).toEqual([
      'ACCOUNT account-1',
      'ACCOUNT management',
      'ORGANIZATIONAL_UNIT Later',
      'ORGANIZATIONAL_UNIT Unit 1',
      'ROOT Root',
    ]);
  });

  it('are enabled once, in a root that is there, of types that are known, with all features', async () => {
    const { organizations, control } = here();
    const enable = (change: object) =>
      refusalOf(organizations.send(new EnablePolicyTypeCommand({ ...type, ...change })));
    expect(await enable({ RootId: 'r-none' })).toBe('RootNotFoundException');
    expect(await enable({ PolicyType: 'WISHFUL_POLICY' })).toBe('InvalidInputException INVALID_ENUM_POLICY_TYPE');
    expect(await enable({})).toBe('none');
    expect(await enable({})).toBe('PolicyTypeAlreadyEnabledException');
    const disabled = organizations.send(new DisablePolicyTypeCommand({ ...type, PolicyType: 'TAG_POLICY' }));
    expect(await refusalOf(disabled)).toBe('PolicyTypeNotEnabledException');
    await control.seed({ empty: { featureSet: 'CONSOLIDATED_BILLING' } });
    expect(await enable({})).toBe('PolicyTypeNotAvailableForOrganizationException');
  });
});
