import type { Clock } from '../gateway/ports.ts';
import type { DataKey } from './content-keys.ts';

export interface DataKeyCacheOptions {
  readonly clock: Clock;
  /** Seconds for which a key is used without looking whether it was erased. */
  readonly keepSeconds: number;
  /** Keys kept at once; the oldest go first. */
  readonly most: number;
}

type Load = () => Promise<DataKey | undefined>;

/** Unwrapped data keys by id, for a while. One load for all who wait for the same key; what failed, or is not there, is not remembered. */
export class DataKeyCache {
  readonly #options: DataKeyCacheOptions;
  readonly #known = new Map<string, { readonly loading: Promise<DataKey | undefined>; readonly until: number }>();

  constructor(options: DataKeyCacheOptions) {
    this.#options = options;
  }

  get(id: string, load: Load): Promise<DataKey | undefined> {
    const { clock, keepSeconds } = this.#options;
    const now = clock.now();
    const known = this.#known.get(id);
    if (known !== undefined && now < known.until) return known.loading;
    const entry = { loading: load(), until: now + keepSeconds * 1_000 };
    // In the order of their loading, so that the oldest is found first.
    this.#known.delete(id);
    this.#known.set(id, entry);
    this.#makeRoom();
    const forget = () => {
      if (this.#known.get(id) === entry) this.#known.delete(id);
    };
    entry.loading.then((key) => key ?? forget()).catch(forget);
    return entry.loading;
  }

  #makeRoom(): void {
    const oldest = this.#known.keys().next();
    if (this.#known.size > this.#options.most && oldest.done !== true) this.#known.delete(oldest.value);
  }
}
