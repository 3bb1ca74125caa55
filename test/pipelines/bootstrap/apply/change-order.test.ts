import { describe, expect, it } from 'vitest';
import { ChangeOrder } from '../../../../pipelines/bootstrap/apply/change-order.ts';
import type { Change } from '../../../../pipelines/bootstrap/change.ts';
import { attach, change, create, deploy, detach, remove, update } from './changes.fixture.ts';

/** Numbers of the changes that may begin while none is made. */
function firstOf(changes: readonly Change[]): readonly number[] {
  const order = new ChangeOrder(changes);
  return changes.flatMap((each, index) => (order.mayBegin(each) ? [index] : []));
}

const enable = change({ kind: 'enable-policy-type', type: 'SCP' });
const trust = change({ kind: 'enable-trusted-access', service: 'x.amazonaws.com' });
const unit = (path: string, parent: string) =>
  change({ kind: 'create-unit', path, parent, name: path.slice(path.lastIndexOf('/') + 1) });
const move = change({ kind: 'move-account', account: '111122223333', from: 'r-ab12', to: '/A' });
const stackSet = (name: string) => change({ kind: 'create-stack-set', name, description: '', body: '{}' });
const guardrail = (arn: string) => change({ kind: 'put-guardrail-policy', arn, region: 'us-east-1', text: '{}' });
const bedrock = change({ kind: 'attach-policy', type: 'BEDROCK', name: 'guardrail', target: 'ou-1' });

describe('changes of one wave are made side by side', () => {
  it.each([
    ['policies that are created', [create('one'), create('two')]],
    ['attachments to several targets', [attach('one', 'ou-1'), attach('one', 'ou-2'), attach('two', 'ou-3')]],
    ['detachments from several targets', [detach('one', 'ou-1'), detach('one', 'ou-2')]],
    ['StackSets, wherever they go', [deploy('GatehouseA', ['ou-1']), deploy('GatehouseB', ['ou-1'])]],
    ['policies and StackSets', [create('one'), stackSet('GatehouseA')]],
  ])('%s', (_what, changes) => {
    expect(firstOf(changes)).toEqual(changes.map((_each, index) => index));
  });
});

describe('changes of one wave keep their order', () => {
  it.each([
    ['a policy is created before it is attached', [create('one'), attach('one', 'ou-1')]],
    ['a policy is detached before it is deleted', [detach('one', 'ou-1'), remove('one')]],
    [
      'a candidate is attached before what it stands for is detached',
      [attach('one-canary', 'ou-1'), detach('one', 'ou-1')],
    ],
    ['what replaces a policy is attached everywhere before it goes', [attach('two', 'ou-2'), detach('one', 'ou-1')]],
    ['a slot is freed before it is taken', [detach('one', 'ou-1'), attach('two', 'ou-1')]],
    ['a statement arrives in one policy before it leaves another', [update('one'), update('two')]],
    ['a text is changed before its candidate goes', [update('one'), remove('one-canary')]],
    ['a new policy is there before another text loses what it says', [attach('two', 'ou-1'), update('one')]],
    ['a policy type is enabled before a policy is created', [enable, create('one')]],
    ['access is trusted before a StackSet is created', [trust, stackSet('GatehouseA')]],
    ['a unit is made before those in it', [unit('/A', 'r-ab12'), unit('/A/B', '/A')]],
    ['a unit is made before a policy comes to it', [unit('/A', 'r-ab12'), attach('one', '/A')]],
    ['a unit is made before a StackSet comes to it', [unit('/A', 'r-ab12'), deploy('GatehouseA', ['ou-1', '/A'])]],
    ['a unit is made before an account moves in', [unit('/A', 'r-ab12'), move]],
    ['a StackSet is there before it is deployed', [stackSet('GatehouseA'), deploy('GatehouseA', ['ou-1'])]],
    ['a guardrail may be used before a policy asks for it', [guardrail('arn'), bedrock]],
  ])('%s', (_what, changes) => {
    expect(firstOf(changes)).toEqual([0]);
  });

  it('until what is before them is made', () => {
    const [one, two, end] = [attach('one', 'ou-1'), attach('one', 'ou-2'), remove('one')];
    const order = new ChangeOrder([one, two, end]);
    order.made(one);
    expect(order.mayBegin(end)).toBe(false);
    order.made(two);
    expect(order.mayBegin(end)).toBe(true);
  });
});
