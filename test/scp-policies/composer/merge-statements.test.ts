import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalStatement } from '../../../scp-policies/composer/canonical-statement.ts';
import { mergeStatements } from '../../../scp-policies/composer/merge-statements.ts';
import { policyText, sizeOf } from '../../../scp-policies/composer/policy-text.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';
import { deny, statementOf, statements } from './composer.fixture.ts';

const minify = (policy: unknown) =>
  policyText(mergeStatements(parsePolicy(policy, 'policy').statements.map(canonicalStatement)));
const merged = (...list: readonly object[]) => JSON.parse(minify({ Version: '2012-10-17', Statement: list })).Statement;

describe('minified policies', () => {
  it('do not get any smaller', () => {
    fc.assert(
      fc.property(fc.array(statements, { maxLength: 12 }), (list) => {
        const once = minify({ Version: '2012-10-17', Statement: list });
        expect(minify(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });

  it('are never larger than what they were made from', () => {
    fc.assert(
      fc.property(fc.array(statements, { minLength: 1, maxLength: 8 }), (list) => {
        const unique = list.map((each, index) => ({ ...each, Sid: `S${index}` }));
        const before = { Version: '2012-10-17', Statement: unique };
        expect(sizeOf(minify(before))).toBeLessThanOrEqual(sizeOf(JSON.stringify(before)));
      }),
      { numRuns: 100 },
    );
  });

  it('have no white space, lists of one as the one, and the version first', () => {
    expect(
      minify(JSON.stringify({ Version: '2012-10-17', Statement: [deny({ Action: ['s3:GetObject'] })] }, null, 2)),
    ).toBe('{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}]}');
  });

  it('name each action once, sorted, without those that a pattern covers', () => {
    const Action = ['s3:PutObject', 's3:putobject', 's3:Get*', 's3:GetObject', 's3:GetBucket*', 'ec2:?etX', 'ec2:GetX'];
    expect(merged(deny({ Action }))).toMatchObject([{ Action: ['ec2:?etX', 's3:Get*', 's3:PutObject'] }]);
  });

  it('keep what a question mark does not cover', () => {
    const Action = ['s3:Get?', 's3:Get*A'];
    expect(merged(deny({ Action }))).toMatchObject([{ Action: ['s3:Get*A', 's3:Get?'] }]);
    expect(merged(deny({ Action: ['s3:?etX', 's3:*etX'] }))).toMatchObject([{ Action: 's3:*etX' }]);
  });

  it('leave out resources beside everything', () => {
    expect(merged(deny({ Resource: ['arn:aws:s3:::a/*', '*'] }))).toMatchObject([{ Resource: '*' }]);
  });

  it('leave out conditions that are none', () => {
    expect(merged(deny({ Condition: { StringEquals: {} } }))).toEqual([deny()]);
  });

  it('count what a character takes, not how often one is read', () => {
    expect(sizeOf('"ä"')).toBe(4);
  });
});

describe('statements', () => {
  const condition = { StringEquals: { 'aws:PrincipalTag/team': 'a' } };

  it('that differ in actions alone are one', () => {
    expect(merged(deny({ Condition: condition }), deny({ Action: 's3:PutObject', Condition: condition }))).toEqual([
      deny({ Action: ['s3:GetObject', 's3:PutObject'], Condition: condition }),
    ]);
  });

  it('that differ in resources alone are one', () => {
    const [a, b] = ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'];
    expect(merged(deny({ Resource: b }), deny({ Resource: a }))).toEqual([deny({ Resource: [a, b] })]);
  });

  it('are merged again when merging made them alike', () => {
    const [a, b] = ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'];
    const list = [deny({ Resource: a }), deny({ Resource: b }), deny({ Action: 's3:PutObject', Resource: [b, a] })];
    expect(merged(...list)).toEqual([deny({ Action: ['s3:GetObject', 's3:PutObject'], Resource: [a, b] })]);
  });

  it.each([
    ['effects', { Effect: 'Allow' }],
    ['conditions', { Condition: condition }],
    ['principals', { Principal: '*' }],
    ['Sids', { Sid: 'Reason' }],
    ['elements', { Action: undefined, NotAction: 's3:PutObject' }],
  ])('with different %s stay apart', (_, other) => {
    expect(merged(deny(), deny({ Action: 's3:PutObject', ...other }))).toHaveLength(2);
  });

  it('with NotAction or NotResource are not put together, for their union would deny less', () => {
    const not = (name: string) => ({ Effect: 'Deny', NotAction: name, Resource: '*' });
    expect(merged(not('s3:GetObject'), not('s3:PutObject'))).toHaveLength(2);
    const { Resource: _, ...rest } = deny();
    const outside = (NotResource: string) => ({ ...rest, NotResource });
    expect(merged(outside('arn:aws:s3:::a/*'), outside('arn:aws:s3:::b/*'))).toHaveLength(2);
  });

  it('that are written twice stand there once', () => {
    expect(merged(deny(), deny())).toHaveLength(1);
  });

  it('with the same Sid and other conditions get Sids of their own', () => {
    const list = [
      deny({ Sid: 'No' }),
      deny({ Sid: 'No', Condition: condition }),
      deny({ Sid: 'No2', Action: 'sqs:*' }),
    ];
    const sids = mergeStatements(list.map(statementOf)).map(({ sid }) => sid);
    expect([...sids].sort()).toEqual(['No', 'No2', 'No3']);
  });
});
