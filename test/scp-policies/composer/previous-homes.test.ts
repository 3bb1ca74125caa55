import { describe, expect, it } from 'vitest';
import { canonicalStatement } from '../../../scp-policies/composer/canonical-statement.ts';
import { type Item, packStatements } from '../../../scp-policies/composer/pack-statements.ts';
import { homesOf } from '../../../scp-policies/composer/previous-homes.ts';
import { renumber } from '../../../scp-policies/composer/renumber-bins.ts';
import { deny, statementOf } from './composer.fixture.ts';

const item = (extra: Readonly<Record<string, unknown>>, source = 'policy'): Item => {
  const statement = canonicalStatement(statementOf(deny(extra)));
  return { source, sid: statement.sid, statement };
};
const policy = (number: number, ...extras: readonly Readonly<Record<string, unknown>>[]) => ({
  number,
  statements: extras.map((extra) => statementOf(deny(extra))),
});
const condition = { StringEquals: { 'aws:PrincipalTag/team': 'a' } };
const three = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];

function homeOf(wanted: Item, ...previous: Parameters<typeof homesOf>[1]) {
  return homesOf([wanted], previous).get(wanted);
}

describe('the home of a statement', () => {
  it('is where its Sid is, however much it has changed', () => {
    const home = homeOf(
      item({ Sid: 'Mine', Action: three }),
      policy(1, { Action: three }),
      policy(2, { Sid: 'Mine', Action: 'sqs:*' }),
    );
    expect(home).toEqual({ bin: 2, unchanged: false, certain: true });
  });

  it('without a Sid is where most of it stands as it is', () => {
    const home = homeOf(
      item({ Action: three }),
      policy(1, { Action: three[0] }),
      policy(2, { Action: three.slice(1) }),
    );
    expect(home).toEqual({ bin: 2, unchanged: false, certain: true });
  });

  it('is rather where some of it stands as it is than where all of it stands otherwise', () => {
    const home = homeOf(
      item({ Action: three }),
      policy(1, { Action: three, Condition: condition }),
      policy(2, { Action: three[0] }),
    );
    expect(home).toEqual({ bin: 2, unchanged: false, certain: true });
  });

  it('is where most of it stands, where none stands as it is', () => {
    const [few, most] = [policy(1, { Action: three[0] }), policy(2, { Action: three.slice(1) })];
    expect(homeOf(item({ Action: three, Condition: condition }), few, most)?.bin).toBe(2);
  });

  it('is a guess where only something like it stands', () => {
    const home = homeOf(item({ Action: three, Condition: condition }), policy(4, { Action: three }));
    expect(home).toEqual({ bin: 4, unchanged: false, certain: false });
  });

  it('is found under prefixes and in merged statements', () => {
    const merged = policy(3, { Action: ['s3:Put*', 's3:GetObject', 's3:ListBucket', 'sqs:*'], Resource: ['a', 'b'] });
    expect(homeOf(item({ Action: three, Resource: 'b' }), policy(1), merged)).toEqual({
      bin: 3,
      unchanged: true,
      certain: true,
    });
  });

  it('is nowhere for what is new', () => {
    expect(homeOf(item({ Sid: 'New' }), policy(1, { Sid: 'Old', Action: 'sqs:*' }))).toBeUndefined();
    expect(homeOf(item({ Effect: 'Allow' }), policy(1, {}))).toBeUndefined();
  });
});

describe('a statement without a home', () => {
  it('goes where it can be merged, rather than where it leaves the least room', () => {
    const [small, large] = [
      item({ Condition: condition }),
      item({ Action: 'sqs:*', Resource: Array.from({ length: 15 }, (_, n) => `arn:aws:sqs:*:*:q${n}`) }),
    ];
    const homes = new Map(
      [small, large].map((each, index) => [each, { bin: index + 1, unchanged: true, certain: true }]),
    );
    const added = item({ Action: 's3:PutObject', Condition: condition }, 'added');
    const [first] = packStatements([small, large, added], homes, 1_000, false);
    expect(first?.items.map(({ source }) => source)).toEqual(['policy', 'added']);
  });

  it('goes where it leaves the least room, where it adds the same everywhere', () => {
    const about = (length: number) => item({ Resource: `arn:aws:s3:::${'r'.repeat(length)}` });
    const [loose, tight] = [about(200), about(400)];
    const homes = new Map(
      [loose, tight].map((each, index) => [each, { bin: index + 1, unchanged: true, certain: true }]),
    );
    const added = item({ Action: 'sqs:*', Condition: condition }, 'added');
    const bins = packStatements([loose, tight, added], homes, 1_000, false);
    expect(bins.map(({ items }) => items.length)).toEqual([1, 2]);
  });

  it('waits for larger ones, which fit into fewer places', () => {
    const sized = (name: string, length: number) =>
      item({ Resource: `arn:aws:s3:::${name.repeat(length)}`, Condition: condition, Sid: name }, name);
    const bins = packStatements(
      [sized('a', 300), sized('b', 300), sized('c', 500), sized('d', 500)],
      new Map(),
      1_150,
      false,
    );
    expect(bins.map(({ items }) => items.map(({ source }) => source))).toEqual([
      ['c', 'a'],
      ['d', 'b'],
    ]);
  });
});

describe('policies that are packed anew', () => {
  const items = ['a', 'b', 'c', 'd'].map((name) => item({ Resource: name }, name));
  const home = (bin: number) => ({ bin, unchanged: true, certain: true });
  const bins = (...groups: readonly (readonly Item[])[]) =>
    groups.map((group, index) => ({ number: index + 1, items: group, size: 0 }));
  const numbers = (packed: ReturnType<typeof renumber>) =>
    packed.map((bin) => [bin.number, bin.items.map(({ source }) => source).join('')]);

  it('have the numbers that most of them had', () => {
    const [a, b, c, d] = items as [Item, Item, Item, Item];
    const before = new Map([
      [a, home(7)],
      [b, home(5)],
      [c, home(5)],
      [d, home(7)],
    ]);
    expect(numbers(renumber(bins([a], [b, c, d]), before))).toEqual([
      [5, 'bcd'],
      [7, 'a'],
    ]);
  });

  it('have free numbers where all that they had are taken', () => {
    const [a, b, c, d] = items as [Item, Item, Item, Item];
    const before = new Map([
      [a, home(1)],
      [b, home(1)],
      [c, home(1)],
    ]);
    expect(numbers(renumber(bins([c], [a, b], [d]), before))).toEqual([
      [1, 'ab'],
      [2, 'c'],
      [3, 'd'],
    ]);
  });
});
