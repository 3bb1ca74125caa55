import { GetObjectCommand, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { type BundlePointer, bundleKey, factsKey, pointerKey, readPointer } from '../../hub/gateway/bundle-pointer.ts';
import { type DeploymentFacts, readFacts } from '../../hub/gateway/deployment-facts.ts';
import { policyBucketName } from '../../hub/gateway/policy-bucket-name.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import type { HubPolicy } from '../../shared/config/hub-policy.ts';
import { readCompiledPolicy } from '../../shared/config/read-bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import { awsFault } from './aws-faults.ts';

/** The pointer, and the tag by which S3 knows that it is still the same. */
export interface FoundPointer {
  readonly pointer: BundlePointer;
  readonly tag: string;
}

/** The bucket of policy bundles, as who publishes uses it. Every request names the account that must own it. */
export class BundleBucketS3 {
  readonly #client: S3Client;
  readonly #place: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor(client: S3Client, hub: HubPolicy) {
    this.#client = client;
    this.#place = { Bucket: policyBucketName(hub), ExpectedBucketOwner: hub.accountId };
  }

  /** Undefined where nothing was ever published. */
  async pointer(): Promise<FoundPointer | undefined> {
    const found = await this.#get(pointerKey);
    return found === undefined ? undefined : { pointer: readPointer(found.bytes), tag: found.tag };
  }

  async bundle(hash: string): Promise<CompiledPolicy> {
    return readCompiledPolicy(await this.#named(bundleKey(hash)), hash);
  }

  async facts(hash: string): Promise<DeploymentFacts> {
    return readFacts(await this.#named(factsKey(hash)), hash);
  }

  /** Puts an object that its hash names. One that is there already is left alone, whatever it holds: whoever reads it checks. */
  async create(key: string, text: string): Promise<void> {
    await this.#put(key, text, { IfNoneMatch: '*' });
  }

  /** @throws GatehouseFault `publish_conflict` where the pointer is no longer the one that was found. */
  async replacePointer(pointer: BundlePointer, found: FoundPointer | undefined): Promise<void> {
    const condition = found === undefined ? { IfNoneMatch: '*' } : { IfMatch: found.tag };
    const text = canonicalJson(pointer);
    if (await this.#put(pointerKey, text, condition)) return;
    // Where the answer to a write was lost, the SDK has written again, and met its own.
    const now = await this.#get(pointerKey);
    if (now !== undefined && new TextDecoder().decode(now.bytes) === text) return;
    throw new GatehouseFault(
      'publish_conflict',
      'Somebody else has published meanwhile. Nothing of this publication is in force.',
      'See what is: npx gatehouse bundle status. Then publish again from the file that is to hold.',
    );
  }

  async #named(key: string): Promise<Uint8Array> {
    const found = await this.#get(key);
    if (found !== undefined) return found.bytes;
    throw new GatehouseFault(
      'policy_unavailable',
      'The bucket of policy bundles does not hold an object that its pointer names.',
      'Find out who removed it: the bucket policy lets break-glass alone. Publishing again makes the rules complete.',
    );
  }

  async #get(Key: string): Promise<{ readonly bytes: Uint8Array; readonly tag: string } | undefined> {
    try {
      const { Body, ETag } = await this.#client.send(new GetObjectCommand({ ...this.#place, Key }));
      return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array(), tag: ETag ?? '' };
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw awsFault(error);
    }
  }

  /** Whether the condition held. */
  async #put(
    Key: string,
    text: string,
    condition: { readonly IfNoneMatch?: string; readonly IfMatch?: string },
  ): Promise<boolean> {
    const body = { Body: Buffer.from(text), ContentType: 'application/json' };
    try {
      await this.#client.send(new PutObjectCommand({ ...this.#place, Key, ...body, ...condition }));
      return true;
    } catch (error) {
      if (conditionFailed(error)) return false;
      throw awsFault(error);
    }
  }
}

/** 409: another write of the same key was under way. 404: the object of an If-Match is gone. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
function conditionFailed(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  const { httpStatusCode: status } = error.$metadata;
  return status === 412 || status === 409 || (status === 404 && error.name === 'NoSuchKey');
}
