import { describe, expect, it } from 'vitest';
import { carryOutWave } from '../../../../pipelines/bootstrap/apply/carry-out-wave.ts';
import type { Change } from '../../../../pipelines/bootstrap/change.ts';
import { attach, create } from './changes.fixture.ts';

const never = () => false;
/** Lets whatever waits for nothing else run. */
const settle = () => new Promise((done) => setImmediate(done));

/** Makes changes when it is told to. */
class Hand {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, (made: boolean) => void>();

  readonly make = (change: Change): Promise<boolean> => {
    this.begun.push(change.id);
    return new Promise((end) => this.#ends.set(change.id, end));
  };

  async end({ id }: Change, made = true): Promise<void> {
    this.#ends.get(id)?.(made);
    await settle();
  }
}

const policies = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => create(name));
const idsOf = (changes: readonly Change[]) => changes.map(({ id }) => id);

describe('a wave', () => {
  it('has four changes on their way at most', async () => {
    const hand = new Hand();
    const wave = carryOutWave(policies, hand.make, never);
    expect(hand.begun).toEqual(idsOf(policies.slice(0, 4)));
    for (const each of policies.slice(0, 2)) await hand.end(each);
    expect(hand.begun).toEqual(idsOf(policies));
    for (const each of policies.slice(2)) await hand.end(each);
    await wave;
  });

  it('ends the independent ones where one fails, and begins none that builds on it', async () => {
    const hand = new Hand();
    const [one, two] = [create('one'), create('two')];
    const dependent = attach('one', 'ou-1');
    const wave = carryOutWave([one, dependent, two], hand.make, never);
    await hand.end(one, false);
    await hand.end(two);
    await wave;
    expect(hand.begun).toEqual(idsOf([one, two]));
  });

  it('begins nothing once it is halted, and waits for what has begun', async () => {
    const hand = new Hand();
    let halted = false;
    let ended = false;
    const wave = carryOutWave(policies, hand.make, () => halted).then(() => {
      ended = true;
    });
    halted = true;
    const begun = policies.slice(0, 4);
    for (const each of begun.slice(1)) await hand.end(each);
    expect(ended).toBe(false);
    await hand.end(begun[0] ?? create('none'));
    await wave;
    expect(hand.begun).toEqual(idsOf(begun));
  });

  it('of nothing ends at once', async () => {
    await expect(carryOutWave([], () => Promise.reject(new Error('nothing to make')), never)).resolves.toBeUndefined();
  });
});
