import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Composition, composePolicies } from '../../../scp-policies/composer/compose-policies.ts';
import type { NamedPolicy } from '../../../shared/iam/statement-match.ts';
import { deny, inForce, request, source } from './composer.fixture.ts';

const quota = { characters: 1_000, slots: 100 };

/** A policy about a bucket of its own, with a list of tables as long as is asked for. */
function policy(number: number, length: number, prefix = 'table'): NamedPolicy {
  const tables = Array.from({ length }, (_, index) => `arn:aws:s3:::b${number}-bucket/${prefix}-${index}`);
  return source(`policy-${number}`, deny({ Sid: `Bucket${number}`, Resource: tables }));
}

const compose = (sources: readonly NamedPolicy[], previous: readonly NamedPolicy[] = [], slots = quota.slots) =>
  composePolicies(request({ sources, quota: { ...quota, slots }, previous }));

/** The policy that a source is in. */
function placeOf({ policies }: Composition, number: number): string | undefined {
  return policies.find(({ text }) => text.includes(`b${number}-bucket`))?.name;
}

const places = (composition: Composition, sources: readonly NamedPolicy[]) =>
  Object.fromEntries(sources.map(({ name }) => [name, placeOf(composition, Number(name.split('-')[1]))]));

const lengths = fc.array(fc.integer({ min: 1, max: 14 }), { minLength: 2, maxLength: 14 });
const changes = lengths.chain((list) =>
  fc.tuple(fc.constant(list), fc.nat({ max: list.length - 1 }), fc.integer({ min: 1, max: 14 })),
);
const runs = { numRuns: 60 };

describe('a packing in force', () => {
  it('is left as it is by the same sources, to the byte', () => {
    fc.assert(
      fc.property(lengths, (list) => {
        const sources = list.map((length, number) => policy(number, length));
        const first = compose(sources);
        expect(compose(sources, inForce(first))).toEqual(first);
      }),
      runs,
    );
  });

  it('moves nobody when a policy comes', () => {
    fc.assert(
      fc.property(changes, ([list, , length]) => {
        const sources = list.map((each, number) => policy(number, each));
        const first = compose(sources);
        const next = compose([...sources, policy(99, length)], inForce(first));
        expect(places(next, sources)).toEqual(places(first, sources));
        expect(next.moved).toEqual([]);
      }),
      runs,
    );
  });

  it('moves nobody when a policy goes', () => {
    fc.assert(
      fc.property(changes, ([list, gone]) => {
        const sources = list.map((length, number) => policy(number, length));
        const first = compose(sources);
        const left = sources.toSpliced(gone, 1);
        expect(places(compose(left, inForce(first)), left)).toEqual(places(first, left));
      }),
      runs,
    );
  });

  it('moves nobody but the policy that changes', () => {
    fc.assert(
      fc.property(changes, ([list, changed, length]) => {
        const sources = list.map((each, number) => policy(number, each));
        const first = compose(sources);
        const next = sources.with(changed, policy(changed, length, 'other-table'));
        const others = sources.toSpliced(changed, 1);
        expect(places(compose(next, inForce(first)), others)).toEqual(places(first, others));
      }),
      runs,
    );
  });

  it('keeps a changed policy in its place while it fits', () => {
    const sources = [policy(1, 12), policy(2, 12), policy(3, 3)];
    const first = compose(sources);
    const next = compose(sources.with(2, policy(3, 2)), inForce(first));
    expect(placeOf(next, 3)).toBe(placeOf(first, 3));
  });

  it('moves what no longer fits, and says so', () => {
    const sources = [policy(1, 22), policy(2, 10), policy(3, 3)];
    const first = compose(sources);
    expect(placeOf(first, 3)).toBe(placeOf(first, 2));
    const next = compose(sources.with(2, policy(3, 22)), inForce(first));
    expect(placeOf(next, 2)).toBe(placeOf(first, 2));
    expect(placeOf(next, 3)).toBe('gatehouse-scp-spokes-3');
    expect(next.moved).toEqual(['policy-3']);
  });

  it('keeps its names when one of its policies is empty, and gives the name to the next', () => {
    const sources = [policy(1, 14), policy(2, 14), policy(3, 14)];
    const first = compose(sources);
    const [one = '', gone = '', three = ''] = [1, 2, 3].map((number) => placeOf(first, number));
    const without = compose(sources.toSpliced(1, 1), inForce(first));
    expect(without.policies.map(({ name }) => name)).toEqual([one, three].sort());
    expect(placeOf(compose([...sources.toSpliced(1, 1), policy(4, 14)], inForce(without)), 4)).toBe(gone);
  });

  it('is packed anew when there is no other way, under the names that most of it had', () => {
    const first = compose([policy(1, 14), policy(2, 9), policy(3, 14), policy(4, 9)]);
    const halves = [policy(2, 9), policy(4, 9)];
    const sticky = compose(halves, inForce(first));
    const anew = compose(halves, inForce(first), 2);
    expect(sticky.policies).toHaveLength(2);
    expect(sticky.fewest).toBe(1);
    expect(anew.policies).toHaveLength(1);
    expect(sticky.policies.map(({ name }) => name)).toContain(anew.policies[0]?.name);
    expect(anew.moved).toHaveLength(1);
  });

  it('does not take a new statement for one that moved, however alike they are', () => {
    const about = (team: string) => deny({ Condition: { StringEquals: { 'aws:PrincipalTag/team': team } } });
    const [old, added] = [source('old', about('a')), source('added', about('x'.repeat(800)))];
    const next = compose([old, added], inForce(compose([old, policy(1, 4)])));
    expect(next.policies).toHaveLength(2);
    expect(next.moved).toEqual([]);
  });

  it('passes over the policies of others', () => {
    const sources = [policy(1, 3)];
    const others = [
      { ...policy(1, 3), name: 'landing-zone-7' },
      { ...policy(1, 3), name: 'gatehouse-scp-spokes-backup' },
    ];
    expect(compose(sources, others)).toEqual(compose(sources));
  });
});

describe('a first packing', () => {
  it('numbers from one', () => {
    const { policies } = compose([policy(1, 14), policy(2, 14)]);
    expect(policies.map(({ name }) => name)).toEqual(['gatehouse-scp-spokes-1', 'gatehouse-scp-spokes-2']);
  });

  it('leaves at most one policy less than half full', () => {
    fc.assert(
      fc.property(lengths, (list) => {
        const { policies } = compose(list.map((length, number) => policy(number, length)));
        const slack = policies.filter(({ size }) => size < quota.characters / 2);
        expect(slack.length).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });

  it('keeps the statements of a source together while that costs no policy', () => {
    const about = (name: string) => deny({ Resource: `arn:aws:s3:::${name}`, Sid: name.slice(0, 2) });
    const pair = (name: string, length: number) =>
      source(name, about(`${name}1${'x'.repeat(length)}`), about(`${name}2${'x'.repeat(length - 100)}`));
    const { policies } = compose([pair('a', 350), pair('b', 350)]);
    expect(policies.map(({ sources }) => sources)).toEqual([['a'], ['b']]);
  });

  it('has Sids while they cost no policy, and leaves them out where that saves one', () => {
    const long = (number: number) =>
      source(`policy-${number}`, deny({ Sid: `S${number}${'x'.repeat(99)}`, Action: `s3:Action${number}` }));
    const sources = Array.from({ length: 9 }, (_, number) => long(number));
    const [few, many] = [compose(sources.slice(0, 3)), compose(sources)];
    const sidsIn = ({ policies }: Composition) =>
      policies.flatMap(({ text }) => [...text.matchAll(/"Sid":"S(\d)/g)].length);
    expect([few.compact, sidsIn(few)]).toEqual([false, [3]]);
    expect([many.compact, many.policies.length]).toEqual([true, 1]);
    // There is room for some: those stay.
    expect(sidsIn(many)[0]).toBeGreaterThan(0);
    expect(sidsIn(many)[0]).toBeLessThan(9);
  });

  it('puts statements that can be merged into the same policy', () => {
    const condition = {
      StringNotLike: { 'aws:PrincipalArn': Array.from({ length: 9 }, (_, n) => `arn:aws:iam::*:role/spared-${n}`) },
    };
    const alike = (name: string, Action: string) => source(name, deny({ Action, Condition: condition }));
    const sources = [
      alike('a', 's3:GetObject'),
      policy(1, 7),
      alike('b', 's3:PutObject'),
      policy(2, 7),
      alike('c', 's3:ListBucket'),
    ];
    const { policies } = compose(sources);
    const holders = policies.filter(({ text }) => text.includes('spared'));
    expect(holders.map(({ sources: inside }) => inside.filter((name) => /^[abc]$/.test(name)))).toEqual([
      ['a', 'b', 'c'],
    ]);
  });
});
