import { GetObjectCommand, type GetObjectCommandOutput, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { GatehouseFault } from '../../shared/errors.ts';
import { pointerKey } from './bundle-pointer.ts';
import type { DeliveredBundles } from './loaded-policies.ts';
import { PolicySource, type PolicySourceOptions } from './policy-source.ts';

export interface PolicyBundleS3Options extends Omit<PolicySourceOptions, 'bundles'> {
  readonly client: S3Client;
  readonly bucket: string;
  /** Account that owns the bucket: S3 refuses where a bucket of the same name is somebody else's. */
  readonly bucketOwner: string;
}

/** How long one object may take, in milliseconds: a call that waits for the rules must not wait for a dead connection. */
const timeoutMs = 5_000;

/**
 * The rules as `gatehouse bundle publish` delivers them to the hub's bucket: `policy-bundles/current` names them, `policy-bundles/HASH.json` and `deployment-facts/HASH.json` hold them.
 *
 * @example policySourceS3({ client: new S3Client({}), bucket, bucketOwner: '111122223333', clock: Date, onProblem: log });
 */
export function policySourceS3({ client, bucket, bucketOwner, ...options }: PolicyBundleS3Options): PolicySource {
  return new PolicySource({ ...options, bundles: new PolicyBundleS3(client, bucket, bucketOwner) });
}

class PolicyBundleS3 implements DeliveredBundles {
  readonly #client: S3Client;
  readonly #place: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor(client: S3Client, bucket: string, bucketOwner: string) {
    this.#client = client;
    this.#place = { Bucket: bucket, ExpectedBucketOwner: bucketOwner };
  }

  async pointer(knownTag: string | undefined): Promise<{ bytes: Uint8Array; tag: string } | undefined> {
    const found = await this.#get(pointerKey, knownTag);
    if (found === undefined) return undefined;
    return { bytes: await bytesOf(found), tag: found.ETag ?? '' };
  }

  async object(key: string): Promise<Uint8Array> {
    const found = await this.#get(key);
    return found === undefined ? new Uint8Array() : bytesOf(found);
  }

  /** Undefined where the object still has the tag. */
  async #get(Key: string, knownTag?: string): Promise<GetObjectCommandOutput | undefined> {
    const condition = knownTag === undefined || knownTag === '' ? {} : { IfNoneMatch: knownTag };
    const request = new GetObjectCommand({ ...this.#place, Key, ...condition });
    try {
      return await this.#client.send(request, { abortSignal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 304) return undefined;
      throw asFault(error);
    }
  }
}

async function bytesOf({ Body }: GetObjectCommandOutput): Promise<Uint8Array> {
  try {
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
  } catch (error) {
    throw asFault(error);
  }
}

/** S3's error codes in the hub's terms. Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const remedies: Readonly<Record<string, string>> = {
  // To who may not list the bucket, S3 says the same of an object that is not there.
  AccessDenied:
    "Publish the policy bundle (npx gatehouse bundle publish); if there is one, check the function's role, the bucket policy, the endpoint policy and the key policy.",
  NoSuchBucket: 'Check the bucket name that the stack gave the function.',
  NoSuchKey: 'Publish the policy bundle: npx gatehouse bundle publish',
};

function asFault(cause: unknown): GatehouseFault {
  const name = cause instanceof Error ? cause.name : '';
  const remedy = Object.hasOwn(remedies, name) ? remedies[name] : undefined;
  return new GatehouseFault(
    'policy_unavailable',
    'The policy bundle cannot be read from its bucket.',
    remedy ?? 'Check the network path to S3 (gateway endpoint and its policy).',
    { cause },
  );
}
