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
  ['StringLike', '[a-z]+(.*)', '[a-z]+(.*)', true],
  ['StringLike', '[a-z]+(.*)', 'abc', false],
  ['StringLike', 'a\\*', 'a\\b', true],
  ['StringLike', 'line\n*', 'line\nbreak', true],
  ['StringLike', '?', '🔑', true],
  ['StringLike', [], 'a', false],
  ['StringNotEquals', [], 'a', true],
  ['stringequals', 'a', 'a', true],
  ['STRINGNOTLIKEIFEXISTS', 'a', 'a', false],
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
  ['NumericEquals', '1e3', '1000', true],
  ['NumericEquals', '+5', '5', true],
  ['NumericEquals', ' 5', '5', false],
  ['NumericEquals', '', '0', false],
  ['NumericEquals', '0x10', '16', false],
  ['NumericNotEquals', '10', 'ten', true],
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
  ['DateEquals', '2026-11-20T10:00:00', '2026-11-20T10:00:00Z', true],
  ['DateEquals', '2026-11-20T10:00', '2026-11-20T09:00-01:00', true],
  ['DateEquals', '2026', '2026-01-01T00:00:00Z', true],
  ['DateEquals', '1763596800', '2025-11-20T00:00:00Z', true],
  ['DateGreaterThan', '2026-13-01', '2026-11-20', false],
  ['DateLessThanIfExists', '2026-11-20', undefined, true],
  // booleans, binary
  ['Bool', 'true', 'true', true],
  ['Bool', true, 'true', true],
  ['Bool', 'false', 'true', false],
  ['Bool', 'false', undefined, false],
  ['BoolIfExists', 'false', undefined, true],
  ['BoolIfExists', 'false', 'true', false],
  ['BinaryEquals', 'QmluYXJ5', 'QmluYXJ5', true],
  ['BinaryEquals', 'QmluYXJ5', 'Qm9vbA==', false],
  ['Bool', 'TRUE', 'true', true],
  ['Bool', 'yes', 'yes', false],
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
  ['IpAddress', '203.0.113.0/', '198.51.100.1', false],
  ['IpAddress', '0.0.0.0/0', '198.51.100.1', true],
  ['IpAddress', '0.0.0.0/0', '2001:db8::1', false],
  ['IpAddress', '::/0', '2001:db8::1', true],
  ['IpAddress', '2001:DB8::/32', '2001:0db8:0:0:0:0:0:1', true],
  ['IpAddress', 'not-an-address', 'not-an-address', false],
  ['NotIpAddress', ['203.0.113.0/24', '2001:db8::/32'], '2001:db8::1', false],
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
  ['ArnLike', 'arn:aws:iam::1111????3333:role/*', 'arn:aws:iam::111122223333:role/a', true],
  ['ArnLike', 'arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:user/x:role/a', false],
  ['ArnLike', 'arn:aws:iam::111122223333:role/*', 'arn:aws-us-gov:iam::111122223333:role/a', false],
  ['ArnLike', 'arn:*:iam::111122223333:role/*', 'arn:aws-us-gov:iam::111122223333:role/a', true],
  // whether the key is there
  ['Null', 'true', undefined, true],
  ['Null', 'true', 'a', false],
  ['Null', 'false', 'a', true],
  ['Null', 'false', undefined, false],
  ['Null', true, undefined, true],
  ['Null', 'true', [], true],
  ['Null', 'false', [], false],
  ['Null', 'FALSE', 'a', true],
  ['null', 'true', undefined, true],
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
  ['ForAllValues:StringEqualsIfExists', ['a'], undefined, true],
  ['ForAllValues:StringEqualsIfExists', ['a'], ['b'], false],
  ['forallvalues:StringEquals', ['a'], ['a', 'b'], false],
  ['StringEquals', ['b'], ['a', 'b'], true],
  ['StringNotEquals', ['b'], ['a', 'b'], false],
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
