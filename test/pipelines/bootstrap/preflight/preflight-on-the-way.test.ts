import { beforeAll, describe, expect, it } from 'vitest';
import { afterChanges } from '../../../../pipelines/bootstrap/after-change.ts';
import type { Change } from '../../../../pipelines/bootstrap/change.ts';
import { preflight } from '../../../../pipelines/bootstrap/preflight/preflight.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import { bundleOf, governed, ids, planOf, policyText, withPolicy } from '../governed-organization.fixture.ts';
import { change, deny } from './preflight.fixture.ts';

describe('on the way', () => {
  const bundle = bundleOf('aws');
  let world: Snapshot;
  beforeAll(async () => {
    world = await governed(bundle);
  });
  const apply = (before: Snapshot, changes: readonly Change[]) =>
    preflight(planOf(changes), before, afterChanges(before, changes), bundle);
  const others = (count: number, before: Snapshot) =>
    Array.from({ length: count }).reduce<Snapshot>(
      (snapshot, _, index) => withPolicy(snapshot, `theirs-${index}`, [deny('Nothing', ['none:None'])], [ids.spokes]),
      before,
    );

  it('nobody is locked out between two waves', () => {
    const text = policyText([deny('NoKeys', ['kms:PutKeyPolicy'])]);
    const name = 'gatehouse-scp-spokes-9';
    const changes = [
      change({ kind: 'create-policy', type: 'SCP', name, text }),
      change({ kind: 'attach-policy', type: 'SCP', name, target: ids.spokes }),
      change({ kind: 'detach-policy', type: 'SCP', name, target: ids.spokes }, 2),
    ];
    expect(apply(world, changes)).toEqual([
      expect.objectContaining({
        check: 'break-glass',
        statement: `${name} (NoKeys)`,
        message: expect.stringMatching(/^After wave 1, until the plan ends: break-glass could not kms:PutKeyPolicy/),
      }),
    ]);
    const healing = [
      change({ kind: 'detach-policy', type: 'SCP', name, target: ids.spokes }),
      change({ kind: 'enable-trusted-access', service: 'x' }, 2),
    ];
    expect(apply(afterChanges(world, changes.slice(0, 2)), healing)).toEqual([]);
  });

  it('slots suffice, although one policy is detached afterwards', () => {
    const before = others(10 - attachedTo(world, ids.spokes), world);
    const text = policyText([deny('Nothing', ['none:None'])]);
    const create = change({ kind: 'create-policy', type: 'SCP', name: 'gatehouse-scp-spokes-9', text });
    const attach = change(
      { kind: 'attach-policy', type: 'SCP', name: 'gatehouse-scp-spokes-9', target: ids.spokes },
      2,
    );
    const detach = change({ kind: 'detach-policy', type: 'SCP', name: 'theirs-0', target: ids.spokes }, 3);
    expect(apply(before, [create, attach, detach])).toEqual([
      expect.objectContaining({
        check: 'quota',
        target: '/Workloads/GenAI (SCP)',
        statement: 'gatehouse-scp-spokes-9',
        message: expect.stringMatching(/In wave 2, 11 policies would be attached where 10 can be: .*theirs-0/),
      }),
    ]);
    expect(apply(before, [create, { ...detach, wave: 1 }, attach])).toEqual([]);
  });

  it.each([
    ['SCP', 10_240],
    ['RCP', 5_120],
    ['TAG', 10_000],
  ] as const)('a policy of type %s has at most %i characters', (type, most) => {
    const create = (size: number) => {
      const empty = policyText([]);
      const text = empty.replace('[', `[${' '.repeat(size - empty.length)}`);
      return change({ kind: 'create-policy', type, name: 'gatehouse-long', text });
    };
    expect(apply(world, [create(most)])).toEqual([]);
    expect(apply(world, [create(most + 1)])).toEqual([
      expect.objectContaining({ check: 'quota', target: 'policy gatehouse-long' }),
    ]);
  });

  it('a template has at most 51,200 bytes', () => {
    const body = JSON.stringify({
      Resources: { A: { Type: 'AWS::CDK::Metadata', Properties: { x: 'ü'.repeat(26_000) } } },
    });
    const create = change({ kind: 'create-stack-set', name: 'GatehouseSpoke', description: '', body });
    expect(apply(world, [create])).toEqual([
      expect.objectContaining({ check: 'quota', target: 'StackSet GatehouseSpoke' }),
    ]);
  });
});

function attachedTo({ policies }: Snapshot, target: string): number {
  return policies.filter(({ type, targets }) => type === 'SCP' && targets.includes(target)).length;
}
