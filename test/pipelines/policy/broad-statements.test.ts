import { describe, expect, it } from 'vitest';
import { broadStatements } from '../../../pipelines/policy/broad-statements.ts';
import type { SynthesizedRole } from '../../../pipelines/policy/synthesized-policies.ts';
import { parsePolicy } from '../../../shared/iam/policy-document.ts';

const roleWith = (statement: object, unknownPolicies: readonly string[] = []): SynthesizedRole => ({
  stack: 'S',
  logicalId: 'R',
  name: 'r',
  arn: 'arn:aws:iam::111122223333:role/r',
  trust: { name: 't', document: parsePolicy({ Statement: [] }) },
  identity: [{ name: 'P', document: parsePolicy({ Statement: [{ Effect: 'Allow', Resource: '*', ...statement }] }) }],
  unknownPolicies,
});

describe('broadStatements', () => {
  it.each([
    [{ Action: '*' }, 'everything'],
    [{ Action: '*:*' }, 'everything'],
    [{ Action: ['sqs:SendMessage', '*'] }, 'everything'],
    [{ Action: 's3:*' }, 'wildcard action on a wildcard resource'],
    [{ Action: 's3:Get*', Resource: 'arn:aws:s3:::*' }, 'wildcard action on a wildcard resource'],
    [
      { Action: 's3:Get*', Resource: undefined, NotResource: 'arn:aws:s3:::x' },
      'wildcard action on a wildcard resource',
    ],
    [{ Action: undefined, NotAction: 'iam:*', Resource: 'arn:aws:s3:::x' }, 'all actions but some'],
    [{ Action: 's3:GetObject' }, undefined],
    [{ Action: 's3:*', Resource: 'arn:aws:s3:::x/*' }, undefined],
    [{ Action: '*', Effect: 'Deny' }, undefined],
  ])('%j is %s', (statement, finding) => {
    const found = broadStatements(roleWith(statement)).map((each) => each.finding);
    expect(found).toEqual(finding === undefined ? [] : [finding]);
  });

  it('says which policies nobody can see', () => {
    const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    expect(broadStatements(roleWith({ Action: 's3:GetObject' }, [arn]))).toEqual([
      { role: 'r', policy: arn, index: 0, finding: 'policy unknown to the templates' },
    ]);
  });
});
