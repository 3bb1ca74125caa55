import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { SigV4Authorization } from './authorization-header.ts';

interface CachedKey {
  readonly secretAccessKey: string;
  readonly key: KeyObject;
}

/**
 * Derives SigV4 signing keys and keeps the most recently used: four HMACs for the first call of a credential, date, region and service,
 * none for the next. Bounded, because access keys come and go all day.
 */
export class SigningKeys {
  readonly #capacity: number;
  readonly #keys = new Map<string, CachedKey>();

  constructor(capacity = 1_000) {
    this.#capacity = capacity;
  }

  get(
    secretAccessKey: string,
    authorization: Pick<SigV4Authorization, 'accessKeyId' | 'date' | 'region' | 'service' | 'scope'>,
  ): KeyObject {
    const id = `${authorization.accessKeyId}/${authorization.scope}`;
    const cached = this.#keys.get(id);
    if (cached !== undefined) this.#keys.delete(id);
    // An access key id whose secret changed must not be verified by the old secret.
    const entry =
      cached?.secretAccessKey === secretAccessKey
        ? cached
        : { secretAccessKey, key: derive(secretAccessKey, authorization) };
    this.#keys.set(id, entry);
    if (this.#keys.size > this.#capacity) this.#forgetOldest();
    return entry.key;
  }

  get size(): number {
    return this.#keys.size;
  }

  #forgetOldest(): void {
    for (const oldest of this.#keys.keys()) {
      this.#keys.delete(oldest);
      return;
    }
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#calculate-signature */
function derive(secret: string, scope: Pick<SigV4Authorization, 'date' | 'region' | 'service'>): KeyObject {
  const dateKey = hmac(`AWS4${secret}`, scope.date);
  // A KeyObject is set up once; an HMAC with raw bytes sets a key up each time, at four times the cost of the HMAC itself.
  return createSecretKey(hmac(hmac(hmac(dateKey, scope.region), scope.service), 'aws4_request'));
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
