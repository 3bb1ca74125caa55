import { describe, expect, it } from 'vitest';
import { favourableContexts } from '../../../pipelines/policy/favourable-context.ts';
import { authorize, type PolicySet } from '../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';

const request = {
  principal: { arn: 'arn:aws:sts::111122223333:assumed-role/app/session' },
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
};
const set = (identity: readonly object[], resource: readonly object[] = []): PolicySet => ({
  identity: [{ name: 'I', document: parsePolicy({ Version: '2012-10-17', Statement: identity }) }],
  ...(resource.length === 0
    ? {}
    : { resource: [{ name: 'R', document: parsePolicy({ Version: '2012-10-17', Statement: resource }) }] }),
});
const allow = (Condition: object, extra = {}) => ({
  Effect: 'Allow',
  Action: 's3:*',
  Resource: '*',
  Condition,
  ...extra,
});
const deny = (Condition: object) => ({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition });
const everAllowed = (policies: PolicySet) =>
  favourableContexts(request, policies).some((context) => authorize({ ...request, context }, policies).allowed);

describe('the most favourable circumstances', () => {
  it.each([
    ['text', { StringEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] } }],
    ['a pattern', { StringLike: { 'aws:SourceVpc': 'vpc-*' } }],
    ['an ARN pattern', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:t?' } }],
    ['a key that is there', { Null: { 'aws:SourceIdentity': 'false' } }],
    ['a key that is not there', { Null: { 'aws:SourceIdentity': 'true' } }],
    [
      'a boolean and a number',
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' }, NumericEquals: { 's3:TlsVersion': '1.3' } },
    ],
  ])('meet a condition on %s', (_what, condition) => {
    expect(everAllowed(set([allow(condition)]))).toBe(true);
  });

  it('spare what a deny spares', () => {
    const spared = deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } });
    expect(everAllowed(set([allow({})], [spared]))).toBe(true);
    expect(everAllowed(set([allow({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })], [spared]))).toBe(true);
  });

  it('do not make somebody else of the one who asks', () => {
    const others = deny({ ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/break-glass' } });
    expect(everAllowed(set([allow({})], [others]))).toBe(false);
    expect(everAllowed(set([allow({ StringEquals: { 'aws:PrincipalOrgID': 'o-another' } })]))).toBe(false);
  });

  it('do not change what the request says', () => {
    const asked = { ...request, context: { 'aws:SourceVpce': 'vpce-9' } };
    const policies = set([allow({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })]);
    expect(favourableContexts(asked, policies)).toEqual([{ 'aws:SourceVpce': 'vpce-9' }]);
  });

  it('are none where nothing is conditional, and take no notice of other actions', () => {
    expect(favourableContexts(request, set([allow({})]))).toEqual([]);
    expect(favourableContexts(request, set([allow({ Bool: { a: 'true' } }, { Action: 'sqs:*' })]))).toEqual([]);
  });
});
