import { beforeAll, describe, expect, it } from 'vitest';
import type { Change, ChangeBody } from '../../../../pipelines/bootstrap/change.ts';
import type { Snapshot, StackInstance } from '../../../../pipelines/bootstrap/snapshot.ts';
import type { AccountStatus } from '../../../../pipelines/bootstrap/status/account-status.ts';
import { statusOf } from '../../../../pipelines/bootstrap/status/status.ts';
import { quarantineDocument, quarantinePolicyName } from '../../../../scp-policies/quarantine.ts';
import { bundleOf, governed, hubAccount, ids, ungoverned, withChanged } from '../governed-organization.fixture.ts';

const bundle = bundleOf('aws');
const [claims, empty, research, playground] = ['111122223333', '222233334444', '333344445555', '555566667777'];
let world: Snapshot;
beforeAll(async () => {
  world = await governed(bundle);
});

function accountOf(
  id: string | undefined,
  more: { readonly changes?: readonly Change[]; readonly snapshot?: Snapshot } = {},
): AccountStatus | undefined {
  return statusOf({ bundle, changes: [], snapshot: world, ...more }).accounts.find((account) => account.id === id);
}

function change(body: ChangeBody, accounts: readonly (string | undefined)[]): Change {
  return { ...body, id: JSON.stringify(body), wave: 1, why: '', accounts: accounts.filter((id) => id !== undefined) };
}

function withStack(instance: Partial<StackInstance>): Snapshot {
  const current = {
    account: claims!,
    region: 'us-east-1',
    unitId: ids.spokes,
    status: 'CURRENT',
    detailedStatus: 'SUCCEEDED',
    drift: 'IN_SYNC',
  };
  const set = {
    name: 'GatehouseSpoke',
    body: '{}',
    units: [ids.spokes],
    autoDeployment: true,
    instances: [{ ...current, ...instance }],
  };
  return { ...world, stackSets: [set] };
}

describe('the status', () => {
  it('is in order where nothing is left to change', () => {
    const status = statusOf({ bundle, changes: [], snapshot: world });
    expect(status).toMatchObject({ organizationId: 'o-exampleorg1', inOrder: true });
    expect(status.totals).toEqual({ accounts: 6, governed: 4, inOrder: 4, drifted: 0, quarantined: 0, changes: 0 });
    expect(status.accounts.map(({ id }) => id)).toEqual([claims, empty, research, hubAccount]);
  });

  it('tells of each account what it is and what is in force', () => {
    const spoke = accountOf(claims);
    expect(spoke).toMatchObject({
      name: 'claims',
      state: 'ACTIVE',
      unit: '/Workloads/GenAI',
      governed: 'spokes',
      applications: ['claims-assistant'],
      quarantined: false,
      inOrder: true,
    });
    expect(spoke?.policies).toMatchObject({ drifted: [], missing: [], unwanted: [] });
    expect(spoke?.policies.inPlace).toEqual(expect.arrayContaining(['gatehouse-scp-spokes-1', 'gatehouse-tags']));
    expect(spoke?.policies.inPlace).not.toContain('FullAWSAccess');
    expect(accountOf(hubAccount)).toMatchObject({ governed: 'hub', unit: '/Hub', applications: [] });
  });

  it('is not in order while anything is left to change, even if it reaches no account', () => {
    const status = statusOf({
      bundle,
      changes: [change({ kind: 'enable-trusted-access', service: 'x' }, [])],
      snapshot: world,
    });
    expect(status).toMatchObject({ inOrder: false, totals: { inOrder: 4, changes: 1 } });
  });

  it('tells what is missing, changed and unwanted, by what a plan would do about it', () => {
    const [name, other] = ['gatehouse-scp-spokes-1', 'gatehouse-scp-spokes-2'];
    const changes = [
      change({ kind: 'attach-policy', type: 'SCP', name: 'gatehouse-scp-spokes-3', target: ids.spokes }, [claims]),
      change({ kind: 'update-policy', type: 'SCP', name, before: '{}', text: '{}' }, [claims]),
      change({ kind: 'detach-policy', type: 'SCP', name: other, target: ids.spokes }, [claims]),
    ];
    const account = accountOf(claims, { changes });
    expect(account).toMatchObject({ inOrder: false });
    expect(account?.policies).toMatchObject({
      missing: ['gatehouse-scp-spokes-3'],
      drifted: [name],
      unwanted: [other],
    });
    expect(account?.policies.inPlace).not.toEqual(expect.arrayContaining([name]));
    expect(account?.policies.inPlace).not.toEqual(expect.arrayContaining([other]));
    expect(accountOf(empty, { changes })?.inOrder).toBe(true);
  });

  it('says nothing of candidates, which come and go within a plan', () => {
    const name = 'gatehouse-scp-spokes-1-canary';
    const changes = [change({ kind: 'attach-policy', type: 'SCP', name, target: ids.spokes }, [claims])];
    expect(accountOf(claims, { changes })?.policies.missing).toEqual([]);
  });

  it.each([
    ['OUTDATED', 'IN_SYNC', false],
    ['INOPERABLE', 'UNKNOWN', false],
    ['CURRENT', 'DRIFTED', false],
    ['CURRENT', 'NOT_CHECKED', true],
  ])('sees stacks that are %s and %s', (status, drift, inOrder) => {
    const account = accountOf(claims, { snapshot: withStack({ status, drift }) });
    expect(account).toMatchObject({ inOrder, stacks: [{ stackSet: 'GatehouseSpoke', status, drift }] });
  });

  it('lets stacks be in accounts that nobody can deploy to', () => {
    const snapshot = withStack({ status: 'OUTDATED' });
    const accounts = snapshot.accounts.map((account) => ({ ...account, state: 'SUSPENDED' }));
    expect(accountOf(claims, { snapshot: { ...snapshot, accounts } })).toMatchObject({
      state: 'SUSPENDED',
      inOrder: true,
    });
  });

  it('sees stacks that are still to come', () => {
    const deploy = change(
      { kind: 'deploy-stack-set', name: 'GatehouseSpoke', region: 'us-east-1', targets: [ids.spokes] },
      [empty],
    );
    expect(accountOf(empty, { changes: [deploy] })).toMatchObject({ stacksToCome: ['GatehouseSpoke'], inOrder: false });
  });

  it('sees applications that nobody governs', () => {
    const { applications } = bundle;
    const astray = {
      ...bundle,
      applications: { ...applications, x: { ...applications['claims-assistant']!, name: 'x', accountId: playground! } },
    };
    const [account] = statusOf({ bundle: astray, changes: [], snapshot: world }).accounts.filter(
      ({ id }) => id === playground,
    );
    expect(account).toMatchObject({ governed: null, applications: ['x'], inOrder: false });
  });

  it('tells who is quarantined', () => {
    const policy = {
      id: 'p-q',
      name: quarantinePolicyName,
      type: 'SCP' as const,
      awsManaged: false,
      targets: [ids.hub],
    };
    const quarantine = (text: string): Snapshot => ({ ...world, policies: [...world.policies, { ...policy, text }] });
    const snapshot = quarantine(quarantineDocument([empty!]));
    expect(accountOf(empty, { snapshot })).toMatchObject({ quarantined: true, inOrder: true });
    expect(accountOf(claims, { snapshot })).toMatchObject({ quarantined: false });
    expect(statusOf({ bundle, changes: [], snapshot }).totals.quarantined).toBe(1);
    expect(() => accountOf(empty, { snapshot: quarantine('{}') })).toThrow(/gatehouse-scp-quarantine/);
  });

  it('tells of accounts that were left with something', () => {
    const snapshot = withChanged(world, 'gatehouse-tags', (each) => ({
      ...each,
      targets: [...each.targets, ids.sandbox],
    }));
    expect(accountOf(playground, { snapshot })).toMatchObject({
      governed: null,
      policies: { inPlace: ['gatehouse-tags'] },
    });
  });

  it('finds units by their paths, and none in an organization that has none', () => {
    const policies = { ...bundle.organization.policies, units: { spokes: ['/Workloads'], hub: ['/Nowhere'] } };
    const byPath = { ...bundle, organization: { ...bundle.organization, policies } };
    const status = statusOf({ bundle: byPath, changes: [], snapshot: ungoverned(bundle) });
    expect(status.accounts.map(({ id, governed: kind }) => [id, kind])).toEqual(
      [claims, empty, research].map((id) => [id, 'spokes']),
    );
  });
});
