import { maxClockSkewMs } from './signing-time.ts';

/** Decides whether a genuine signature may be used (again). Asked after verification only, so strangers cannot fill its memory. */
export interface ReplayGuard {
  /** `signature` in hex. False: it was used before, or that can no longer be ruled out. */
  admit(signature: string, signedAtMs: number, nowMs: number): boolean;
}

export interface ReplayGuardOptions {
  /**
   * How long after its date a signature may be used again. Dates have whole seconds, so equal calls made in one second share a signature,
   * and SDKs send a signed request once more when a connection broke.
   * @default 15
   */
  readonly repeatSeconds?: number;
  /**
   * Signatures remembered for each ten minutes, about 150 bytes each.
   * @default 300000
   */
  readonly capacity?: number;
}

interface Generation {
  readonly seen: Set<string>;
  /** Some signature of this generation was admitted without being remembered. */
  overflowed: boolean;
}

/** Valid dates lie within the clock skew on either side of now, so two generations of this width always cover them. */
const generationMs = 2 * maxClockSkewMs;

/**
 * Remembers the signatures of two generations by signing date. When a generation is full it fails closed: fresh signatures (within the
 * repeat window) still pass, as they would if they were remembered, so healthy callers notice nothing; a signature past its window which is
 * not remembered might be one of those that did not fit, and is refused. A flood thus costs late callers their call, and never lets a
 * replay through. What it cannot know is what an earlier process saw: a restart forgets, and the five minutes of clock skew are then the bound.
 */
export class MemoryReplayGuard implements ReplayGuard {
  readonly #repeatMs: number;
  readonly #capacity: number;
  readonly #generations = new Map<number, Generation>();

  constructor(options: ReplayGuardOptions = {}) {
    this.#repeatMs = (options.repeatSeconds ?? 15) * 1000;
    this.#capacity = options.capacity ?? 300_000;
  }

  admit(signature: string, signedAtMs: number, nowMs: number): boolean {
    const generation = this.#generation(Math.floor(signedAtMs / generationMs), nowMs);
    const fresh = Math.abs(nowMs - signedAtMs) <= this.#repeatMs;
    const known = generation.seen.has(signature);
    if (!fresh && (known || generation.overflowed)) return false;
    if (!known && generation.seen.size < this.#capacity) generation.seen.add(signature);
    else if (!known) generation.overflowed = true;
    return true;
  }

  /** Signatures remembered at present. */
  get size(): number {
    return this.#generations.values().reduce((total, generation) => total + generation.seen.size, 0);
  }

  #generation(index: number, nowMs: number): Generation {
    const known = this.#generations.get(index);
    if (known !== undefined) return known;
    const oldestValid = Math.floor((nowMs - maxClockSkewMs) / generationMs);
    for (const old of this.#generations.keys()) if (old < oldestValid) this.#generations.delete(old);
    const created: Generation = { seen: new Set(), overflowed: false };
    this.#generations.set(index, created);
    return created;
  }
}
