import { describe, expect, it } from 'vitest';
import { expectFault } from '../../../hub/gateway/faults.ts';
import { attach, change, create, deploy, planOf } from './changes.fixture.ts';
import { SmallWorld } from './small-world.fixture.ts';

const trust = change({ kind: 'enable-trusted-access', service: 'x.amazonaws.com' });
const stacks = deploy('GatehouseSpoke', ['ou-1'], { wave: 2 });
const policy = create('one', { wave: 3 });
const canary = attach('one', 'ou-1', { wave: 3 });
const rest = attach('one', 'ou-2', { wave: 4 });
const all = [trust, stacks, policy, canary, rest];
const changesOf = (world: SmallWorld) => world.asked.filter((each) => each !== 'read');

describe('a run that is stopped', () => {
  it('ends what has begun, and the next one goes on', async () => {
    const world = new SmallWorld(...all);
    const shown = planOf(all);
    world.onChange = ({ id }) => {
      if (id === stacks.id) world.stop.abort();
    };
    await expectFault(world.apply(shown), 'change_failed');
    expect(changesOf(world)).toEqual([trust.id, stacks.id]);
    world.stop = new AbortController();
    expect(await world.apply(shown)).toEqual({ made: 3, madeBefore: 2 });
  });
});

describe('a run after one that was killed', () => {
  /** A change that never comes back, as far as the journal knows. */
  async function killedIn(world: SmallWorld, id: string, madeAllTheSame: boolean): Promise<void> {
    const dead = new Promise<never>(() => undefined);
    const original = world.carryOut.bind(world);
    const reached = new Promise<void>((done) => {
      world.carryOut = (each, progress) => {
        if (each.id !== id) return original(each, progress);
        if (madeAllTheSame) world.inForce.add(id);
        done();
        return dead;
      };
    });
    void world.apply(planOf(world.wanted));
    await reached;
    world.carryOut = original;
    world.asked.length = 0;
  }

  it.each([
    [false, [stacks.id, policy.id, canary.id, rest.id]],
    // Made, and still on its way: its end is waited for.
    [true, [stacks.id, policy.id, canary.id, rest.id]],
  ])('sees a change that takes long to its end (made already: %s)', async (made, expected) => {
    const world = new SmallWorld(...all);
    await killedIn(world, stacks.id, made);
    await world.apply(planOf(all));
    expect(changesOf(world)).toEqual(expected);
    expect(world.inForce).toEqual(new Set(all.map(({ id }) => id)));
  });

  it.each([
    [false, [policy.id, canary.id, rest.id]],
    [true, [canary.id, rest.id]],
  ])('makes the change that it was killed in if it was not made (made already: %s)', async (made, expected) => {
    const world = new SmallWorld(...all);
    await killedIn(world, policy.id, made);
    await world.apply(planOf(all));
    expect(changesOf(world)).toEqual(expected);
  });

  it('takes no journal of another plan for its own', async () => {
    const world = new SmallWorld(...all);
    await killedIn(world, policy.id, true);
    const other = planOf([...all, attach('two', 'ou-2', { wave: 4 })]);
    world.wanted = other.changes;
    await expectFault(world.apply(other), 'plan_stale');
  });
});
