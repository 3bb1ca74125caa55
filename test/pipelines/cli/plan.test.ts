import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { snapshotText } from '../../../pipelines/bootstrap/snapshot-file.ts';
import { expectFault, faultOf } from '../../hub/gateway/faults.ts';
import { governanceText, governed, sorted } from '../bootstrap/example-organization.fixture.ts';
import { Platform } from './organization-desk.fixture.ts';

const asItIs = sorted(8);
const asItShouldBe = await governed(8);
const drifted = {
  ...asItShouldBe,
  policies: asItShouldBe.policies.map((each) => (each.name === 'gatehouse-tags' ? { ...each, targets: [] } : each)),
};

describe('gatehouse plan', () => {
  it('ends with 0 where nothing is to be changed', async () => {
    const platform = await Platform.over(asItShouldBe);
    const { code, out, error } = await platform.run('plan');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toContain('No changes');
  });

  it('shows changes, keeps the plan, changes nothing, and ends with 2', async () => {
    const platform = await Platform.over(asItIs);
    const { code, out } = await platform.run('plan');
    expect(code).toBe(2);
    expect(out).toContain('+ StackSet GatehouseSpoke');
    expect(JSON.parse(platform.read('state/plan.json')).changes.length).toBeGreaterThan(40);
    expect(await platform.control.writes()).toEqual([]);
  });

  it('writes the plan elsewhere, and not as the one that was shown, where that is asked', async () => {
    const platform = await Platform.over(drifted);
    const { error } = await platform.run('plan', '--out', platform.file('mine.json'));
    expect(JSON.parse(platform.read('mine.json')).version).toBe(1);
    expect(existsSync(platform.file('state/plan.json'))).toBe(false);
    expect(error).toContain('mine.json');
  });

  it('tells of an exported organization what it tells of the organization, and asks no AWS', async () => {
    const platform = await Platform.over(drifted);
    writeFileSync(platform.file('organization.json'), snapshotText(drifted));
    const online = JSON.parse((await platform.run('plan', '--json')).out);
    await platform.control.forget();
    const { code, out } = await platform.run('plan', '--json', '--snapshot', platform.file('organization.json'));
    expect(code).toBe(2);
    expect(JSON.parse(out).changes).toEqual(online.changes);
    expect((await platform.control.calls()).calls).toEqual({});
  });

  it('says how often it asked what', async () => {
    const platform = await Platform.over(asItShouldBe);
    const { error } = await platform.run('plan', '--stats');
    expect(error).toMatch(/^\d+ calls, of which 0 were answered "slower":\n/);
    expect(error).toMatch(/ {2}\d+ {2}organizations:ListAccountsForParent\n/);
  });

  it('names the line of a unit that is not there', async () => {
    const platform = await Platform.over(asItIs);
    platform.write(
      governanceText.replace('createUnits: true\n', 'createUnits: false\n').replaceAll('/GenAI', '/Other'),
    );
    const { code, message } = await faultOf(platform.run('plan'));
    expect(code).toBe('configuration_invalid');
    const line = governanceText.split('\n').findIndex((each) => each.includes('units: {')) + 1;
    expect(message).toContain(`governance.yaml:${line}:`);
    expect(message).toContain('/Workloads/Other');
  });

  it('prints a fault as JSON, and on standard error, where JSON is asked for', async () => {
    const platform = await Platform.over(asItIs);
    await platform.control.behave({ credentials: 'expired' });
    const { code, out, error } = await platform.run('plan', '--json');
    expect(code).toBe(2);
    const fault = JSON.parse(out).error;
    expect(fault.code).toBe('credentials_invalid');
    expect(error).toBe(`${fault.message} ${fault.remedy}\n`);
  });

  it('writes no plan where the organization cannot be read', async () => {
    const platform = await Platform.over(asItIs);
    await platform.control.behave({ denied: ['organizations:ListRoots'] });
    await expectFault(platform.run('plan'), 'permission_missing');
    expect(existsSync(platform.state)).toBe(false);
  });
});
