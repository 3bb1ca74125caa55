import { TokenBucket } from './token-bucket.ts';

/**
 * The two quotas of ApplyGuardrail, for this process (`hub.applyGuardrail` in governance.yaml; the smallest that a Region starts with where nothing is said). Several processes share an account's quotas, so the service may throttle all the same (`retry-within.ts`).
 * Source: https://docs.aws.amazon.com/general/latest/gr/bedrock.html#limits_bedrock
 */
export interface GuardrailQuota {
  readonly requestsPerSecond: number;
  /** Units of 1,000 characters. */
  readonly textUnitsPerSecond: number;
}

export const smallestQuota: GuardrailQuota = { requestsPerSecond: 25, textUnitsPerSecond: 25 };

export class ServiceQuota {
  readonly #requests: TokenBucket;
  readonly #units: TokenBucket;

  constructor(quota: GuardrailQuota) {
    this.#requests = new TokenBucket(quota.requestsPerSecond);
    this.#units = new TokenBucket(quota.textUnitsPerSecond);
  }

  /** Books one request of so many units and answers how many milliseconds it has to wait; undefined, and nothing booked, where that is over `limitMs`. */
  book(units: number, nowMs: number, limitMs: number): number | undefined {
    const wait = Math.max(this.#requests.waitFor(1, nowMs), this.#units.waitFor(units, nowMs));
    if (wait > limitMs) return undefined;
    this.#requests.take(1, nowMs);
    this.#units.take(units, nowMs);
    return wait;
  }
}
