import { describe, expect, it } from 'vitest';
import { collapseActions } from '../../../scp-policies/composer/collapse-actions.ts';
import { knownActions } from '../../../scp-policies/composer/known-actions.ts';
import { deny, known, source, statementOf } from './composer.fixture.ts';

const collapsed = (Action: readonly string[], extra: object = {}) =>
  collapseActions(statementOf(deny({ Action, ...extra })), known).action.patterns;

describe('actions of a Deny', () => {
  it('are written as a prefix where that denies nothing else today', () => {
    expect(collapsed(['s3:PutObject', 's3:PutObjectAcl', 's3:ListBucket'])).toEqual(['s3:ListBucket', 's3:PutObject*']);
  });

  it('keep their names where the prefix would deny another one', () => {
    const list = ['s3:GetBucketAcl', 's3:GetObject'];
    expect(collapsed(list)).toEqual(list);
  });

  it('are cut as late as possible, so that what AWS adds is seldom caught', () => {
    expect(collapsed(['s3:GetObject', 's3:GetObjectAcl'])).toEqual(['s3:GetObject*']);
  });

  it('are read whatever their case', () => {
    expect(collapsed(['S3:putobject', 's3:PUTOBJECTACL'])).toEqual(['s3:PutObject*']);
  });

  it('that are not known stay as they are', () => {
    const list = ['s3:PutObjectMagic', 'unknown:PutObject', 'unknown:PutObjectAcl'];
    expect(collapsed(list)).toEqual(list);
  });

  it('share whole words, and never nothing: a whole service is not denied for short', () => {
    const all = (known.get('sqs') ?? []).map((name) => `sqs:${name}`).sort();
    expect(collapsed(all)).toEqual(all);
    expect(collapsed(['s3:DeleteObject', 's3:Describe'])).toEqual(['s3:DeleteObject', 's3:Describe']);
  });
});

describe('nothing is collapsed', () => {
  const list = ['s3:PutObject', 's3:PutObjectAcl'];

  it('in an Allow, which would grant what AWS adds', () => {
    expect(collapsed(list, { Effect: 'Allow' })).toEqual(list);
  });

  it('in the exceptions of a Deny, which would except it', () => {
    const { Action: _, ...rest } = deny();
    const statement = statementOf({ ...rest, NotAction: list });
    expect(collapseActions(statement, known)).toEqual(statement);
  });
});

describe('what AWS has today', () => {
  it('is read for the services that policies name', async () => {
    const actions = await knownActions([source('x', deny({ Action: ['Bedrock:InvokeModel', '../secrets:*', '*'] }))]);
    expect([...actions.keys()]).toEqual(['bedrock']);
    expect(actions.get('bedrock')).toContain('InvokeModelWithResponseStream');
  });
});
