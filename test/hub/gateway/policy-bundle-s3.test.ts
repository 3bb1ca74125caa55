import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pointerKey } from '../../../hub/gateway/bundle-pointer.ts';
import { policySourceS3 } from '../../../hub/gateway/policy-bundle-s3.ts';
import { clientDefaults } from '../../local-aws/loopback-server.ts';
import { type S3Server, startS3 } from '../../local-aws/s3-server.ts';
import { compiledWith, Delivered } from './delivered-bundle.fixture.ts';
import { faultOf } from './faults.ts';

const bucket = 'gatehouse-policy-bundles';
const owner = '999988887777';
const [first, second] = [compiledWith('one'), compiledWith('two')];

describe('the rules in S3', () => {
  let server: S3Server;
  let client: S3Client;
  let delivered: Delivered;
  let nowMs: number;
  beforeEach(async () => {
    server = await startS3(owner, [bucket]);
    client = new S3Client({ ...clientDefaults, endpoint: server.endpoint, forcePathStyle: true });
    delivered = new Delivered();
    nowMs = 0;
  });
  afterEach(async () => {
    client.destroy();
    await server.close();
  });
  const publish = (...[compiled]: Parameters<typeof Delivered.prototype.publish>) => {
    delivered.publish(compiled, nowMs);
    for (const [key, body] of delivered.objects) server.objects.set(`${bucket}/${key}`, body);
  };
  const newSource = (change: { bucket?: string; bucketOwner?: string } = {}) =>
    policySourceS3({
      client,
      bucket,
      bucketOwner: owner,
      clock: { now: () => nowMs },
      onProblem: (problem) => {
        throw problem;
      },
      ...change,
    });

  it('are loaded, from the account’s own bucket alone', async () => {
    publish(first, 0);
    const source = newSource();
    await source.ready();
    expect(source.policy().compiled.hash).toBe(first.hash);
    expect(server.requests.map(({ headers }) => headers['x-amz-expected-bucket-owner'])).toEqual([owner, owner, owner]);
  });

  it('are asked for by their tag, and are not sent again where they are the same', async () => {
    publish(first, 0);
    const source = newSource();
    await source.ready();
    nowMs += 30_000;
    await source.ready();
    expect(server.requests).toHaveLength(4);
    expect(server.requests.at(-1)).toMatchObject({
      path: `${bucket}/${pointerKey}`,
      headers: { 'if-none-match': expect.stringMatching(/^"[0-9a-f]{32}"$/) },
    });
  });

  it('change when others are published', async () => {
    publish(first, 0);
    const source = newSource();
    await source.ready();
    publish(second, 0);
    nowMs += 30_000;
    await source.ready();
    expect(source.policy().compiled.hash).toBe(second.hash);
  });

  it.each([
    ['nothing was published', {}, 'npx gatehouse bundle publish'],
    ['there is no such bucket', { bucket: 'none' }, 'bucket name'],
    ['the bucket is somebody else’s', { bucketOwner: '111122223333' }, 'bucket policy'],
  ])('are policy_unavailable where %s', async (_what, change, remedy) => {
    const fault = await faultOf(newSource(change).ready() ?? Promise.resolve());
    expect(fault.code).toBe('policy_unavailable');
    expect(fault.remedy).toContain(remedy);
  });

  it('are policy_unavailable where S3 fails', async () => {
    server.refusal = { status: 500, code: 'InternalError' };
    expect((await faultOf(newSource().ready() ?? Promise.resolve())).remedy).toContain('network path');
  });
});
