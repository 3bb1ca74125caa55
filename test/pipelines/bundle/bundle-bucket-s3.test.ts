import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextPointer } from '../../../hub/gateway/bundle-pointer.ts';
import { BundleBucketS3 } from '../../../pipelines/bundle/bundle-bucket-s3.ts';
import { expectFault } from '../../hub/gateway/faults.ts';
import { HubAccount, hub } from '../cli/bundle-account.fixture.ts';

const [one, other] = ['1', '2'].map((digit) => {
  const name = { hash: digit.repeat(64), facts: 'f'.repeat(64) };
  return nextPointer(undefined, name, new Date(Date.UTC(2026, 10, 21)));
}) as [ReturnType<typeof nextPointer>, ReturnType<typeof nextPointer>];

describe('the pointer in S3', () => {
  let account: HubAccount;
  let bucket: BundleBucketS3;
  beforeEach(async () => {
    account = await HubAccount.start();
    bucket = new BundleBucketS3(account.clients.s3, hub);
  });
  afterEach(() => account.close());

  it('is read as it was written, and replaced by who has read it', async () => {
    expect(await bucket.pointer()).toBeUndefined();
    await bucket.replacePointer(one, undefined);
    const found = await bucket.pointer();
    expect(found?.pointer).toEqual(one);
    await bucket.replacePointer(other, found);
    expect((await bucket.pointer())?.pointer).toEqual(other);
  });

  it('is not replaced by who has not read it, or something else', async () => {
    await bucket.replacePointer(one, undefined);
    const found = await bucket.pointer();
    await expectFault(bucket.replacePointer(other, undefined), 'publish_conflict');
    await bucket.replacePointer(other, found);
    await expectFault(bucket.replacePointer(one, found), 'publish_conflict');
    expect((await bucket.pointer())?.pointer).toEqual(other);
  });

  it('may be written again where the answer to the first write was lost', async () => {
    await bucket.replacePointer(one, undefined);
    await bucket.replacePointer(one, undefined);
    expect((await bucket.pointer())?.pointer).toEqual(one);
  });

  it('is not put back where it has gone meanwhile', async () => {
    await bucket.replacePointer(one, undefined);
    const found = await bucket.pointer();
    account.s3.objects.clear();
    await expectFault(bucket.replacePointer(other, found), 'publish_conflict');
    expect(account.s3.objects.size).toBe(0);
  });

  it('leaves an object alone that is there already', async () => {
    await bucket.create('policy-bundles/x.json', 'first');
    await bucket.create('policy-bundles/x.json', 'second');
    expect(account.stored('policy-bundles/x.json')).toBe('first');
  });
});
