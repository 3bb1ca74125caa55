import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composePolicies } from '../../../scp-policies/composer/compose-policies.ts';
import { authorize } from '../../../shared/iam/authorize.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';
import type { NamedPolicy } from '../../../shared/iam/statement-match.ts';
import { inForce, letsThrough, request, requests, sourceLists } from './composer.fixture.ts';

const roomy = { characters: 10_240, slots: 100 };
/** Statements meet in many policies, are divided, and lose their Sids. */
const tight = { characters: 700, slots: 100 };
const fullAccess = {
  name: 'FullAWSAccess',
  document: parsePolicy('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'),
};

describe('composed policies', () => {
  it.each([
    ['in one policy', roomy],
    ['in many', tight],
  ])('decide every request as their sources do, %s', (_, quota) => {
    fc.assert(
      fc.property(sourceLists, fc.array(requests, { minLength: 20, maxLength: 20 }), (sources, asked) => {
        const composed = inForce(composePolicies(request({ sources, quota })));
        for (const each of asked) {
          expect(letsThrough(composed, each)).toBe(letsThrough(sources, each));
          // Beside FullAWSAccess, the denials alone decide.
          expect(letsThrough([...composed, fullAccess], each)).toBe(letsThrough([...sources, fullAccess], each));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('decide so after any change, with the earlier packing in force', () => {
    fc.assert(
      fc.property(
        sourceLists,
        sourceLists,
        fc.array(requests, { minLength: 10, maxLength: 10 }),
        (before, after, asked) => {
          const previous = inForce(composePolicies(request({ sources: before, quota: tight })));
          const composed = inForce(composePolicies(request({ sources: after, quota: tight, previous })));
          for (const each of asked) expect(letsThrough(composed, each)).toBe(letsThrough(after, each));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('keep the principals of resource control policies', () => {
    const outside = {
      Effect: 'Deny',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
    };
    const named: NamedPolicy = {
      name: 'perimeter',
      document: parsePolicy({ Version: '2012-10-17', Statement: { ...outside, Principal: '*' } }),
    };
    const [composed] = inForce(composePolicies(request({ sources: [named] })));
    const principal = { arn: 'arn:aws:sts::444455556666:assumed-role/app/session' };
    const asked = { principal, action: 's3:GetObject', resource: 'arn:aws:s3:::a/x', resourceAccount: '111122223333' };
    const decision = authorize(asked, {
      identity: [fullAccess],
      resourceControl: [composed === undefined ? [] : [composed]],
    });
    expect(decision).toMatchObject({ reason: 'explicit-deny', by: 'resourceControl' });
  });
});

describe('the same input', () => {
  it('gives the same bytes, in whatever order the sources come', () => {
    fc.assert(
      fc.property(sourceLists, (sources) => {
        const once = composePolicies(request({ sources, quota: tight }));
        const again = composePolicies(request({ sources: [...sources].reverse(), quota: tight }));
        expect(again).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });

  it('is composed within its quotas, to the character', () => {
    fc.assert(
      fc.property(sourceLists, (sources) => {
        const { policies } = composePolicies(request({ sources, quota: tight }));
        for (const { text, size } of policies) {
          expect(size).toBe(Buffer.byteLength(text));
          expect(size).toBeLessThanOrEqual(tight.characters);
        }
      }),
      { numRuns: 50 },
    );
  });
});
