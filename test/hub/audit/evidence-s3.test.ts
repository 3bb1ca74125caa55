import { randomUUID } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectRetentionCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it } from 'vitest';
import { EvidenceS3 } from '../../../hub/audit/evidence-s3.ts';
import { describeEvidence } from '../gateway/evidence.contract.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';

const endpoint = process.env.S3_ENDPOINT;

/** A bucket of its own for each caller, with Object Lock. */
async function newBucket(lock: boolean): Promise<{ client: S3Client; bucket: string }> {
  const client = new S3Client({ endpoint: endpoint ?? '', forcePathStyle: true, region: 'us-east-1' });
  const bucket = `evidence-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: lock }));
  return { client, bucket };
}

if (endpoint === undefined) {
  describe.skip('EvidenceS3 (skipped: S3_ENDPOINT names no server that enforces Object Lock)', () => {
    it('keeps the evidence contract', () => undefined);
  });
} else {
  describeEvidence('EvidenceS3', async () => {
    const { client, bucket } = await newBucket(true);
    // The reference server does not know If-None-Match on PUT.
    const evidence = new EvidenceS3({ client, bucket, lockMode: 'COMPLIANCE', conditionalCreate: false });
    return { evidence, close: async () => client.destroy() };
  });

  describe('EvidenceS3 against a server that enforces Object Lock', () => {
    const body = Buffer.from('what was said');
    const retainUntilMs = Date.now() + 30 * 86_400_000;
    let client: S3Client;
    let bucket: string;
    let evidence: EvidenceS3;
    beforeAll(async () => {
      ({ client, bucket } = await newBucket(true));
      evidence = new EvidenceS3({ client, bucket, lockMode: 'COMPLIANCE', conditionalCreate: false });
    });
    const store = () => evidence.put({ key: `content/${randomUUID()}`, body, retainUntilMs });

    it('locks the version in compliance mode until the given time', async () => {
      const { key, versionId } = await store();
      const { Retention } = await client.send(
        new GetObjectRetentionCommand({ Bucket: bucket, Key: key, VersionId: versionId }),
      );
      expect(Retention?.Mode).toBe('COMPLIANCE');
      // S3 keeps whole seconds; the adapter rounds up, so that nothing is kept shorter than asked.
      expect(Retention?.RetainUntilDate?.getTime()).toBe(Math.ceil(retainUntilMs / 1000) * 1000);
    });

    it('lets nobody delete the version', async () => {
      const stored = await store();
      const deletion = new DeleteObjectCommand({
        Bucket: bucket,
        Key: stored.key,
        VersionId: stored.versionId,
        BypassGovernanceRetention: true,
      });
      await expect(client.send(deletion)).rejects.toMatchObject({ name: 'AccessDenied' });
      expect(Buffer.from(await evidence.get(stored)).equals(body)).toBe(true);
    });

    it.each([
      ['shortened', { Mode: 'COMPLIANCE', RetainUntilDate: new Date(Date.now() + 60_000) }],
      ['weakened to governance mode', { Mode: 'GOVERNANCE', RetainUntilDate: new Date(retainUntilMs) }],
    ] as const)('lets the retention not be %s', async (_how, retention) => {
      const stored = await store();
      const change = {
        Bucket: bucket,
        Key: stored.key,
        VersionId: stored.versionId,
        Retention: retention,
        BypassGovernanceRetention: true,
      };
      await expect(client.send(new PutObjectRetentionCommand(change))).rejects.toMatchObject({ name: 'AccessDenied' });
    });

    it('still reads the pinned version after the key was overwritten', async () => {
      const stored = await store();
      const overwritten = await client.send(new PutObjectCommand({ Bucket: bucket, Key: stored.key, Body: 'forged' }));
      expect(overwritten.VersionId).not.toBe(stored.versionId);
      expect(Buffer.from(await evidence.get(stored)).equals(body)).toBe(true);
    });

    it('refuses to take the overwriting version for the recorded one', async () => {
      const stored = await store();
      const { VersionId } = await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: stored.key, Body: 'forged' }),
      );
      await expectFault(evidence.get({ ...stored, versionId: VersionId ?? '' }), 'evidence_corrupt');
    });

    it('still reads the pinned version behind a delete marker', async () => {
      const stored = await store();
      const { DeleteMarker } = await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: stored.key }));
      expect(DeleteMarker).toBe(true);
      expect(Buffer.from(await evidence.get(stored)).equals(body)).toBe(true);
    });

    it('faults on a bucket without Object Lock, and says what to turn on', async () => {
      const plain = await newBucket(false);
      const unlocked = new EvidenceS3({ ...plain, lockMode: 'COMPLIANCE', conditionalCreate: false });
      const fault = await faultOf(unlocked.put({ key: 'k', body, retainUntilMs }));
      expect(fault.code).toBe('evidence_unavailable');
      expect(fault.remedy).toContain('Object Lock');
    });

    it('faults on a bucket that does not exist', async () => {
      const nowhere = new EvidenceS3({
        client,
        bucket: `none-${randomUUID()}`,
        lockMode: 'COMPLIANCE',
        conditionalCreate: false,
      });
      await expectFault(nowhere.put({ key: 'k', body, retainUntilMs }), 'evidence_unavailable');
    });
  });
}
