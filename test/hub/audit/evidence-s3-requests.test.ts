import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EvidenceS3 } from '../../../hub/audit/evidence-s3.ts';
import { expectFault, faultOf } from '../gateway/faults.ts';

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const body = Buffer.from('ciphertext');
const sha256 = createHash('sha256').update(body).digest();
const object = { key: 'content/app/1.enc', body, retainUntilMs: Date.UTC(2030, 0, 1) };

/** What the reference server does not know: the requests that S3 itself answers, and its refusals. */
describe('EvidenceS3 on the wire', () => {
  let server: Server;
  let answers: Answer[];
  let requests: { method: string; url: string; headers: IncomingHttpHeaders }[];
  beforeEach(async () => {
    answers = [];
    requests = [];
    server = createServer(async (request, response) => {
      await buffer(request);
      requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
      const answer = answers.shift() ?? { status: 500 };
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.close());
  const evidence = (lockMode: 'COMPLIANCE' | 'GOVERNANCE' = 'COMPLIANCE') => {
    const client = new S3Client({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      forcePathStyle: true,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'test' },
    });
    return new EvidenceS3({ client, bucket: 'evidence', lockMode });
  };
  const refusal = (status: number, code: string): Answer => ({
    status,
    body: `<Error><Code>${code}</Code><Message>no</Message></Error>`,
  });

  it('asks for a new key, a lock until the given time, and a checked hash', async () => {
    answers.push({ status: 200, headers: { 'x-amz-version-id': 'v1' } });
    const stored = await evidence().put(object);
    expect(stored).toEqual({
      key: object.key,
      versionId: 'v1',
      sha256: sha256.toString('hex'),
      retainUntil: '2030-01-01T00:00:00.000Z',
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]?.headers).toMatchObject({
      'if-none-match': '*',
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': '2030-01-01T00:00:00Z',
      'x-amz-checksum-sha256': sha256.toString('base64'),
    });
  });

  it('keeps an object to the next whole second, never shorter than asked', async () => {
    answers.push({ status: 200, headers: { 'x-amz-version-id': 'v1' } });
    const stored = await evidence().put({ ...object, retainUntilMs: object.retainUntilMs + 1 });
    expect(stored.retainUntil).toBe('2030-01-01T00:00:01.000Z');
    expect(requests[0]?.headers['x-amz-object-lock-retain-until-date']).toBe('2030-01-01T00:00:01Z');
  });

  it('locks in governance mode where it is told to', async () => {
    answers.push({ status: 200, headers: { 'x-amz-version-id': 'v1' } });
    await evidence('GOVERNANCE').put(object);
    expect(requests[0]?.headers['x-amz-object-lock-mode']).toBe('GOVERNANCE');
  });

  it('pins the version that it reads', async () => {
    answers.push({ status: 200, body: body.toString() });
    const read = await evidence().get({ key: object.key, versionId: 'v7', sha256: sha256.toString('hex') });
    expect(Buffer.from(read).equals(body)).toBe(true);
    expect(requests[0]?.url).toContain('versionId=v7');
  });

  it('takes an existing object with the same bytes for its own, retried', async () => {
    answers.push(refusal(412, 'PreconditionFailed'), {
      status: 200,
      headers: {
        'x-amz-version-id': 'v1',
        'x-amz-meta-sha256': sha256.toString('hex'),
        'x-amz-object-lock-retain-until-date': '2031-01-01T00:00:00.000Z',
      },
    });
    expect(await evidence().put(object)).toMatchObject({ versionId: 'v1', retainUntil: '2031-01-01T00:00:00.000Z' });
  });

  it('faults on an existing object with other bytes', async () => {
    answers.push(refusal(412, 'PreconditionFailed'), {
      status: 200,
      headers: { 'x-amz-version-id': 'v1', 'x-amz-meta-sha256': '00' },
    });
    await expectFault(evidence().put(object), 'evidence_conflict');
  });

  it.each([
    ['no version', { status: 200 }],
    ['the null version', { status: 200, headers: { 'x-amz-version-id': 'null' } }],
  ])('faults on a bucket without versioning: %s', async (_name, answer) => {
    answers.push(answer);
    const fault = await faultOf(evidence().put(object));
    expect(fault.code).toBe('evidence_unavailable');
    expect(fault.remedy).toContain('versioning');
  });

  it.each([
    [403, 'AccessDenied', 'evidence_unavailable', 'bucket policy'],
    [404, 'NoSuchBucket', 'evidence_unavailable', 'bucket name'],
    [503, 'SlowDown', 'evidence_unavailable', 'throttling'],
    [500, 'InternalError', 'evidence_unavailable', 'network path'],
    [404, 'NoSuchKey', 'evidence_corrupt', 'investigation'],
    [404, 'NoSuchVersion', 'evidence_corrupt', 'investigation'],
    [400, 'constructor', 'evidence_unavailable', 'network path'],
  ] as const)('explains %i %s', async (status, code, faultCode, remedy) => {
    answers.push(refusal(status, code));
    const fault = await faultOf(evidence().get({ key: object.key, versionId: 'v1', sha256: '' }));
    expect(fault.code).toBe(faultCode);
    expect(fault.remedy).toContain(remedy);
  });
});
