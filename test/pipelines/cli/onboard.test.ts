import { describe, expect, it } from 'vitest';
import { expectFault, faultOf } from '../../hub/gateway/faults.ts';
import { appsUnit, canaryUnit, governed, management } from '../bootstrap/example-organization.fixture.ts';
import { Platform } from './organization-desk.fixture.ts';

const inOrder = await governed(8);
const newcomer = '200000000099';
const name = 'new\u001b[2J\u202eteam';
const withNewcomer = (state = 'ACTIVE') => ({
  ...inOrder,
  accounts: [...inOrder.accounts, { id: newcomer, name, parentId: inOrder.root.id, state }].toSorted((one, other) =>
    one.id < other.id ? -1 : 1,
  ),
  policies: inOrder.policies.map((policy) =>
    policy.awsManaged ? { ...policy, targets: [...policy.targets, newcomer].toSorted() } : policy,
  ),
});

describe('gatehouse onboard', () => {
  it('asks, moves the account, waits for its stacks, and says what governs it', async () => {
    const platform = await Platform.over(withNewcomer());
    const { out, error } = await platform.run('onboard', newcomer, '--unit', appsUnit);
    expect(platform.questions).toHaveLength(1);
    expect(error).toContain('Waiting for ');
    expect(out).toContain('gatehouse-scp-spokes-1');
    expect(out).toContain('GatehouseSpoke');
    expect(out).toContain(`account: "${newcomer}"`);
    expect(out).toContain(`arn:aws:iam::${newcomer}:role/`);
    const { accounts } = await platform.control.dump();
    expect(accounts.find(({ id }) => id === newcomer)?.parentId).toBe('ou-ab12-genai001');
    for (const character of ['\u001b', '\u202e'])
      expect(out + error + platform.questions.join('')).not.toContain(character);
  });

  it('moves nothing where the account is in its place, and says the same', async () => {
    const platform = await Platform.over(inOrder);
    const { out } = await platform.run('onboard', '111122223333', '--json');
    expect(JSON.parse(out)).toMatchObject({ moved: false, unit: canaryUnit, applications: ['claims-assistant'] });
    expect(await platform.control.writes()).toEqual([]);
  });

  it('changes nothing where the person does not agree', async () => {
    const platform = await Platform.over(withNewcomer());
    platform.agrees = false;
    expect((await platform.run('onboard', newcomer, '--unit', appsUnit)).code).toBe(1);
    expect(await platform.control.writes()).toEqual([]);
  });

  it('wants to be told the unit where there are several', async () => {
    const platform = await Platform.over(withNewcomer());
    const { message } = await faultOf(platform.run('onboard', newcomer, '--yes'));
    expect(message).toContain(`${canaryUnit}, ${appsUnit}`);
    expect(message).toContain('--unit');
  });

  it.each([
    ['that is suspended', newcomer, 'SUSPENDED', appsUnit],
    ['that manages the organization', management, 'ACTIVE', appsUnit],
    ['that is not in the organization', '999999999999', 'ACTIVE', appsUnit],
    ['into a unit that is none', newcomer, 'ACTIVE', '/Nowhere'],
    ['into a unit that nobody governs', newcomer, 'ACTIVE', '/Workloads'],
    ['into the unit of the hub', newcomer, 'ACTIVE', '/Gatehouse'],
    ['into another account', newcomer, 'ACTIVE', '111122223333'],
  ])('refuses an account %s', async (_what, account, state, unit) => {
    const platform = await Platform.over(withNewcomer(state));
    await expectFault(platform.run('onboard', account, '--unit', unit, '--yes'), 'usage');
    expect(await platform.control.writes()).toEqual([]);
  });

  it('says which StackSet failed, and that policies bind the account all the same', async () => {
    const platform = await Platform.over(withNewcomer());
    await platform.control.behave({ failingAccounts: { [newcomer]: 'A role of that name exists already' } });
    const { code, message } = await faultOf(platform.run('onboard', newcomer, '--unit', appsUnit, '--yes'));
    expect(code).toBe('change_failed');
    expect(message).toMatch(/policies bind it, but GatehouseBreakGlass.* failed/);
  });

  it('does not wait for ever', async () => {
    const platform = await Platform.over(withNewcomer());
    await platform.control.behave({ delays: { autoDeployment: 1_000_000 } });
    const { message } = await faultOf(platform.run('onboard', newcomer, '--unit', appsUnit, '--yes', '--wait', '1'));
    expect(message).toContain('did not come');
  });

  it.each(['soon', '-1', '1.5', ''])('takes no %j for a number of minutes', async (wait) => {
    const platform = await Platform.over(withNewcomer());
    await expectFault(platform.run('onboard', newcomer, '--unit', appsUnit, '--yes', `--wait=${wait}`), 'usage');
    expect(await platform.control.writes()).toEqual([]);
  });
});
