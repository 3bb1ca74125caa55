import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { snapshotText } from '../../../pipelines/bootstrap/snapshot-file.ts';
import { runState } from '../../hub/audit/verifier/sealed-state.ts';
import { expectFault } from '../../hub/gateway/faults.ts';
import { governed } from '../bootstrap/example-organization.fixture.ts';
import { Platform } from './organization-desk.fixture.ts';

const asItShouldBe = await governed(8);
const drifted = {
  ...asItShouldBe,
  policies: asItShouldBe.policies.map((each) =>
    each.name === 'gatehouse-scp-spokes-1' ? { ...each, targets: [] } : each,
  ),
};

describe('gatehouse status', () => {
  it('ends with 0 where all is as the file has it', async () => {
    const platform = await Platform.over(asItShouldBe);
    const { code, out } = await platform.run('status');
    expect(out).toContain('111122223333');
    expect(code).toBe(0);
  });

  it('ends with 2 where a policy was detached, and says in which accounts it is missing', async () => {
    const platform = await Platform.over(drifted);
    const { code, out } = await platform.run('status');
    expect(code).toBe(2);
    expect(out).toContain('gatehouse-scp-spokes-1');
    expect(await platform.control.writes()).toEqual([]);
  });

  it('asks AWS what is in force after inheritance where that is wanted, and only then', async () => {
    const platform = await Platform.over(asItShouldBe);
    await platform.run('status');
    expect((await platform.control.calls()).calls['organizations:DescribeEffectivePolicy']).toBeUndefined();
    const { code } = await platform.run('status', '--effective');
    expect(code).toBe(0);
    // Seven spokes and the hub; three types of policies have an outcome.
    expect((await platform.control.calls()).calls['organizations:DescribeEffectivePolicy']).toBe(8 * 3);
  });

  it('says when a call of each account was sealed last, where it is shown the evidence', async () => {
    const platform = await Platform.over(asItShouldBe);
    const state = platform.file('hub');
    const hub = await runState(state, { now: () => Date.UTC(2026, 10, 20, 9) });
    const recordId = await hub.call();
    await hub.sealNow();
    await hub.close();
    const { out } = await platform.run('status', '--json', '--evidence', state);
    const accounts: { id: string; lastSealed?: { recordId: string } | null }[] = JSON.parse(out).accounts;
    expect(accounts.find(({ id }) => id === '222233334444')?.lastSealed?.recordId).toBe(recordId);
    expect(accounts.find(({ id }) => id === '111122223333')?.lastSealed).toBeNull();
    const { out: told } = await platform.run('status', '--evidence', state);
    expect(told).toMatch(/222233334444 .*last sealed call 2026-11-20T09:00:00\.000Z \(gatehouse\/o-test/);
    expect(told).toMatch(/111122223333 .*no sealed call/);
  });

  it('is told of an exported organization without AWS', async () => {
    const platform = await Platform.over(asItShouldBe);
    writeFileSync(platform.file('organization.json'), snapshotText(drifted));
    const { code, out } = await platform.run('status', '--json', '--snapshot', platform.file('organization.json'));
    expect(code).toBe(2);
    expect(JSON.parse(out).inOrder).toBe(false);
    expect((await platform.control.calls()).calls).toEqual({});
  });

  it('does not pretend that an exported organization has effective policies', async () => {
    const platform = await Platform.over(asItShouldBe);
    await expectFault(platform.run('status', '--effective', '--snapshot', 'x.json'), 'usage');
  });
});
