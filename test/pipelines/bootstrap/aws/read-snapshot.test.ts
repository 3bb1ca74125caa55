import { describe, expect, it } from 'vitest';
import { denyAll, deskScene } from './desk.fixture.ts';

const guardrail = 'arn:aws:bedrock:us-east-1:111111111111:guardrail/abcdef123456';
const nothing = { guardrails: [] };

describe('reading an organization', () => {
  it('finds what is there: units, accounts, policies with their targets, trust', async () => {
    const { desk, server, make } = await deskScene({
      empty: { accounts: 45, units: ['/Workloads/GenAI', '/Workloads/Other', '/Hub'], policyTypes: ['SCP', 'TAG'] },
    });
    await make({ kind: 'create-policy', type: 'SCP', name: 'landing-zone', text: denyAll });
    await make({ kind: 'attach-policy', type: 'SCP', name: 'landing-zone', target: '/Workloads' });
    await make({ kind: 'enable-trusted-access', service: 'sso.amazonaws.com' });
    const account = '200000000001';
    await make({ kind: 'register-delegated-administrator', account, service: 'sso.amazonaws.com' });

    const { takenAt, ...read } = await desk.read(nothing);
    const { takenAt: _, ...there } = await server.control.dump();
    expect(new Date(takenAt).toISOString()).toBe(takenAt);
    // RCPs are not enabled here: AWS has RCPFullAWSAccess all the same, and nobody needs to know.
    expect(read).toEqual({ ...there, policies: there.policies.filter(({ type }) => type === 'SCP') });
    expect(read.accounts).toHaveLength(46);
    expect(read.policies.map(({ name }) => name).toSorted()).toEqual(['FullAWSAccess', 'landing-zone']);
    expect(read.policies.find(({ awsManaged }) => awsManaged)?.targets).toHaveLength(1 + 4 + 46);
    expect(read.delegatedAdministrators).toEqual([{ accountId: account, services: ['sso.amazonaws.com'] }]);
  });

  it('gives the same text again, in the order of ids', async () => {
    const { desk, another } = await deskScene({ empty: { accounts: 30, units: 7, policyTypes: ['SCP'] } });
    const first = { ...(await desk.read(nothing)), takenAt: '' };
    expect(JSON.stringify({ ...(await another().read(nothing)), takenAt: '' })).toBe(JSON.stringify(first));
    expect(first.units.map(({ id }) => id)).toEqual(first.units.map(({ id }) => id).toSorted());
    expect(first.accounts.map(({ id }) => id)).toEqual(first.accounts.map(({ id }) => id).toSorted());
  });

  it('goes on after pages that are empty', async () => {
    const { desk, server } = await deskScene({ empty: { accounts: 90, units: 2, policyTypes: ['SCP'] } });
    await server.control.behave({ emptyPages: 2 });
    const read = await desk.read(nothing);
    expect(read.accounts).toHaveLength(91);
    expect(read.units).toHaveLength(2);
    expect(read.policies).toHaveLength(1);
  });

  it('reads only policies of types that are enabled', async () => {
    const { desk } = await deskScene({ empty: { accounts: 1 } });
    const read = await desk.read(nothing);
    expect(read.policies).toEqual([]);
    expect(read.root.policyTypes).toEqual([]);
    expect(desk.stats().calls).not.toHaveProperty('organizations:ListPolicies');
  });

  it('says of each guardrail whether that version is ready, and what its policy says', async () => {
    const { desk, make } = await deskScene({ empty: { guardrails: [guardrail] } });
    const region = 'us-east-1';
    const missing = { arn: guardrail.replace('abcdef', 'fedcba'), version: 1, region };
    await make({ kind: 'put-guardrail-policy', arn: guardrail, region, text: denyAll });
    const request = {
      guardrails: [{ arn: guardrail, version: 2, region }, missing, { arn: guardrail, version: 1, region }],
    };
    expect((await desk.read(request)).guardrails).toEqual([
      { arn: guardrail, version: 1, exists: true, resourcePolicy: denyAll },
      { arn: guardrail, version: 2, exists: false, resourcePolicy: denyAll },
      { arn: missing.arn, version: 1, exists: false, resourcePolicy: null },
    ]);
  });
});

/** Long enough for what was asked already to be answered: the clock of the desk takes no time to sleep. */
function inFlight(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}

describe('what reading asks of AWS', () => {
  it('grows with pages and units, not with accounts times policies: 5,000 accounts in 300 units', async () => {
    const { desk, server } = await deskScene({ empty: { accounts: 5_000, units: 300, policyTypes: ['SCP', 'RCP'] } });
    const read = await desk.read(nothing);
    expect(read.accounts).toHaveLength(5_001);
    expect(read.units).toHaveLength(300);
    const { calls, throttled } = desk.stats();
    expect(throttled).toBe(0);
    // 301 parents, each with less than a page of accounts; the root has 15 pages of units.
    expect(calls['organizations:ListAccountsForParent']).toBe(301);
    expect(calls['organizations:ListOrganizationalUnitsForParent']).toBe(300 + 15);
    // Two policies of AWS, attached to 5,302 targets each.
    expect(calls['organizations:ListPolicies']).toBe(2);
    expect(calls['organizations:DescribePolicy']).toBe(2);
    expect(calls['organizations:ListTargetsForPolicy']).toBe(2 * Math.ceil(5_302 / 20));
    const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(301 + 315 + 2 + 2 + 532 + 5);
    expect((await server.control.calls()).calls).toEqual(calls);
  });

  it('reads all of it where every third request is answered "slower", and counts those', async () => {
    const { desk, server, clock } = await deskScene({ empty: { accounts: 200, units: 20, policyTypes: ['SCP'] } });
    await server.control.behave({ throttle: { every: 3 } });
    const read = await desk.read(nothing);
    expect(read.accounts).toHaveLength(201);
    const { calls, throttled } = desk.stats();
    const total = Object.values(calls).reduce((sum, count) => sum + count, 0);
    expect(throttled).toBe(Math.floor(total / 3));
    expect(clock.slept).toHaveLength(throttled);
  });

  it('gives up where it is answered nothing else, and stops asking', async () => {
    const { desk, server } = await deskScene({ empty: { accounts: 200, units: 20, policyTypes: ['SCP'] } });
    await server.control.behave({ throttle: { every: 1 } });
    await expect(desk.read(nothing)).rejects.toMatchObject({ code: 'aws_unavailable' });
    await inFlight();
    const asked = await server.control.calls();
    await inFlight();
    expect(await server.control.calls()).toEqual(asked);
  });
});
