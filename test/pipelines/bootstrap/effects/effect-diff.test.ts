import { beforeAll, describe, expect, it } from 'vitest';
import type { EffectChange } from '../../../../pipelines/bootstrap/effects/effect-change.ts';
import { effectDiff } from '../../../../pipelines/bootstrap/effects/effect-diff.ts';
import { createJudge } from '../../../../pipelines/bootstrap/effects/judge.ts';
import { lostRoads } from '../../../../pipelines/bootstrap/preflight/lost-roads.ts';
import type { Snapshot } from '../../../../pipelines/bootstrap/snapshot.ts';
import { waivers } from '../../../../scp-policies/bypass/waivers.ts';
import { inferenceActions } from '../../../../scp-policies/bypass-catalogue.ts';
import { partitions } from '../../../scp-policies/policy-contexts.fixture.ts';
import {
  bundleOf,
  governed,
  hubAccount,
  ids,
  ungoverned,
  withChanged,
  withPolicy,
} from '../governed-organization.fixture.ts';

const spokes = ['111122223333', '222233334444', '333344445555'];
const waived = new Set(waivers.map(({ action }) => action));

describe.each(partitions)('what becoming governed does in %s', (partition) => {
  const bundle = bundleOf(partition);
  let effects: readonly EffectChange[];
  beforeAll(async () => {
    effects = effectDiff(ungoverned(bundle), await governed(bundle), bundle);
  });
  const of = (account: string, who: string, what: EffectChange['what']) =>
    effects.filter((effect) => effect.accounts.includes(account) && effect.who.includes(who) && effect.what === what);

  it('closes every road to a model, for everybody in every spoke, in one line', () => {
    const [closed, ...others] = of('111122223333', 'a developer', 'inference');
    expect(others).toEqual([]);
    expect(closed).toMatchObject({ accounts: spokes, units: ['/Workloads/GenAI'], everybody: true, to: 'denied' });
    expect(closed?.actions).toEqual(
      inferenceActions()
        .filter((action) => !waived.has(action))
        .toSorted(),
    );
    const statements = closed?.by.flatMap((each) => each.statements);
    expect(statements).toEqual(expect.arrayContaining(['NoBedrockInference', 'NoBearerToken', 'NoHostedModel']));
    expect(closed?.by.map(({ policy }) => policy)).toContain('gatehouse-scp-spokes-1');
  });

  it('says once that the root user may do nothing any more', () => {
    const root = effects.filter(({ who }) => who.includes('the root user'));
    expect(root.map(({ what, who }) => ({ what, who }))).toEqual(
      [1, 2].map(() => ({ what: 'everything', who: ['the root user'] })),
    );
  });

  it('leaves the invocation roles of the hub to ask, on record', () => {
    const [effect] = of(hubAccount, 'an invocation role', 'inference');
    const asking = effect?.questions.filter(({ action }) => action === 'bedrock:InvokeModel');
    // In Regions that are not listed, and without a profile: nothing else.
    expect(asking?.every(({ context }) => context['aws:RequestedRegion'] === 'xx-nowhere-9')).toBe(true);
    expect(effect?.actions).toContain('bedrock-mantle:CreateInference');
  });

  it('tells what resource control policies do to those outside', () => {
    const outside = effects.find(({ who }) => who.includes('somebody outside'));
    expect(outside).toMatchObject({ accounts: [hubAccount], to: 'denied', by: [{ policy: 'gatehouse-rcp-hub-1' }] });
    expect(outside?.actions).toEqual(expect.arrayContaining(['s3:GetObject', 'kms:Decrypt', 'sts:AssumeRole']));
  });

  it('names what a policy is for', () => {
    const stacks = of('111122223333', 'an administrator', 'some').find(({ by }) =>
      by.some(({ statements }) => statements.includes('StacksAreDeployed')),
    );
    expect(stacks?.title).toBe('Stacks, functions and parameters of Gatehouse are deployed, not edited');
    expect(stacks?.who).not.toContain('the deployer of StackSets');
  });

  it('asks about no action that is made up', () => {
    expect(effects.flatMap(({ actions }) => actions).filter((action) => action.includes('Anything'))).toEqual([]);
  });

  it('reaches nobody else', () => {
    const reached = new Set(effects.flatMap(({ accounts }) => accounts));
    expect([...reached].toSorted()).toEqual([...spokes, hubAccount].toSorted());
  });

  it('tells applications that they lose the road that they have today', () => {
    expect(lostRoads(effects, bundle)).toEqual([
      expect.stringMatching(/^claims-assistant \(account 111122223333\) can ask models directly today, by \d+ actions/),
      expect.stringMatching(/^research-desk \(account 333344445555\)/),
    ]);
    expect(lostRoads([], bundle)).toEqual([]);
  });
});

describe('an effect', () => {
  const bundle = bundleOf('aws');
  const allowed = { Sid: 'Allowed', Effect: 'Allow', Action: ['s3:*'], Resource: '*' };
  let world: Snapshot;
  beforeAll(async () => {
    world = await governed(bundle);
  });

  it('is told of nothing where nothing changes, and costs nothing', () => {
    const judge = createJudge(bundle.organization.managementAccountId);
    expect(effectDiff(world, { ...world, takenAt: 'later' }, bundle, judge)).toEqual([]);
    expect(judge.asked()).toBe(0);
  });

  it('is what ceases to be denied, too', () => {
    const effects = effectDiff(world, ungoverned(bundle), bundle);
    const [opened] = effects.filter(({ what, who }) => what === 'inference' && who.includes('a developer'));
    expect(opened).toMatchObject({ to: 'allowed', everybody: true, accounts: spokes });
    expect(opened?.by.map(({ policy }) => policy)).toContain('gatehouse-scp-spokes-1');
  });

  it('is that of one account alone, where it moves', () => {
    const move = (account: string, parentId: string): Snapshot => ({
      ...world,
      accounts: world.accounts.map((each) => (each.id === account ? { ...each, parentId } : each)),
    });
    const effects = effectDiff(world, move('555566667777', ids.spokes), bundle);
    expect(new Set(effects.flatMap(({ accounts }) => accounts))).toEqual(new Set(['555566667777']));
    expect(effects[0]).toMatchObject({ units: ['/Workloads/GenAI'], to: 'denied' });
    const away = effectDiff(world, move('222233334444', ids.sandbox), bundle);
    expect(new Set(away.map(({ to }) => to))).toEqual(new Set(['allowed']));
    expect(away[0]?.units).toEqual(['/Sandbox']);
  });

  it('of a policy of somebody else that denies already is none', () => {
    const theirs = [{ Sid: 'NoModels', Effect: 'Deny', Action: 'bedrock:*', Resource: '*' }];
    const before = withPolicy(ungoverned(bundle), 'theirs', theirs, [ids.spokes]);
    const effects = effectDiff(before, withPolicy(world, 'theirs', theirs, [ids.spokes]), bundle);
    const asked = effects.filter(({ accounts }) => accounts.join() === spokes.join()).flatMap(({ actions }) => actions);
    expect(asked).not.toContain('bedrock:InvokeModel');
    expect(asked).toContain('bedrock-mantle:CreateInference');
  });

  it('is work in a Region that somebody strikes off the list, whatever the rules now name', () => {
    const [struck = ''] = bundle.organization.policies.allowedRegions;
    const after = withChanged(world, 'gatehouse-scp-spokes-2', (policy) => ({
      ...policy,
      text: policy.text.replace(`"${struck}"`, '"xx-elsewhere-1"'),
    }));
    const closed = effectDiff(world, after, bundle).filter(({ to }) => to === 'denied');
    const asked = closed.flatMap(({ questions }) => questions.map(({ context }) => context['aws:RequestedRegion']));
    expect(new Set(asked)).toEqual(new Set([struck]));
    expect(closed.flatMap(({ actions }) => actions)).toContain('ec2:RunInstances');
    expect(closed.flatMap(({ by }) => by)).toEqual([
      { policy: 'gatehouse-scp-spokes-2', statements: ['OnlyListedRegions'] },
    ]);
  });

  it('names the level at which nothing is allowed any more', () => {
    const after = withPolicy(
      withChanged(world, 'FullAWSAccess', (policy) => ({
        ...policy,
        targets: policy.targets.filter((target) => target !== ids.workloads),
      })),
      'only-s3',
      [allowed],
      [ids.workloads],
    );
    const effects = effectDiff(world, after, bundle);
    expect(effects.length).toBeGreaterThan(0);
    for (const effect of effects)
      expect(effect).toMatchObject({ to: 'denied', by: [], nothingAllowsAt: [ids.workloads] });
    expect(effects.flatMap(({ actions }) => actions).filter((action) => action.startsWith('s3:'))).toEqual([]);
  });

  it('does not depend on the order of policies', () => {
    const turned = { ...world, policies: world.policies.toReversed() };
    expect(effectDiff(world, turned, bundle)).toEqual([]);
  });

  it('is refused to be told of what is no organization', () => {
    const ring = { ...world, units: world.units.map((unit) => ({ ...unit, parentId: ids.spokes })) };
    expect(() => effectDiff(world, ring, bundle)).toThrow(/does not lie under the root/);
  });
});
