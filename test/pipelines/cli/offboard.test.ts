import { describe, expect, it } from 'vitest';
import { quarantinedAccounts, quarantinePolicyName } from '../../../scp-policies/quarantine.ts';
import { faultOf } from '../../hub/gateway/faults.ts';
import { canaryUnit, governanceText, governed } from '../bootstrap/example-organization.fixture.ts';
import { Platform } from './organization-desk.fixture.ts';

const before = await governed(8);
const account = '111122223333';
const without = governanceText.replace(/^ {2}claims-assistant:\n(?: {4}.*\n|\n)+/m, '');

async function world(platform: Platform) {
  const { policies, stackSets, accounts } = await platform.control.dump();
  const quarantine = policies.find(({ name }) => name === quarantinePolicyName);
  return {
    cutOff: quarantinedAccounts(quarantine?.text ?? ''),
    hasRole: stackSets.some(({ body }) => body.includes('claims-assistant')),
    unit: accounts.find(({ id }) => id === account)?.parentId,
  };
}

describe('gatehouse offboard', () => {
  it('refuses while the file has applications there, and names their lines', async () => {
    const platform = await Platform.over(before);
    const { code, message } = await faultOf(platform.run('offboard', account, '--yes'));
    const line = governanceText.split('\n').indexOf('  claims-assistant:') + 1;
    expect(code).toBe('usage');
    expect(message).toContain(`governance.yaml:${line}:3  claims-assistant`);
    expect(await platform.control.writes()).toEqual([]);
  });

  it('cuts the account off, removes its roles, and leaves it under its policies', async () => {
    const platform = await Platform.over(before);
    platform.write(without);
    const { out, error } = await platform.run('offboard', account);
    expect(platform.questions).toHaveLength(2);
    expect(error).toContain('RoleclaimsXassistant (AWS::IAM::Role)');
    expect(await world(platform)).toEqual({ cutOff: [account], hasRole: false, unit: 'ou-ab12-canary01' });
    for (const said of ['stays where it is', 'Records, evidence and holds stay', 'bundle publish', 'cdk deploy'])
      expect(out).toContain(said);
  });

  it('shows what it is about to change even where it does not ask', async () => {
    const platform = await Platform.over(before);
    platform.write(without);
    const { out, error } = await platform.run('offboard', account, '--yes', '--json');
    expect(platform.questions).toEqual([]);
    expect(error).toContain('~ StackSet');
    expect(JSON.parse(out)).toMatchObject({ account, quarantined: true, unit: canaryUnit });
  });

  it('keeps the account cut off where the person does not agree to the rest', async () => {
    const platform = await Platform.over(before);
    platform.write(without);
    platform.thinking = async () => {
      platform.agrees = platform.questions.length < 2;
    };
    expect((await platform.run('offboard', account)).code).toBe(1);
    expect(await world(platform)).toMatchObject({ cutOff: [account], hasRole: true });
  });

  it('changes nothing the second time', async () => {
    const platform = await Platform.over(before);
    platform.write(without);
    await platform.run('offboard', account, '--yes');
    await platform.control.forget();
    expect(JSON.parse((await platform.run('offboard', account, '--json')).out).changes).toBe(0);
    expect(await platform.control.writes()).toEqual([]);
    expect(platform.questions).toEqual([]);
  });
});
