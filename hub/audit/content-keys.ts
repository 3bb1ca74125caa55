import type { KeyObject } from 'node:crypto';

/** A 256-bit key under which one subject's content is encrypted; destroying it erases the content everywhere. */
export interface DataKey {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * The keys that evidence needs. Embedded: files under the state directory, wrapped by a local master key. AWS: KMS.
 * Faults with code `key_unavailable`.
 */
export interface ContentKeys {
  /** HMAC-SHA-256 key of all commitments in records, so that a record alone does not let anybody guess short prompts. */
  readonly commitment: KeyObject;
  /** The data key of a subject: a declared user within an application, or the application where no user is declared. Made on first use. */
  dataKey(application: string, user: string | null): Promise<DataKey>;
  /** A data key by its id, for reading; undefined once erased. */
  find(dataKeyId: string): Promise<DataKey | undefined>;
}
