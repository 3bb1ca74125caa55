import { describe, expect, it } from 'vitest';
import { GatehouseFault } from '../../../shared/errors.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';

const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };

describe('parsePolicy', () => {
  it('reads one statement or a list, strings or lists, text or an object', () => {
    const [one] = parsePolicy({ Version: '2012-10-17', Statement: statement }).statements;
    expect(one).toEqual({
      effect: 'Allow',
      action: { not: false, patterns: ['s3:*'] },
      resource: { not: false, patterns: ['*'] },
      condition: [],
    });
    expect(parsePolicy(JSON.stringify({ Statement: [statement, statement] })).statements).toHaveLength(2);
  });

  it('takes a policy without a version for one of 2008', () => {
    expect(parsePolicy({ Statement: statement }).version).toBe('2008-10-17');
  });

  it.each([
    ['not JSON', '{'],
    ['no object', []],
    ['another version', { Version: '2020-01-01', Statement: statement }],
    ['no effect', { Statement: { Action: '*', Resource: '*' } }],
    ['an effect in small letters', { Statement: { ...statement, Effect: 'allow' } }],
    ['no action', { Statement: { Effect: 'Allow', Resource: '*' } }],
    ['both of a pair', { Statement: { ...statement, NotAction: 'a:b' } }],
    ['both kinds of principal', { Statement: { ...statement, Principal: '*', NotPrincipal: { AWS: '*' } } }],
    ['an element that is none', { Statement: { ...statement, Actions: '*' } }],
    ['a number for an action', { Statement: { ...statement, Action: 1 } }],
    ['an operator that is none', { Statement: { ...statement, Condition: { StringEqual: { a: 'b' } } } }],
    [
      'an operator with a set and Null',
      { Statement: { ...statement, Condition: { 'ForAnyValue:Null': { a: 'true' } } } },
    ],
    ['an object for a value', { Statement: { ...statement, Condition: { StringEquals: { a: {} } } } }],
    ['a prototype’s name for an operator', { Statement: { ...statement, Condition: { toString: { a: 'b' } } } }],
  ])('refuses %s, and says where', (_what, policy) => {
    expect(() => parsePolicy(policy, 'mine')).toThrow(GatehouseFault);
    expect(() => parsePolicy(policy, 'mine')).toThrow(/^mine/);
  });
});
