import { readCompiledPolicy } from '../../shared/config/read-bundle.ts';
import { type BundleName, bundleKey, factsKey } from './bundle-pointer.ts';
import type { DeployedPolicy } from './deployed-policy.ts';
import { readFacts } from './deployment-facts.ts';
import { asPolicyUnavailable } from './policy-faults.ts';

/** Where bundles are delivered. Faults with code `policy_unavailable`. */
export interface DeliveredBundles {
  /** The pointer and its tag; undefined where it still has the tag that is given. */
  pointer(knownTag: string | undefined): Promise<{ readonly bytes: Uint8Array; readonly tag: string } | undefined>;
  object(key: string): Promise<Uint8Array>;
}

/** Bundles made ready to decide with, each once, by hash of the rules and hash of the facts: neither can change under its name. */
export class LoadedPolicies {
  readonly #bundles: DeliveredBundles;
  readonly #ready = new Map<string, DeployedPolicy>();

  constructor(bundles: DeliveredBundles) {
    this.#bundles = bundles;
  }

  /** @throws GatehouseFault `policy_unavailable` where one of the two is missing, is not what its name says, or does not fit the other. */
  async load(named: BundleName): Promise<DeployedPolicy> {
    const known = this.#ready.get(nameOf(named));
    if (known !== undefined) return known;
    const [bundle, facts, { deployedPolicy }] = await Promise.all([
      this.#bundles.object(bundleKey(named.hash)),
      this.#bundles.object(factsKey(named.facts)),
      // Detectors and their libraries are half of what a function weighs. It starts without them, and loads them while its first bundle is on the way.
      import('./deployed-policy.ts'),
    ]);
    const policy = orUnavailable(() =>
      deployedPolicy(readCompiledPolicy(bundle, named.hash), readFacts(facts, named.facts)),
    );
    this.#ready.set(nameOf(named), policy);
    return policy;
  }

  /** Forgets all others. */
  keepOnly(named: readonly BundleName[]): void {
    const kept = new Set(named.map(nameOf));
    for (const name of this.#ready.keys()) if (!kept.has(name)) this.#ready.delete(name);
  }
}

function orUnavailable(makeReady: () => DeployedPolicy): DeployedPolicy {
  try {
    return makeReady();
  } catch (error) {
    throw asPolicyUnavailable(error);
  }
}

function nameOf({ hash, facts }: BundleName): string {
  return `${hash}/${facts}`;
}
