import { describe, expect, it } from 'vitest';
import type { Obstacle } from '../../../../pipelines/bootstrap/preflight/obstacle.ts';
import { type FaultCode, GatehouseFault } from '../../../../shared/errors.ts';
import { expectFault, faultOf } from '../../../hub/gateway/faults.ts';
import { attach, change, create, deploy, planOf } from './changes.fixture.ts';
import { SmallWorld } from './small-world.fixture.ts';

const trust = change({ kind: 'enable-trusted-access', service: 'x.amazonaws.com' });
const stacks = deploy('GatehouseSpoke', ['ou-1'], { wave: 2 });
const policy = create('one', { wave: 3 });
const canary = attach('one', 'ou-1', { wave: 3 });
const rest = attach('one', 'ou-2', { wave: 4 });
const all = [trust, stacks, policy, canary, rest];
const changesOf = (world: SmallWorld) => world.asked.filter((each) => each !== 'read');

describe('a plan that is applied', () => {
  it('is made wave by wave, and the world is read again before policies bind', async () => {
    const world = new SmallWorld(...all);
    expect(await world.apply()).toEqual({ made: 5, madeBefore: 0 });
    expect(world.asked).toEqual(['read', trust.id, stacks.id, 'read', policy.id, canary.id, 'read', rest.id]);
  });

  it('is told of, change by change', async () => {
    const world = new SmallWorld(trust, stacks);
    world.onChange = ({ kind }, progress) => {
      if (kind === 'deploy-stack-set') progress(3, 40);
    };
    await world.apply();
    expect(world.events).toEqual([
      'looked: 0 made',
      'wave 1 of 2: 1',
      `made ${trust.id}`,
      'wave 2 of 2: 1',
      `${stacks.id}: 3/40`,
      `made ${stacks.id}`,
    ]);
  });

  it('is written down before and after each change', async () => {
    const world = new SmallWorld(trust, stacks);
    const before: (string | undefined)[] = [];
    world.onChange = () => void before.push(world.journal().at(-1));
    await world.apply();
    expect(before).toEqual([`started ${trust.id}`, `started ${stacks.id}`]);
    expect(world.journal()).toEqual([
      'begun',
      `started ${trust.id}`,
      `done ${trust.id}`,
      `started ${stacks.id}`,
      `done ${stacks.id}`,
      'ended',
    ]);
  });

  it('changes nothing the second time', async () => {
    const world = new SmallWorld(...all);
    const shown = planOf(all);
    await world.apply(shown);
    world.asked.length = 0;
    expect(await world.apply(shown)).toEqual({ made: 0, madeBefore: 5 });
    expect(world.asked).toEqual(['read']);
  });
});

const obstacle: Obstacle = {
  check: 'deployer',
  target: '111122223333',
  statement: 'deny-all: DenyAll',
  message: 'The deployer may not iam:CreateRole.',
  remedy: 'Detach it.',
};

describe('nothing is changed', () => {
  const spoiled: readonly (readonly [FaultCode, string, (world: SmallWorld) => void])[] = [
    [
      'credentials_invalid',
      'somebody of another account',
      (world) => {
        world.actor = { ...world.actor, accountId: '999988887777' };
      },
    ],
    [
      'permission_missing',
      'somebody who may not do all of it',
      (world) => {
        world.missing = ['for:attach-policy'];
      },
    ],
    [
      'plan_stale',
      'a change that is not wanted any more',
      (world) => {
        world.wanted = all.slice(1);
      },
    ],
    [
      'plan_stale',
      'a change that was not shown',
      (world) => {
        world.wanted = [...all, attach('one', 'ou-3', { wave: 4 })];
      },
    ],
    [
      'plan_stale',
      'a change that somebody else has made',
      (world) => {
        world.inForce.add(rest.id);
      },
    ],
    [
      'lock_out',
      'an obstacle',
      (world) => {
        world.stands = [obstacle];
      },
    ],
  ];
  it.each(spoiled)('and the fault is %s for %s', async (code, _what, spoil) => {
    const world = new SmallWorld(...all);
    spoil(world);
    await expectFault(world.apply(planOf(all)), code);
    expect(changesOf(world)).toEqual([]);
    expect(world.journal()).toEqual([]);
  });

  it('and the message names the permission that is missing', async () => {
    const world = new SmallWorld(...all);
    world.missing = ['for:attach-policy', 'for:delete-policy'];
    expect((await faultOf(world.apply())).message).toMatch(/may not for:attach-policy\. Nothing was changed/);
  });

  it('and the message names the statement that would lock somebody out', async () => {
    const world = new SmallWorld(...all);
    world.stands = [obstacle];
    expect((await faultOf(world.apply())).message).toContain('deny-all: DenyAll');
  });
});

describe('a change that fails', () => {
  const failing = (world: SmallWorld, id: string, code: GatehouseFault['code'] = 'change_failed') => {
    world.onChange = (each) => {
      if (each.id === id) throw new GatehouseFault(code, `${id} failed.`, 'Mend it.');
    };
  };

  it('ends the run before the next wave, with its own fault', async () => {
    const world = new SmallWorld(...all);
    failing(world, stacks.id, 'organization_conflict');
    await expectFault(world.apply(), 'organization_conflict');
    expect(changesOf(world)).toEqual([trust.id, stacks.id]);
    expect(world.journal().slice(-2)).toEqual([
      `failed ${stacks.id} organization_conflict`,
      'ended organization_conflict',
    ]);
  });

  it('lets the independent ones of its wave be made', async () => {
    const [one, two, three] = ['a', 'b', 'c'].map((name) => create(name));
    const world = new SmallWorld(...[one, two, three].filter((each) => each !== undefined));
    failing(world, one?.id ?? '');
    await expectFault(world.apply(), 'change_failed');
    expect([...world.inForce]).toEqual([two?.id, three?.id]);
  });

  it('is made by the next run, and what was made is not made again', async () => {
    const world = new SmallWorld(...all);
    const shown = planOf(all);
    failing(world, policy.id);
    await expectFault(world.apply(shown), 'change_failed');
    world.onChange = () => undefined;
    world.asked.length = 0;
    expect(await world.apply(shown)).toEqual({ made: 3, madeBefore: 2 });
    expect(changesOf(world)).toEqual([policy.id, canary.id, rest.id]);
  });

  it('for want of rights keeps further ones from beginning', async () => {
    const many = Array.from({ length: 10 }, (_, index) => create(`policy-${index}`));
    const world = new SmallWorld(...many);
    failing(world, many[0]?.id ?? '', 'credentials_invalid');
    await expectFault(world.apply(), 'credentials_invalid');
    expect(changesOf(world)).toEqual(many.slice(0, 4).map(({ id }) => id));
  });

  it('for a reason that nobody foresaw is a fault, and is written down', async () => {
    const world = new SmallWorld(trust);
    world.onChange = () => {
      throw new TypeError('not a function');
    };
    expect((await faultOf(world.apply())).message).toContain('not a function');
    expect(world.journal()).toContain(`failed ${trust.id} change_failed`);
  });

  it('together with another one is told of with it', async () => {
    const world = new SmallWorld(create('a'), create('b'));
    world.onChange = ({ id }) => {
      throw new GatehouseFault('organization_conflict', `${id} failed.`, 'Mend it.');
    };
    const { code, message } = await faultOf(world.apply());
    expect(code).toBe('change_failed');
    expect(message).toContain(create('a').id);
    expect(message).toContain(create('b').id);
  });
});

describe('a world that moves while a plan is applied', () => {
  it('ends it before policies bind further accounts', async () => {
    const world = new SmallWorld(...all);
    world.onChange = ({ id }) => {
      if (id === canary.id) world.wanted = [...all, attach('two', 'ou-2', { wave: 4 })];
    };
    await expectFault(world.apply(), 'plan_stale');
    expect(world.inForce.has(rest.id)).toBe(false);
  });

  it('ends it where what was made is undone', async () => {
    const world = new SmallWorld(...all);
    world.onChange = ({ id }) => {
      if (id === canary.id) world.inForce.delete(trust.id);
    };
    await expectFault(world.apply(), 'organization_conflict');
    expect(world.inForce.has(rest.id)).toBe(false);
  });

  it('ends it where somebody would be locked out by now', async () => {
    const world = new SmallWorld(...all);
    world.onChange = ({ id }) => {
      const obstacle = {
        check: 'full-access' as const,
        target: 'ou-2',
        message: 'No FullAWSAccess.',
        remedy: 'Attach it.',
      };
      if (id === canary.id) world.stands = [obstacle];
    };
    await expectFault(world.apply(), 'lock_out');
    expect(world.inForce.has(rest.id)).toBe(false);
  });
});
