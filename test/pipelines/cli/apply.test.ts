import { describe, expect, it } from 'vitest';
import { expectFault, faultOf } from '../../hub/gateway/faults.ts';
import { governanceText, governed, management } from '../bootstrap/example-organization.fixture.ts';
import { Platform } from './organization-desk.fixture.ts';

const before = await governed(8);
const changedRules = governanceText.replace('role/incident-commander', 'role/other-commander');

/** An organization in order, and rules that ask for one template more than it has. */
async function platformWithPlan(): Promise<Platform> {
  const platform = await Platform.over(before);
  platform.write(changedRules);
  await platform.run('plan');
  return platform;
}

const written = async (platform: Platform) => (await platform.control.writes()).map(({ action }) => action);

describe('gatehouse apply', () => {
  it('shows the plan, asks, and makes the changes', async () => {
    const platform = await platformWithPlan();
    const { out, error, code } = await platform.run('apply');
    expect(platform.questions).toEqual(['Make this change?']);
    expect(error).toContain('~ StackSet GatehouseBreakGlass');
    expect(error).toContain('Wave 1 of 1: 1 change\n');
    expect(error).toMatch(/ {2}✓ ~ StackSet GatehouseBreakGlass: 8 of 8 accounts\n$/);
    expect(out).toMatch(/^1 change made\./);
    expect(code).toBeUndefined();
    expect(await written(platform)).toContain('cloudformation:UpdateStackSet');
  });

  it('changes nothing where the person does not agree, and ends with 1', async () => {
    const platform = await platformWithPlan();
    platform.agrees = false;
    const { code, error } = await platform.run('apply');
    expect(code).toBe(1);
    expect(error).toMatch(/Nothing was changed\.\n$/);
    expect(await written(platform)).toEqual([]);
  });

  it('changes nothing the second time, and asks nothing', async () => {
    const platform = await platformWithPlan();
    await platform.run('apply', '--yes');
    const { out } = await platform.run('apply');
    expect(out).toBe('Nothing was left to change. 1 of the plan were made before.\n');
    expect(platform.questions).toEqual([]);
  });

  it('refuses a plan of other rules than those of the file', async () => {
    const platform = await platformWithPlan();
    platform.write(governanceText);
    await expectFault(platform.run('apply', '--yes'), 'plan_stale');
    expect(await written(platform)).toEqual([]);
  });

  it('refuses where the organization was changed while the person thought', async () => {
    const platform = await platformWithPlan();
    platform.thinking = async () => {
      const moved = before.policies.map((each) =>
        each.name === 'gatehouse-scp-quarantine' ? { ...each, targets: [] } : each,
      );
      await platform.control.seed({ snapshot: { ...before, policies: moved }, callerArn: caller });
    };
    const { code, message } = await faultOf(platform.run('apply'));
    expect(code).toBe('plan_stale');
    expect(message).toContain('attach-policy:SCP:gatehouse-scp-quarantine@/Gatehouse');
    expect(await written(platform)).toEqual([]);
  });

  it('names the permission that is missing, before it changes anything', async () => {
    const platform = await platformWithPlan();
    await platform.control.behave({ denied: ['cloudformation:UpdateStackSet'] });
    const { code, message } = await faultOf(platform.run('apply', '--yes'));
    expect(code).toBe('permission_missing');
    expect(message).toContain('cloudformation:UpdateStackSet');
    expect(await written(platform)).toEqual([]);
  });

  it('refuses where a policy of others would keep the deployer out, and names its statement', async () => {
    const platform = await platformWithPlan();
    const Statement = [{ Sid: 'NoRoles', Effect: 'Deny', Action: 'iam:*', Resource: '*' }];
    const fence = {
      id: 'p-landing1',
      name: 'landing-zone',
      type: 'SCP' as const,
      awsManaged: false,
      text: JSON.stringify({ Version: '2012-10-17', Statement }),
      targets: ['ou-ab12-workload'],
    };
    const policies = [...before.policies, fence].toSorted((one, other) => (one.id < other.id ? -1 : 1));
    await platform.control.seed({ snapshot: { ...before, policies }, callerArn: caller });
    const { code, message } = await faultOf(platform.run('apply', '--yes'));
    expect(code).toBe('lock_out');
    expect(message).toContain('landing-zone (NoRoles)');
    expect(await written(platform)).toEqual([]);
  });

  it('names the account in which a StackSet failed, and goes on when it is mended', async () => {
    const platform = await platformWithPlan();
    await platform.control.behave({ failingAccounts: { '111122223333': 'A role of that name exists already' } });
    const { code, message } = await faultOf(platform.run('apply', '--yes'));
    expect(code).toBe('change_failed');
    expect(message).toMatch(/111122223333.*A role of that name exists already/s);
    await platform.control.behave({ failingAccounts: {} });
    expect((await platform.run('apply', '--yes')).out).toMatch(/^1 change made\./);
    expect((await platform.run('plan')).code).toBe(0);
  });

  it('asks for a plan where none was shown', async () => {
    const platform = await Platform.over(before);
    expect((await faultOf(platform.run('apply', '--yes'))).message).toContain('Make one with gatehouse plan.');
  });

  it('prints what was done, by whom and when', async () => {
    const platform = await platformWithPlan();
    expect((await platform.run('apply', '--journal')).out).toBe('Nothing was changed from here yet.\n');
    await platform.run('apply', '--yes');
    const { out } = await platform.run('apply', '--journal');
    expect(out).toMatch(/begun .* by arn:aws:sts::123456789012:assumed-role\/platform\/someone {2}\(1 of 1 to make\)/);
    expect(out).toMatch(/done .*update-stack-set:GatehouseBreakGlass/);
    expect(out).toMatch(/ended .*\(1 made\)\n$/);
    const { lines } = JSON.parse((await platform.run('apply', '--journal', '--json')).out);
    expect(lines.map(({ event }: { event: string }) => event)).toEqual(['begun', 'started', 'done', 'ended']);
    expect(JSON.stringify(lines)).not.toContain('Statement');
  });
});

const caller = `arn:aws:sts::${management}:assumed-role/platform/someone`;
