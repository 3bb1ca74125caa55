/** A data key that only KMS can unwrap, and what it is bound to. */
export interface WrappedKey {
  /** 32 hexadecimal digits; say nothing about the subject. */
  readonly id: string;
  readonly application: string;
  readonly wrapped: Uint8Array;
}

/** Where wrapped data keys are kept. Faults with code `key_unavailable`. */
export interface WrappedKeys {
  /** Undefined where there is none, or none any more. */
  get(id: string): Promise<WrappedKey | undefined>;
  /** Keeps the key unless its subject has one, and answers which one it has: two who begin at once end with the same. */
  keep(key: WrappedKey): Promise<WrappedKey>;
}
