import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composePolicies } from '../../../scp-policies/composer/compose-policies.ts';
import { sizeOf, statementText } from '../../../scp-policies/composer/policy-text.ts';
import { splitStatement } from '../../../scp-policies/composer/split-statement.ts';
import { deny, inForce, letsThrough, request, source, statementOf } from './composer.fixture.ts';

const names = (count: number, prefix = 's3:Action') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const buckets = (count: number) => names(count, 'arn:aws:s3:::bucket-');
const room = 500;
const partsOf = (extra: Readonly<Record<string, unknown>>) => splitStatement(statementOf(deny(extra)), room);

describe('a statement that is larger than a policy', () => {
  it.each([
    ['actions', { Action: names(200) }],
    ['resources', { Resource: buckets(100) }],
    ['both', { Action: names(60), Resource: buckets(40) }],
  ])('is divided by its %s into parts that fit', (_, extra) => {
    const parts = partsOf(extra) ?? [];
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(sizeOf(statementText(part))).toBeLessThanOrEqual(room);
  });

  it.each([
    ['conditions', { Condition: { ArnNotLike: { 'aws:PrincipalArn': names(60) } } }],
    ['a NotResource', { Resource: undefined, NotResource: buckets(40) }],
    ['a NotAction', { Action: undefined, NotAction: names(60) }],
  ])('is not divided by %s, which a request must meet at once', (_, extra) => {
    expect(partsOf(extra)).toBeUndefined();
  });

  it('is left alone where it fits', () => {
    const statement = statementOf(deny({ Action: names(10) }));
    expect(splitStatement(statement, room)).toEqual([statement]);
  });

  it('changes one part when an action comes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 200 }), fc.string({ minLength: 1, maxLength: 12 }), (count, name) => {
        const texts = (Action: readonly string[]) => (partsOf({ Action }) ?? []).map(statementText);
        const [before, after] = [texts(names(count)), texts([...names(count), `s3:New${name}`])];
        const gone = before.filter((text) => !after.includes(text));
        expect(gone.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  it('denies in its parts what it denied, and fills policies with them', () => {
    const sources = [source('large', deny({ Sid: 'Large', Action: names(400) }))];
    const { policies } = composePolicies(request({ sources, quota: { characters: 1_500, slots: 10 } }));
    const composed = inForce({ policies });
    for (const action of [...names(400), 's3:Other', 's3:Action400'])
      expect(letsThrough(composed, { ...asked, action })).toBe(letsThrough(sources, { ...asked, action }));
    // 400 actions of about 13 characters, and the quotes and commas.
    expect(policies.length).toBeLessThanOrEqual(6);
    expect(policies.every(({ sources: inside }) => inside.includes('large'))).toBe(true);
  });

  const asked = {
    principal: { arn: 'arn:aws:sts::111122223333:assumed-role/app/session' },
    resource: 'arn:aws:s3:::a/x',
  };
});
