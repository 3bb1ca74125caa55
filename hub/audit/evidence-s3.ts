import { hash } from 'node:crypto';
import {
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  PutObjectCommand,
  type PutObjectCommandInput,
  type PutObjectCommandOutput,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { GatehouseFault } from '../../shared/errors.ts';
import type { EvidenceLocation, EvidenceObject, EvidenceStore } from '../gateway/ports.ts';
import { evidenceAltered, evidenceConflict, evidenceMissing } from './evidence-faults.ts';

export interface EvidenceS3Options {
  readonly client: S3Client;
  readonly bucket: string;
  /** `COMPLIANCE`: nobody, root included, can shorten it; `GOVERNANCE`: those with `s3:BypassGovernanceRetention` can. */
  readonly lockMode: 'COMPLIANCE' | 'GOVERNANCE';
  /**
   * Whether the server refuses to create an existing key (`If-None-Match: *`), as S3 does. Servers that do not are asked with a HEAD first, which two writers at the
   * same moment could both pass; each then has its own version, and neither alters the other's.
   * @default true
   */
  readonly conditionalCreate?: boolean;
}

/** The object's SHA-256 in its metadata: a HEAD then tells a retry from a conflict on any server. */
const hashMetadata = 'sha256';

/**
 * The AWS evidence store: S3 with Object Lock. A lock protects a version, not a key (new versions and delete markers stay possible), so every location pins
 * the version id, and every read checks the hash.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export class EvidenceS3 implements EvidenceStore {
  readonly #client: S3Client;
  readonly #options: EvidenceS3Options;

  constructor(options: EvidenceS3Options) {
    this.#client = options.client;
    this.#options = options;
  }

  async put(object: EvidenceObject): Promise<EvidenceLocation> {
    const sha256 = hash('sha256', object.body, 'hex');
    // S3 keeps dates in whole seconds and would round down: never keep an object shorter than asked.
    const keepable = { ...object, retainUntilMs: Math.ceil(object.retainUntilMs / 1000) * 1000 };
    if (this.#options.conditionalCreate === false) {
      const existing = await this.#head(object.key);
      if (existing !== undefined) return sameOrConflict(keepable, sha256, existing);
    }
    const created = await this.#create(keepable, sha256);
    if (created !== undefined) return locate(keepable, sha256, created.VersionId);
    const existing = await this.#head(object.key);
    if (existing === undefined) throw evidenceConflict(); // created, then hidden behind a delete marker
    return sameOrConflict(keepable, sha256, existing);
  }

  async get(location: Pick<EvidenceLocation, 'key' | 'versionId' | 'sha256'>): Promise<Uint8Array> {
    const request = new GetObjectCommand({
      Bucket: this.#options.bucket,
      Key: location.key,
      VersionId: location.versionId,
    });
    const body = await this.#read(request);
    if (hash('sha256', body, 'hex') !== location.sha256) throw evidenceAltered();
    return body;
  }

  /** Undefined where the key exists already. */
  async #create(object: EvidenceObject, sha256: string): Promise<PutObjectCommandOutput | undefined> {
    try {
      return await this.#client.send(new PutObjectCommand(this.#request(object, sha256)));
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412) return undefined;
      throw asFault(error);
    }
  }

  #request(object: EvidenceObject, sha256: string): PutObjectCommandInput {
    return {
      Bucket: this.#options.bucket,
      Key: object.key,
      Body: object.body,
      ContentType: 'application/octet-stream',
      ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
      Metadata: { [hashMetadata]: sha256 },
      ObjectLockMode: this.#options.lockMode,
      ObjectLockRetainUntilDate: new Date(object.retainUntilMs),
      ...(this.#options.conditionalCreate === false ? {} : { IfNoneMatch: '*' }),
    };
  }

  async #read(request: GetObjectCommand): Promise<Uint8Array> {
    try {
      const { Body } = await this.#client.send(request);
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    } catch (error) {
      throw asFault(error);
    }
  }

  async #head(key: string): Promise<HeadObjectCommandOutput | undefined> {
    try {
      return await this.#client.send(new HeadObjectCommand({ Bucket: this.#options.bucket, Key: key }));
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
      throw asFault(error);
    }
  }
}

function sameOrConflict(object: EvidenceObject, sha256: string, existing: HeadObjectCommandOutput): EvidenceLocation {
  if (existing.Metadata?.[hashMetadata] !== sha256) throw evidenceConflict();
  const until = existing.ObjectLockRetainUntilDate?.getTime() ?? object.retainUntilMs;
  return locate({ ...object, retainUntilMs: until }, sha256, existing.VersionId);
}

function locate(object: EvidenceObject, sha256: string, versionId: string | undefined): EvidenceLocation {
  if (versionId === undefined || versionId === 'null') {
    throw new GatehouseFault(
      'evidence_unavailable',
      'The evidence bucket gave the object no version.',
      'Turn on versioning and Object Lock: without a version to pin, the object could be replaced.',
    );
  }
  return { key: object.key, versionId, sha256, retainUntil: new Date(object.retainUntilMs).toISOString() };
}

/** S3's error codes in the hub's terms. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const remedies: Readonly<Record<string, string>> = {
  AccessDenied:
    "Check the hub role's policy, the bucket policy, the endpoint policy and the key policy of the bucket's KMS key.",
  InvalidRequest: 'Create the bucket with Object Lock enabled: retention cannot be set otherwise.',
  NoSuchBucket: 'Check the bucket name that the stack gave the hub.',
  'KMS.DisabledException': "Enable the bucket's KMS key again.",
  SlowDown: 'S3 is throttling this prefix; the call may be tried again.',
};

/** What a read of a pinned version answers when that version is not there. */
const missing = new Set(['NoSuchKey', 'NoSuchVersion', 'NotFound', 'MethodNotAllowed', 'InvalidArgument']);

function asFault(error: unknown): GatehouseFault {
  const name = error instanceof Error ? error.name : '';
  if (missing.has(name)) return evidenceMissing(error);
  const remedy = Object.hasOwn(remedies, name) ? remedies[name] : undefined;
  return new GatehouseFault(
    'evidence_unavailable',
    'The evidence bucket cannot be read or written.',
    remedy ?? "Check the network path to S3 (gateway endpoint and its policy) and the bucket's health.",
    { cause: error },
  );
}
