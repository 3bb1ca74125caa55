import { createHmac, type KeyObject } from 'node:crypto';
import type { KMSClient } from '@aws-sdk/client-kms';
import { GatehouseFault } from '../../shared/errors.ts';
import type { Clock } from '../gateway/ports.ts';
import type { ContentKeys, DataKey } from './content-keys.ts';
import { DataKeyCache } from './data-key-cache.ts';
import { derivedSecret, newDataKey, unwrapDataKey } from './kms-data-keys.ts';
import type { WrappedKeys } from './wrapped-keys.ts';

export interface KmsContentKeysOptions {
  readonly kms: KMSClient;
  readonly wrappedKeys: WrappedKeys;
  /** ARN of the key that wraps data keys. */
  readonly contentKeyId: string;
  /** ARN of the HMAC key. */
  readonly commitmentKeyId: string;
  readonly clock: Clock;
  /**
   * Seconds for which an unwrapped key is used before its item is looked at again: so long after an erasure a running function may still read what was erased, and what it writes for the
   * subject meanwhile is lost with it.
   * @default 300
   */
  readonly keepSeconds?: number;
  /** Unwrapped keys in memory at once. @default 10000 */
  readonly mostKept?: number;
}

/** What the secrets are for. Never change one: every commitment and every data key id depends on it. */
const labels = { commitment: 'gatehouse/content-commitment/v1', subjects: 'gatehouse/data-key-ids/v1' } as const;

/**
 * The content keys of the hub on AWS: the content key wraps data keys and never leaves KMS; the wrapped ones lie in a table, from which an erasure takes one. Commitments are made with a secret that
 * is derived from the HMAC key at the start; data key ids with another, so that nobody who sees an id in a record or a trail can try whose it is.
 *
 * @throws GatehouseFault `key_unavailable`
 *
 * @example const keys = await openKmsContentKeys({ kms: new KMSClient({}), wrappedKeys, contentKeyId, commitmentKeyId, clock: { now: Date.now } });
 */
export async function openKmsContentKeys(options: KmsContentKeysOptions): Promise<ContentKeys> {
  const { kms, commitmentKeyId } = options;
  const [commitment, subjects] = await Promise.all([
    derivedSecret(kms, commitmentKeyId, labels.commitment),
    derivedSecret(kms, commitmentKeyId, labels.subjects),
  ]);
  return new KmsContentKeys(options, commitment, subjects);
}

class KmsContentKeys implements ContentKeys {
  readonly commitment: KeyObject;
  readonly #subjects: KeyObject;
  readonly #options: KmsContentKeysOptions;
  readonly #cache: DataKeyCache;

  constructor(options: KmsContentKeysOptions, commitment: KeyObject, subjects: KeyObject) {
    this.commitment = commitment;
    this.#subjects = subjects;
    this.#options = options;
    const { clock, keepSeconds = 300, mostKept = 10_000 } = options;
    this.#cache = new DataKeyCache({ clock, keepSeconds, most: mostKept });
  }

  async dataKey(application: string, user: string | null): Promise<DataKey> {
    const id = this.#subjectId(application, user);
    const load = () => this.#findOrMake(id, application);
    // A second time, because a `find` under way may have answered that there is none yet.
    const key = (await this.#cache.get(id, load)) ?? (await this.#cache.get(id, load));
    if (key !== undefined) return key;
    throw new GatehouseFault('key_unavailable', 'A data key could not be made.', 'Try again.');
  }

  find(dataKeyId: string): Promise<DataKey | undefined> {
    if (!/^[0-9a-f]{32}$/.test(dataKeyId)) return Promise.resolve(undefined);
    return this.#cache.get(dataKeyId, () => this.#unwrapped(dataKeyId));
  }

  /** The NUL keeps (`a`, `bc`) and (`ab`, `c`) apart. */
  #subjectId(application: string, user: string | null): string {
    const subject = `${application}\0${user ?? ''}`;
    return createHmac('sha256', this.#subjects).update(subject).digest('hex').slice(0, 32);
  }

  async #unwrapped(id: string): Promise<DataKey | undefined> {
    const found = await this.#options.wrappedKeys.get(id);
    if (found === undefined) return undefined;
    return { id, key: await unwrapDataKey(this.#options.kms, this.#options.contentKeyId, found) };
  }

  async #findOrMake(id: string, application: string): Promise<DataKey> {
    const found = await this.#unwrapped(id);
    if (found !== undefined) return found;
    const { kms, contentKeyId, wrappedKeys } = this.#options;
    const { key, ...made } = await newDataKey(kms, contentKeyId, { id, application });
    const kept = await wrappedKeys.keep(made);
    if (kept === made) return { id, key };
    // Somebody was quicker: theirs is the subject's key, and this one was never used.
    return { id, key: await unwrapDataKey(kms, contentKeyId, kept) };
  }
}
