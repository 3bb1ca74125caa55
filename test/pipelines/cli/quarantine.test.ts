import { describe, expect, it } from 'vitest';
import { quarantineDocument, quarantinedAccounts, quarantinePolicyName } from '../../../scp-policies/quarantine.ts';
import { expectFault, faultOf } from '../../hub/gateway/faults.ts';
import { governed, sorted } from '../bootstrap/example-organization.fixture.ts';
import { Platform } from './organization-desk.fixture.ts';

const before = await governed(8);
const account = '111122223333';
const withPolicy = (change: object) => ({
  ...before,
  policies: before.policies.map((each) => (each.name === quarantinePolicyName ? { ...each, ...change } : each)),
});

async function cutOff(platform: Platform): Promise<readonly string[]> {
  const { policies } = await platform.control.dump();
  return quarantinedAccounts(policies.find(({ name }) => name === quarantinePolicyName)?.text ?? '');
}

describe('gatehouse quarantine', () => {
  it('asks, and cuts an account off with one call', async () => {
    const platform = await Platform.over(before);
    const { out } = await platform.run('quarantine', account);
    expect(platform.questions).toEqual([
      'Cut 111122223333 (account 111122223333, in /Workloads/Canary) off from the hub?',
    ]);
    expect((await platform.control.writes()).map(({ action }) => action)).toEqual(['organizations:UpdatePolicy']);
    expect(await cutOff(platform)).toEqual([account]);
    expect(out).toContain('calls of claims-assistant');
    expect(out).toContain('gatehouse quarantine 111122223333 --lift');
  });

  it('leaves others cut off, and lets one in alone', async () => {
    const platform = await Platform.over(withPolicy({ text: quarantineDocument(['222233334444']) }));
    await platform.run('quarantine', account, '--yes');
    expect(await cutOff(platform)).toEqual([account, '222233334444']);
    await platform.run('quarantine', '222233334444', '--lift', '--yes');
    expect(await cutOff(platform)).toEqual([account]);
  });

  it.each([
    ['cut off', [], [account]],
    ['let in', ['--lift'], []],
  ])('changes nothing where the account is %s already', async (_what, options, listed) => {
    const platform = await Platform.over(withPolicy({ text: quarantineDocument(listed) }));
    const { out } = await platform.run('quarantine', account, '--json', ...options);
    expect(JSON.parse(out)).toMatchObject({ account, changed: false });
    expect(await platform.control.writes()).toEqual([]);
    expect(platform.questions).toEqual([]);
  });

  it('changes nothing where the person does not agree', async () => {
    const platform = await Platform.over(before);
    platform.agrees = false;
    expect((await platform.run('quarantine', account)).code).toBe(1);
    expect(await cutOff(platform)).toEqual([]);
  });

  it('writes down who, what and why', async () => {
    const platform = await Platform.over(before);
    await platform.run('quarantine', account, '--yes', '--reason', 'keys in a public repository');
    const { out } = await platform.run('apply', '--journal');
    expect(out).toContain('keys in a public repository');
    expect(out).toMatch(/done {5}update-policy:SCP:gatehouse-scp-quarantine/);
  });

  it.each([
    ['is not there', sorted(8)],
    ['binds nobody', withPolicy({ targets: [] })],
    ['binds another unit than the hub’s', withPolicy({ targets: ['ou-ab12-genai001'] })],
  ])('refuses where its policy %s, rather than pretend', async (_what, snapshot) => {
    const platform = await Platform.over(snapshot);
    const { code, remedy } = await faultOf(platform.run('quarantine', account, '--yes'));
    expect(code).toBe('organization_conflict');
    expect(remedy).toContain('gatehouse apply');
    expect(await platform.control.writes()).toEqual([]);
  });

  it('refuses where somebody rewrote its policy', async () => {
    const text = quarantineDocument(['222233334444']).replace('execute-api:Invoke', 's3:GetObject');
    const platform = await Platform.over(withPolicy({ text }));
    await expectFault(platform.run('quarantine', account, '--yes'), 'organization_conflict');
    expect(await platform.control.writes()).toEqual([]);
  });

  it.each(['999999999999', '12', '*'])('refuses %s, which is no account of the organization', async (other) => {
    const platform = await Platform.over(before);
    await expectFault(platform.run('quarantine', other, '--yes'), 'usage');
    expect(await platform.control.writes()).toEqual([]);
  });
});
