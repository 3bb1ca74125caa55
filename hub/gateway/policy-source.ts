import { type BundlePointer, readPointer } from './bundle-pointer.ts';
import type { DeployedPolicy } from './deployed-policy.ts';
import { type DeliveredBundles, LoadedPolicies } from './loaded-policies.ts';
import { asPolicyUnavailable, policyUnavailable } from './policy-faults.ts';
import type { Clock } from './ports.ts';

export interface PolicySourceOptions {
  readonly bundles: DeliveredBundles;
  readonly clock: Clock;
  /** Told what kept a newer bundle from being taken while an older one still serves. Nobody waits for it. */
  readonly onProblem: (problem: unknown) => void;
  /** How long rules may serve that could not be confirmed, in seconds. @default 900 */
  readonly mostStaleSeconds?: number;
}

/** From this age on, a call has the pointer looked at beside it. */
const lookAgainMs = 15_000;
/** From this age on, a call waits until the pointer was looked at: so a new bundle is in force 30 s after it was published, also where a function was frozen for hours. */
const waitMs = 30_000;
/** After a failed attempt, calls go on under what is known for so long before the next. */
const retryMs = 5_000;

interface InForce {
  readonly pointer: BundlePointer;
  readonly policy: DeployedPolicy;
}

/**
 * The rules in force, from where they are delivered. What is loaded is what its hash says. Rules that cannot be confirmed for too long serve no longer: then nothing is decided, rather than by rules that
 * may have been withdrawn.
 *
 * @example await source.ready(); const governed = source.policy();
 */
export class PolicySource {
  readonly #bundles: DeliveredBundles;
  readonly #clock: Clock;
  readonly #onProblem: (problem: unknown) => void;
  readonly #mostStaleMs: number;
  /** Those in force, and those lately replaced that a call has asked for. */
  readonly #loaded: LoadedPolicies;
  #inForce: InForce | undefined;
  #tag: string | undefined;
  #confirmedAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<void> | undefined;

  constructor({ bundles, clock, onProblem, mostStaleSeconds = 900 }: PolicySourceOptions) {
    this.#bundles = bundles;
    this.#loaded = new LoadedPolicies(bundles);
    this.#clock = clock;
    this.#onProblem = onProblem;
    this.#mostStaleMs = mostStaleSeconds * 1_000;
  }

  /**
   * To be awaited at the beginning of each call, because a function that is frozen between calls can refresh nothing then. On a busy function there is nothing to wait for.
   * @throws GatehouseFault `policy_unavailable` where no rules were ever loaded.
   */
  ready(): Promise<void> | undefined {
    if (this.#inForce === undefined) return this.#look();
    const now = this.#clock.now();
    const age = now - this.#confirmedAt;
    if (age < lookAgainMs || now - this.#failedAt < retryMs) return undefined;
    // What failed is told, and `policy` decides whether what is known may still serve.
    const looking = this.#look().catch(this.#onProblem);
    return age < waitMs ? undefined : looking;
  }

  /** The rules in force. @throws GatehouseFault `policy_unavailable` where there are none, or none confirmed lately. */
  policy(): DeployedPolicy {
    if (this.#inForce === undefined) throw policyUnavailable('No policy bundle was loaded yet.');
    if (this.#clock.now() - this.#confirmedAt >= this.#mostStaleMs)
      throw policyUnavailable(
        `For ${this.#mostStaleMs / 1_000} seconds nobody could be asked whether the policy bundle is still in force.`,
      );
    return this.#inForce.policy;
  }

  /**
   * The very rules under which a call was begun elsewhere: those in force, or those replaced so lately that whoever began the call could not know. Others are refused, however real: an
   * old bundle may allow what is no longer allowed.
   * @throws GatehouseFault `policy_unavailable`.
   */
  async byHash(hash: string): Promise<DeployedPolicy> {
    await this.ready();
    const known = await this.#recent(hash);
    if (known !== undefined) return known;
    // Whoever began the call may have heard of a publication first.
    await this.#look();
    const found = await this.#recent(hash);
    if (found !== undefined) return found;
    throw policyUnavailable('The policy bundle that the call was begun under is not in force.');
  }

  async #recent(hash: string): Promise<DeployedPolicy | undefined> {
    const policy = this.policy();
    if (policy.compiled.hash === hash) return policy;
    const now = this.#clock.now();
    const replaced = this.#inForce?.pointer.previous.find(
      (one) => one.hash === hash && now - Date.parse(one.replacedAt) < this.#mostStaleMs,
    );
    return replaced === undefined ? undefined : this.#loaded.load(replaced);
  }

  /** One look for all who wait for it. */
  #look(): Promise<void> {
    this.#looking ??= this.#lookNow().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookNow(): Promise<void> {
    // What is found may be as old as the moment of asking.
    const askedAt = this.#clock.now();
    try {
      const found = await this.#bundles.pointer(this.#tag);
      if (found !== undefined) await this.#take(found);
      this.#confirmedAt = askedAt;
    } catch (error) {
      this.#failedAt = this.#clock.now();
      throw asPolicyUnavailable(error);
    }
  }

  async #take({ bytes, tag }: { readonly bytes: Uint8Array; readonly tag: string }): Promise<void> {
    const pointer = readPointer(bytes);
    this.#inForce = { pointer, policy: await this.#loaded.load(pointer) };
    this.#tag = tag;
    this.#loaded.keepOnly([pointer, ...pointer.previous]);
  }
}
