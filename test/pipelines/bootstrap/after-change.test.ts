import { describe, expect, it } from 'vitest';
import { afterChanges } from '../../../pipelines/bootstrap/after-change.ts';
import type { ChangeBody } from '../../../pipelines/bootstrap/change.ts';
import type { Snapshot } from '../../../pipelines/bootstrap/snapshot.ts';
import { account, accountId, emptyOrganization, policyNamed, rootId, unitId } from './organization.fixture.ts';

const changed = (snapshot: Snapshot, ...changes: readonly ChangeBody[]) => afterChanges(snapshot, changes);
const region = 'us-east-1';
const set = { name: 'GatehouseSpoke', description: 'Spoke', body: '{}' };

describe('an organization after a change', () => {
  it('has the policy that allows everything wherever a type was enabled', () => {
    const organization = changed(emptyOrganization(1), { kind: 'enable-policy-type', type: 'RCP' });
    const [policy] = organization.policies;
    expect(policy).toMatchObject({ name: 'RCPFullAWSAccess', awsManaged: true });
    expect(policy?.targets).toEqual(expect.arrayContaining([rootId, unitId(1), accountId(10), accountId(11)]));
  });

  it('has it at units that are made later, too', () => {
    const path = '/Unit 1/New';
    const unit = { kind: 'create-unit', path, parent: '/Unit 1', name: 'New' } as const;
    const organization = changed(emptyOrganization(1), { kind: 'enable-policy-type', type: 'SCP' }, unit);
    const made = organization.units.find(({ name }) => name === 'New');
    expect(made?.parentId).toBe(unitId(1));
    expect(organization.policies[0]?.targets).toContain(made?.id);
  });

  it('is the same when the change is made again', () => {
    const changes: readonly ChangeBody[] = [
      { kind: 'enable-policy-type', type: 'SCP' },
      { kind: 'create-policy', type: 'SCP', name: 'one', text: '{}' },
      { kind: 'attach-policy', type: 'SCP', name: 'one', target: '/Unit 1' },
      { kind: 'create-unit', path: '/New', parent: rootId, name: 'New' },
      { kind: 'create-stack-set', ...set },
      { kind: 'deploy-stack-set', name: set.name, region, targets: ['/Unit 1'] },
      { kind: 'register-delegated-administrator', account: accountId(10), service: 'one.amazonaws.com' },
      { kind: 'enable-trusted-access', service: 'one.amazonaws.com' },
    ];
    const once = changed(emptyOrganization(1), ...changes);
    for (const change of changes) expect(changed(once, change)).toEqual(once);
  });

  it('leaves the snapshot before it as it was', () => {
    const before = emptyOrganization(1, { policies: [policyNamed('one', [])] });
    const copy = structuredClone(before);
    changed(before, { kind: 'attach-policy', type: 'SCP', name: 'one', target: unitId(1) });
    expect(before).toEqual(copy);
  });

  it('has stacks in active accounts of the units, and of units below', () => {
    const base = emptyOrganization(1);
    const deep = {
      ...base,
      units: [...base.units, { id: unitId(2), name: 'Below', parentId: unitId(1) }],
      accounts: [...base.accounts, account(50, unitId(2)), account(51, unitId(2), 'SUSPENDED')],
    };
    const deploy = { kind: 'deploy-stack-set', name: set.name, region, targets: [unitId(1)] } as const;
    const [found] = changed(deep, { kind: 'create-stack-set', ...set }, deploy).stackSets;
    expect(found?.units).toEqual([unitId(1)]);
    expect(found?.instances.map((instance) => instance.account)).toEqual([accountId(10), accountId(11), accountId(50)]);
  });

  it('keeps stacks of other Regions when those of one are withdrawn', () => {
    const deploy = (where: string) =>
      ({ kind: 'deploy-stack-set', name: set.name, region: where, targets: [unitId(1)] }) as const;
    const withdraw = { kind: 'withdraw-stack-set', name: set.name, region, targets: [unitId(1)] } as const;
    const organization = changed(
      emptyOrganization(1),
      { kind: 'create-stack-set', ...set },
      deploy(region),
      deploy('eu-west-1'),
      withdraw,
    );
    expect(new Set(organization.stackSets[0]?.instances.map((instance) => instance.region))).toEqual(
      new Set(['eu-west-1']),
    );
    expect(organization.stackSets[0]?.units).toEqual([unitId(1)]);
  });

  it('has the account where it was moved to', () => {
    const move = { kind: 'move-account', account: accountId(10), from: unitId(1), to: '/Unit 2' } as const;
    expect(changed(emptyOrganization(2), move).accounts.find(({ id }) => id === accountId(10))?.parentId).toBe(
      unitId(2),
    );
  });

  it('has the guardrail shared', () => {
    const guardrail = { arn: 'arn:g', version: 1, exists: true, resourcePolicy: null };
    const put = { kind: 'put-guardrail-policy', arn: 'arn:g', region, text: '{}' } as const;
    expect(changed(emptyOrganization(1, { guardrails: [guardrail] }), put).guardrails).toEqual([
      { ...guardrail, resourcePolicy: '{}' },
    ]);
  });

  it.each<ChangeBody>([
    { kind: 'attach-policy', type: 'SCP', name: 'missing', target: unitId(1) },
    { kind: 'update-policy', type: 'SCP', name: 'missing', text: '{}', before: '' },
    { kind: 'deploy-stack-set', name: 'Missing', region, targets: [] },
    { kind: 'create-unit', path: '/A/B', parent: '/A', name: 'B' },
  ])('is not made up where $kind speaks of what is not there', (change) => {
    expect(() => changed(emptyOrganization(1), change)).toThrow(expect.objectContaining({ code: 'plan_stale' }));
  });
});
