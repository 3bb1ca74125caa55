import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleKey } from '../../../hub/gateway/bundle-pointer.ts';
import { policySourceS3 } from '../../../hub/gateway/policy-bundle-s3.ts';
import { sha256Hex } from '../../../shared/canonical-json.ts';
import { faultOf } from '../../hub/gateway/faults.ts';
import {
  bucket,
  bundle,
  canonical,
  changedText,
  HubAccount,
  hash,
  hub,
  publisherArn,
} from './bundle-account.fixture.ts';

let account: HubAccount;
beforeEach(async () => {
  account = await HubAccount.start();
});
afterEach(() => account.close());

describe('gatehouse bundle show', () => {
  it('prints the canonical bundle, byte for byte what its hash is of', async () => {
    const { out, error } = await account.run('show');
    expect(out).toBe(canonical);
    expect(sha256Hex(out)).toBe(hash);
    expect(error).toBe(`SHA-256 ${hash}\n`);
  });

  it('prints the hash alone', async () => {
    expect(await account.run('show', '--hash')).toMatchObject({ out: `${hash}\n`, error: '' });
  });

  it('explains a file with problems', async () => {
    const fault = await faultOf(account.run('show', account.fileOf('organization: 1')));
    expect(fault.code).toBe('configuration_invalid');
  });
});

describe('gatehouse bundle publish', () => {
  it('puts the first rules in force, after saying what there will be', async () => {
    const { out, code } = await account.run('publish');
    expect(code).toBeUndefined();
    expect(account.questions).toHaveLength(1);
    expect(out).toContain(`as     ${publisherArn}`);
    expect(out).toContain(`rules  none\n    -> ${hash}`);
    for (const name of Object.keys(bundle.applications)) expect(out).toContain(`  + application ${name}\n`);
    expect(account.pointer()).toMatchObject({ hash, previous: [] });
    expect(account.stored(bundleKey(hash))).toBe(canonical);
  });

  it('puts what the functions can load, with the guardrails and profiles of the deployment', async () => {
    const [application] = Object.keys(bundle.applications);
    const profile = `arn:aws:bedrock:us-east-1:${hub.accountId}:application-inference-profile/p1`;
    account.ssm.parameters.set(
      `/gatehouse/applications/${application}/inference-profiles`,
      JSON.stringify({ 'a-model': profile }),
    );
    const { out } = await account.run('publish', '--yes');
    expect(out).toContain(`  + inference profiles of ${application}\n`);
    const source = policySourceS3({
      client: account.clients.s3,
      bucket,
      bucketOwner: hub.accountId,
      clock: { now: Date.now },
      onProblem: () => undefined,
    });
    await source.ready();
    const { compiled, inferenceProfiles } = source.policy();
    expect(compiled.hash).toBe(hash);
    expect(inferenceProfiles.get(application ?? '')?.get('a-model')).toBe(profile);
    const versions = Object.values(compiled.bundle.guardrails).filter(({ bedrock }) => bedrock !== null);
    expect(versions.map(({ version }) => version)).toEqual(versions.map(() => '7'));
    expect(versions.length).toBeGreaterThan(0);
  });

  it('writes every object under a condition, the pointer last, and names the account that must own the bucket', async () => {
    await account.run('publish', '--yes');
    await account.run('publish', account.fileOf(changedText), '--yes');
    const puts = account.s3.requests.filter(({ method }) => method === 'PUT');
    const conditions = puts.map(({ path, headers }) => [
      path.endsWith('.json') ? 'object' : 'pointer',
      headers['if-none-match'] ?? 'if-match',
    ]);
    const object = ['object', '*'];
    expect(conditions).toEqual([object, object, ['pointer', '*'], object, object, ['pointer', 'if-match']]);
    for (const { headers } of account.s3.requests) expect(headers['x-amz-expected-bucket-owner']).toBe(hub.accountId);
  });

  it('says what changes and keeps what was in force before', async () => {
    await account.run('publish', '--yes');
    const { out } = await account.run('publish', account.fileOf(changedText), '--yes');
    expect(out).toContain(`rules  ${hash}\n    -> `);
    expect(out.match(/^ {2}[+~-] .*$/gm)).toEqual(['  ~ section platformRules']);
    expect(account.pointer().hash).not.toBe(hash);
    expect(account.pointer().previous).toMatchObject([{ hash }]);
  });

  it('publishes another deployment of the same rules', async () => {
    await account.run('publish', '--yes');
    const { facts } = account.pointer();
    account.deployGuardrails('8');
    const { out } = await account.run('publish', '--yes');
    expect(out).toMatch(/ {2}~ deployed guardrail /);
    expect(out).not.toMatch(/~ (?:application|guardrail|model) /);
    expect(account.pointer().hash).toBe(hash);
    expect(account.pointer().facts).not.toBe(facts);
  });

  it('has nothing to do where the very same is in force', async () => {
    await account.run('publish', '--yes');
    const puts = account.s3.requests.length;
    const { out } = await account.run('publish');
    expect(out).toContain('in force already');
    expect(account.questions).toEqual([]);
    expect(account.s3.requests.slice(puts).every(({ method }) => method === 'GET')).toBe(true);
  });

  it.each([
    ['nobody account.agrees', [], 1],
    ['it is a rehearsal', ['--dry-run'], undefined],
  ] as const)('changes nothing where %s', async (_what, options, code) => {
    account.agrees = false;
    const seen = await account.run('publish', ...options);
    expect(seen.code).toBe(code);
    expect(seen.out).toContain('Nothing was changed.');
    expect(account.s3.objects.size).toBe(0);
  });

  it('mends a bucket whose bundle has been altered', async () => {
    await account.run('publish', '--yes');
    account.s3.objects.set(`${bucket}/${bundleKey(hash)}`, Buffer.from('{}'));
    const fault = await faultOf(account.run('publish', '--yes'));
    expect(fault.code).toBe('policy_unavailable');
    account.s3.objects.delete(`${bucket}/${bundleKey(hash)}`);
    expect((await account.run('publish', '--yes')).out).toContain('Published');
    expect(account.stored(bundleKey(hash))).toBe(canonical);
  });

  it('asks for ten parameters at a time, however many applications there are', async () => {
    await account.run('publish', '--dry-run');
    expect(Math.max(...account.ssm.asked)).toBeLessThanOrEqual(10);
  });
});

describe('gatehouse bundle status', () => {
  it('says that nothing was published yet', async () => {
    const { out, code } = await account.run('status');
    expect([out.split('\n')[0], code]).toEqual(['Nothing was published yet.', 1]);
  });

  it('says which rules are in force, since when, and that they are those of the file', async () => {
    await account.run('publish', '--yes');
    const { out, code } = await account.run('status');
    expect(code).toBe(0);
    expect(out).toContain(`rules   ${hash} since ${account.pointer().publishedAt}\n`);
    expect(out).toContain('compiles to these rules');
  });

  it('says that the file has others', async () => {
    await account.run('publish', '--yes');
    const { out, code } = await account.run('status', account.fileOf(changedText), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ inForce: { hash }, file: { same: false } });
  });
});
