import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';
import type { BedrockRuntimeClientConfig } from '@aws-sdk/client-bedrock-runtime';

type HashConstructor = NonNullable<BedrockRuntimeClientConfig['sha256']>;
type Secret = ConstructorParameters<HashConstructor>[0];

/** By the bytes themselves: the signer derives a signing key once a day and hands out the same array for each call. */
const keys = new WeakMap<object, KeyObject>();

/**
 * SHA-256 for the SDK's signer, as its own but for one thing: a signing key becomes a KeyObject once. An HMAC with raw bytes sets a key up each time, at four times the
 * cost of the HMAC itself, and a signature is made for each call.
 */
export class SigningHash {
  readonly #key: KeyObject | string | undefined;
  #hash: Hash | Hmac;

  constructor(secret?: Secret) {
    this.#key = secret === undefined || typeof secret === 'string' ? secret : keyObject(secret);
    this.#hash = this.#begin();
  }

  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#begin();
  }

  #begin(): Hash | Hmac {
    return this.#key === undefined ? createHash('sha256') : createHmac('sha256', this.#key);
  }
}

function keyObject(secret: ArrayBuffer | ArrayBufferView): KeyObject {
  let key = keys.get(secret);
  if (key === undefined) {
    const bytes = ArrayBuffer.isView(secret)
      ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
      : Buffer.from(secret);
    key = createSecretKey(bytes);
    keys.set(secret, key);
  }
  return key;
}
