import { type BundleName, bundleKey, factsKey, nextPointer } from '../../hub/gateway/bundle-pointer.ts';
import { deployedPolicy } from '../../hub/gateway/deployed-policy.ts';
import { type DeploymentFacts, factsObject } from '../../hub/gateway/deployment-facts.ts';
import type { CompiledPolicy } from '../../shared/config/bundle.ts';
import { GatehouseFault } from '../../shared/errors.ts';
import type { BundleBucketS3, FoundPointer } from './bundle-bucket-s3.ts';
import { type BundleChange, bundleChanges, type RulesAndFacts } from './bundle-changes.ts';

/** What publishing would do. */
export interface Publication {
  readonly compiled: CompiledPolicy;
  readonly facts: DeploymentFacts;
  readonly name: BundleName;
  /** What is in force now. */
  readonly found: FoundPointer | undefined;
  readonly changes: readonly BundleChange[];
  /** Whether the very same is in force already. */
  readonly inForce: boolean;
}

/**
 * What publishing these rules would change. They are made ready first, as the functions will make them: what those could not load is not published.
 * @throws GatehouseFault `configuration_invalid` where the guardrails were not deployed from these rules.
 */
export async function planPublication(
  bucket: BundleBucketS3,
  compiled: CompiledPolicy,
  facts: DeploymentFacts,
): Promise<Publication> {
  deployedPolicy(compiled, facts);
  const name = { hash: compiled.hash, facts: factsObject(facts).hash };
  const found = await bucket.pointer();
  const before = found === undefined ? undefined : await inForceNow(bucket, found.pointer);
  const changes = bundleChanges(before, { bundle: compiled.bundle, facts });
  const inForce = found?.pointer.hash === name.hash && found.pointer.facts === name.facts && before !== undefined;
  return { compiled, facts, name, found, changes, inForce };
}

/** Undefined where what is in force cannot be read: publishing is then how it is mended, and everything counts as new. */
async function inForceNow(bucket: BundleBucketS3, { hash, facts }: BundleName): Promise<RulesAndFacts | undefined> {
  try {
    const [compiled, deployed] = await Promise.all([bucket.bundle(hash), bucket.facts(facts)]);
    return { bundle: compiled.bundle, facts: deployed };
  } catch (error) {
    if (error instanceof GatehouseFault && error.code === 'policy_unavailable') return undefined;
    throw error;
  }
}

/**
 * The pointer comes last, and only if it is still the one that the plan was made against.
 * @throws GatehouseFault `publish_conflict`
 */
export async function publish(bucket: BundleBucketS3, plan: Publication, at: Date): Promise<void> {
  const { compiled, facts, name, found } = plan;
  await bucket.create(bundleKey(name.hash), compiled.canonical);
  await bucket.create(factsKey(name.facts), factsObject(facts).canonical);
  // Read back through the checks of the functions: an object that was there before under this name might not be what it says.
  await Promise.all([bucket.bundle(name.hash), bucket.facts(name.facts)]);
  await bucket.replacePointer(nextPointer(found?.pointer, name, at), found);
}
