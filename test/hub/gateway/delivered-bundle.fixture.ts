import { type BundleName, bundleKey, factsKey, nextPointer, pointerKey } from '../../../hub/gateway/bundle-pointer.ts';
import { type DeploymentFacts, factsObject } from '../../../hub/gateway/deployment-facts.ts';
import { canonicalJson, sha256Hex } from '../../../shared/canonical-json.ts';
import type { CompiledPolicy, PolicyBundle } from '../../../shared/config/bundle.ts';
import { testPolicy } from './governed-policy.fixture.ts';

const profile = 'arn:aws:bedrock:us-east-1:999988887777:application-inference-profile/abc123';
export const noFacts: DeploymentFacts = { schemaVersion: 1, guardrails: {}, inferenceProfiles: {} };
/** The facts of a deployment of `testPolicy`. */
const facts: DeploymentFacts = { ...noFacts, inferenceProfiles: { claims: { nova: profile } } };

/** The bundle of tests with other rules of the platform, by which two of them are told apart. */
export function compiledWith(...platformRules: readonly string[]): CompiledPolicy {
  const bundle: PolicyBundle = { ...testPolicy().bundle, platformRules };
  const canonical = canonicalJson(bundle);
  return { bundle, canonical, hash: sha256Hex(canonical) };
}

/** Objects of a bucket, by key, and what publishing puts there. */
export class Delivered {
  readonly objects = new Map<string, Buffer>();
  #pointer: ReturnType<typeof nextPointer> | undefined;

  publish(compiled: CompiledPolicy, atMs: number, with_: DeploymentFacts = facts): BundleName {
    const { canonical, hash } = factsObject(with_);
    const name = { hash: compiled.hash, facts: hash };
    this.#pointer = nextPointer(this.#pointer, name, new Date(atMs));
    this.objects.set(bundleKey(compiled.hash), Buffer.from(compiled.canonical));
    this.objects.set(factsKey(hash), Buffer.from(canonical));
    this.objects.set(pointerKey, Buffer.from(canonicalJson(this.#pointer)));
    return name;
  }
}
