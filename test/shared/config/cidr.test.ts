import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPrivate, overlap, parseCidr } from '../../../shared/config/cidr.ts';

const cidr = (text: string) => {
  const range = parseCidr(text);
  if (range === undefined) throw new Error(`${text} was expected to be a range`);
  return range;
};

const range = fc
  .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 1, max: 32 }))
  .map(([address, prefix]) => ({ first: address - (address % 2 ** (32 - prefix)), prefix }));
const written = ({ first, prefix }: { first: number; prefix: number }) =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefix}`;

describe('parseCidr', () => {
  it('reads what it is written as', () => {
    fc.assert(
      fc.property(range, (one) => {
        expect(parseCidr(written(one))).toEqual(one);
      }),
    );
  });

  it.each([
    '',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.256/32',
    '10.0.0/8',
    '010.0.0.0/8',
    '10.0.0.0/08',
    ' 10.0.0.0/8',
    '10.0.0.0/8\n',
    '10.0.0.1/8',
    '10.0.4.0/21',
    '::/0',
    '1e1.0.0.0/8',
  ])('refuses %j', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

describe('isPrivate', () => {
  it.each(['10.0.0.0/8', '10.255.255.255/32', '172.16.0.0/12', '172.31.255.0/24', '192.168.0.0/16', '100.64.0.0/10'])(
    'holds for %s',
    (text) => expect(isPrivate(cidr(text))).toBe(true),
  );

  it.each(['0.0.0.0/0', '8.0.0.0/7', '172.32.0.0/16', '172.0.0.0/8', '192.169.0.0/16', '100.128.0.0/10', '11.0.0.0/8'])(
    'does not hold for %s',
    (text) => expect(isPrivate(cidr(text))).toBe(false),
  );
});

describe('overlap', () => {
  it('is the same from both sides, and holds for a range and itself', () => {
    fc.assert(
      fc.property(range, range, (one, other) => {
        expect(overlap(one, other)).toBe(overlap(other, one));
        expect(overlap(one, one)).toBe(true);
      }),
    );
  });

  it.each([
    ['10.0.0.0/22', '10.0.0.0/8', true],
    ['10.0.3.0/24', '10.0.0.0/22', true],
    ['10.0.4.0/22', '10.0.0.0/22', false],
    ['192.168.0.0/17', '192.168.128.0/17', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(overlap(cidr(one), cidr(other))).toBe(expected);
  });
});
