import { describe, expect, it } from 'vitest';
import { holds, role } from './cases.ts';

type Context = Readonly<Record<string, string | readonly string[]>>;
type Case = readonly [
  operator: string,
  policy: unknown,
  request: string | readonly string[] | undefined,
  holds: boolean,
];

const key = 'aws:test';
const contextOf = (value: Case[2]): Context => (value === undefined ? {} : { [key]: value });

/** Rules of the page on condition operators, one a line. */
const cases: readonly Case[] = [
  // strings
  ['StringEquals', 'a', 'a', true],
  ['StringEquals', 'a', 'A', false],
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', ['a', 'b'], 'c', false],
  ['StringEquals', 'a*', 'ab', false],
  ['StringEquals', 'a*', 'a*', true],
  ['StringEquals', 'a', undefined, false],
  ['StringEqualsIfExists', 'a', undefined, true],
  ['StringEqualsIfExists', 'a', 'b', false],
  ['StringNotEquals', 'a', 'b', true],
  ['StringNotEquals', 'a', 'a', false],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEquals', 'a', undefined, true],
  ['StringNotEqualsIfExists', 'a', undefined, true],
  ['StringNotEqualsIfExists', 'a', 'a', false],
  ['StringEqualsIgnoreCase', 'A', 'a', true],
  ['StringEqualsIgnoreCase', 'A', 'b', false],
  ['StringNotEqualsIgnoreCase', 'A', 'a', false],
  ['StringNotEqualsIgnoreCase', 'A', 'b', true],
  ['StringLike', 'a*', 'abc', true],
  ['StringLike', 'a?c', 'abc', true],
  ['StringLike', 'a?c', 'ac', false],
  ['StringLike', 'A*', 'abc', false],
  ['StringLike', '*', '', true],
  ['StringLike', '*', undefined, false],
  ['StringLike', '?*', '', false],
  ['StringLike', 'a*b*c', 'a1b2b3c', true],
  ['StringLike', 'a*b*c', 'a1b2', false],
  ['StringNotLike', 'a*', 'abc', false],
  ['StringNotLike', 'a*', 'bc', true],
  ['StringNotLike', 'a*', undefined, true],
  ['StringNotLikeIfExists', 'a*', undefined, true],
  ['StringLikeIfExists', 'a*', undefined, true],
  // numbers
  ['NumericEquals', '10', '10', true],
  ['NumericEquals', '10', '10.0', true],
  ['NumericEquals', 10, '10', true],
  ['NumericEquals', '10', '11', false],
  ['NumericEquals', '10', 'ten', false],
  ['NumericEquals', '10', undefined, false],
  ['NumericNotEquals', '10', '11', true],
  ['NumericNotEquals', '10', '10', false],
  ['NumericNotEquals', '10', undefined, true],
  ['NumericLessThan', '10', '9', true],
  ['NumericLessThan', '10', '10', false],
  ['NumericLessThanEquals', '10', '10', true],
  ['NumericLessThanEquals', '10', '11', false],
  ['NumericGreaterThan', '10', '11', true],
  ['NumericGreaterThan', '10', '10', false],
  ['NumericGreaterThanEquals', '10', '10', true],
  ['NumericGreaterThanEquals', '10', '9', false],
  ['NumericGreaterThanIfExists', '10', undefined, true],
  ['NumericLessThan', '10', '-1', true],
  // dates
  ['DateEquals', '2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', true],
  ['DateEquals', '2026-11-20T00:00:00Z', '2026-11-20T01:00:00+01:00', true],
  ['DateEquals', '2026-11-20', '2026-11-20T00:00:00Z', true],
  ['DateNotEquals', '2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', true],
  ['DateLessThan', '2026-11-20T00:00:00Z', '2026-11-19T23:59:59Z', true],
  ['DateLessThan', '2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', false],
  ['DateLessThanEquals', '2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', true],
  ['DateGreaterThan', '2026-11-20T00:00:00Z', '2026-11-20T00:00:01Z', true],
  ['DateGreaterThanEquals', '2026-11-20T00:00:00Z', '2026-11-19T00:00:00Z', false],
  ['DateGreaterThan', '2026-11-20T00:00:00Z', 'yesterday', false],
  ['DateLessThan', '1800000000', '2026-11-20T00:00:00Z', true],
  // booleans, binary
  ['Bool', 'true', 'true', true],
  ['Bool', true, 'true', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'false', undefined, false],
  ['BoolIfExists', 'false', undefined, true],
  ['BoolIfExists', 'false', 'true', false],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['BinaryEquals', 'QmluYXJ5', 'Qm9vbA==', false],
  // addresses
  ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
  ['IpAddress', '203.0.113.0/24', '203.0.114.9', false],
  ['IpAddress', '203.0.113.9', '203.0.113.9', true],
  ['IpAddress', '203.0.113.9', '203.0.113.8', false],
  ['IpAddress', '2001:db8::/32', '2001:db8:1::1', true],
  ['IpAddress', '2001:db8::/32', '2001:db9::1', false],
  ['IpAddress', '203.0.113.0/24', '2001:db8::1', false],
  ['IpAddress', ['203.0.113.0/24', '198.51.100.0/24'], '198.51.100.7', true],
  ['IpAddress', '203.0.113.0/24', undefined, false],
  ['IpAddress', '203.0.113.0/33', '203.0.113.1', false],
  ['NotIpAddress', '203.0.113.0/24', '203.0.114.9', true],
  ['NotIpAddress', '203.0.113.0/24', '203.0.113.9', false],
  ['NotIpAddress', '203.0.113.0/24', undefined, true],
  ['NotIpAddressIfExists', '203.0.113.0/24', '203.0.113.9', false],
  // ARNs
  ['ArnEquals', 'arn:aws:sns:*:111122223333:topic', 'arn:aws:sns:us-east-1:111122223333:topic', true],
  ['ArnLike', 'arn:aws:sns:*:111122223333:topic', 'arn:aws:sns:us-east-1:444455556666:topic', false],
  ['ArnLike', 'arn:aws:sns:*:topic', 'arn:aws:sns:us-east-1:111122223333:topic', true],
  ['ArnLike', 'arn:aws:iam::*:role/app-*', 'arn:aws:iam::111122223333:role/app-one', true],
  ['ArnLike', 'arn:aws:iam::*:role/app-*', 'arn:aws:iam::111122223333:user/app-one', false],
  ['ArnLike', 'arn:aws:*:*:*:*', 'arn:aws:sqs:us-east-1:111122223333:queue:with:colons', true],
  ['ArnLike', 'arn:aws:s3:::a*', undefined, false],
  ['ArnNotLike', 'arn:aws:s3:::a*', 'arn:aws:s3:::b', true],
  ['ArnNotLike', 'arn:aws:s3:::a*', 'arn:aws:s3:::ab', false],
  ['ArnNotLike', 'arn:aws:s3:::a*', undefined, true],
  ['ArnNotEquals', 'arn:aws:s3:::a', 'arn:aws:s3:::a', false],
  ['ArnLikeIfExists', 'arn:aws:s3:::a*', undefined, true],
  // whether the key is there
  ['Null', 'true', undefined, true],
  ['Null', 'true', 'a', false],
  ['Null', 'false', 'a', true],
  ['Null', 'false', undefined, false],
  ['Null', true, undefined, true],
  // keys with many values
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', ['a', 'b'], [], true],
  ['ForAllValues:StringEquals', ['a', 'b'], undefined, true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
  ['ForAnyValue:StringEquals', ['a', 'b'], undefined, false],
  ['ForAnyValue:StringEquals', ['a', 'b'], [], false],
  ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], true],
  ['ForAllValues:StringNotEquals', ['a'], ['a', 'c'], false],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'c'], true],
  ['ForAnyValue:StringNotEquals', ['a'], ['a'], false],
  ['ForAnyValue:StringNotEquals', ['a'], undefined, false],
  ['ForAnyValue:StringLike', ['pre*'], ['x', 'prefix'], true],
  ['ForAllValues:StringLike', ['pre*'], ['x', 'prefix'], false],
  ['ForAnyValue:StringEqualsIfExists', ['a'], undefined, true],
  ['ForAllValues:ArnLike', ['arn:aws:s3:::*'], ['arn:aws:s3:::a', 'arn:aws:s3:::b'], true],
];

describe('a condition', () => {
  it.each(cases)('%s %j against %j: %s', (operator, policy, request, expected) => {
    expect(holds({ [operator]: { [key]: policy } }, contextOf(request))).toBe(expected);
  });

  it('joins operators and keys by AND', () => {
    const both = { StringEquals: { 'aws:a': '1', 'aws:b': '2' }, Bool: { 'aws:c': 'true' } };
    expect(holds(both, { 'aws:a': '1', 'aws:b': '2', 'aws:c': 'true' })).toBe(true);
    expect(holds(both, { 'aws:a': '1', 'aws:b': '3', 'aws:c': 'true' })).toBe(false);
    expect(holds(both, { 'aws:a': '1', 'aws:b': '2', 'aws:c': 'false' })).toBe(false);
  });

  it('finds keys whatever their case', () => {
    expect(holds({ StringEquals: { 'AWS:SourceVpc': 'vpc-1' } }, { 'aws:sourcevpc': 'vpc-1' })).toBe(true);
  });
});

describe('a policy variable', () => {
  const tagged = { principal: { arn: role, tags: { team: 'claims', star: '*' } } };
  it.each([
    ['${aws:PrincipalTag/team}', 'claims', true],
    ['${aws:PrincipalTag/team}', 'other', false],
    ['${aws:PrincipalTag/none}', 'claims', false],
    ["${aws:PrincipalTag/none, 'claims'}", 'claims', true],
    ["${aws:PrincipalTag/team, 'none'}", 'none', false],
    ['${aws:PrincipalAccount}', '111122223333', true],
    ['${*}', '*', true],
    ['${*}', 'x', false],
    ['${?}', '?', true],
    ['${$}', '$', true],
    ['${aws:PrincipalTag/star}', 'anything', false],
    ['team-${aws:PrincipalTag/team}-*', 'team-claims-7', true],
  ])('%s against %s: %s', (pattern, value, expected) => {
    expect(holds({ StringLike: { [key]: pattern } }, { [key]: value }, tagged)).toBe(expected);
  });

  it('that has no value leaves a negated operator holding', () => {
    expect(holds({ StringNotEquals: { [key]: '${aws:PrincipalTag/none}' } }, { [key]: 'x' })).toBe(true);
  });
});
