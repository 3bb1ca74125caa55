import { STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pointerKey } from '../../../hub/gateway/bundle-pointer.ts';
import { faultOf } from '../../hub/gateway/faults.ts';
import { clientDefaults } from '../../local-aws/loopback-server.ts';
import { changedText, example, HubAccount, hub, publisherArn } from './bundle-account.fixture.ts';

let account: HubAccount;
beforeEach(async () => {
  account = await HubAccount.start();
});
afterEach(() => account.close());

describe('gatehouse bundle publish, refused', () => {
  it('says that somebody else has published meanwhile, and leaves that in force', async () => {
    await account.run('publish', '--yes');
    const theirs = Buffer.from(JSON.stringify({ ...account.pointer(), publishedAt: '2027-01-01T00:00:00.000Z' }));
    account.s3.beforePut = (path) => {
      if (path.endsWith(pointerKey)) account.s3.objects.set(path, theirs);
    };
    const fault = await faultOf(account.run('publish', account.fileOf(changedText), '--yes'));
    expect(fault.code).toBe('publish_conflict');
    expect(fault.remedy).toContain('bundle status');
    expect(account.stored(pointerKey)).toBe(theirs.toString());
  });

  it('says so, too, where both publish for the first time', async () => {
    account.s3.beforePut = (path) => {
      if (path.endsWith(pointerKey)) account.s3.objects.set(path, Buffer.from('theirs'));
    };
    expect((await faultOf(account.run('publish', '--yes'))).code).toBe('publish_conflict');
  });

  it('says which account the credentials are of', async () => {
    account.sts.caller = { account: '555566667777', arn: publisherArn };
    const fault = await faultOf(account.run('publish', '--yes'));
    expect(fault.code).toBe('usage');
    expect(fault.message).toContain('555566667777');
    expect(fault.message).toContain(hub.accountId);
    expect(account.s3.requests).toEqual([]);
  });

  it('says that there are no credentials', async () => {
    const credentials = async () => {
      throw Object.assign(new Error('no'), { name: 'CredentialsProviderError' });
    };
    account.clients = {
      ...account.clients,
      sts: new STSClient({ ...clientDefaults, endpoint: account.sts.endpoint, credentials }),
    };
    const fault = await faultOf(account.run('publish', '--yes'));
    expect(fault.code).toBe('aws_unavailable');
    expect(fault.remedy).toContain('aws sso login');
  });

  it.each([
    ['expired credentials', () => (account.sts.refusal = 'ExpiredToken'), 'aws_unavailable', 'aws sso login'],
    ['no parameters', () => account.ssm.parameters.clear(), 'aws_unavailable', 'GatehouseGuardrails'],
    [
      'parameters that may not be read',
      () => (account.ssm.refusal = 'AccessDeniedException'),
      'aws_unavailable',
      'platform',
    ],
    [
      'guardrails that are not deployed',
      () => account.ssm.parameters.set('/gatehouse/guardrails', '{}'),
      'configuration_invalid',
      'Deploy the guardrails',
    ],
    [
      'a parameter that holds something else',
      () => account.ssm.parameters.set('/gatehouse/guardrails', '[1]'),
      'configuration_invalid',
      'Deploy the hub',
    ],
    [
      'a bucket that may not be written',
      () => (account.s3.refusal = { status: 403, code: 'AccessDenied' }),
      'aws_unavailable',
      'gatehouse-platform',
    ],
    [
      'no bucket',
      () => (account.s3.refusal = { status: 404, code: 'NoSuchBucket' }),
      'aws_unavailable',
      'GatehousePolicy',
    ],
    ['an outage', () => (account.s3.refusal = { status: 500, code: 'InternalError' }), 'aws_unavailable', 'try again'],
  ])('explains %s, and changes nothing', async (_what, arrange, code, remedy) => {
    arrange();
    const fault = await faultOf(account.run('publish', '--yes'));
    expect(fault.code).toBe(code);
    expect(fault.message).toContain(remedy);
    expect(account.s3.objects.size).toBe(0);
  });

  it('refuses rules whose guardrails were deployed from other ones', async () => {
    const other = account.fileOf(example.replace('Remove it and try again.', 'Not this.'));
    expect((await faultOf(account.run('publish', other, '--yes'))).message).toContain(
      'other rules than the bundle has',
    );
  });
});
