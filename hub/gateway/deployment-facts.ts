import * as z from 'zod/mini';
import { canonicalJson, sha256Hex } from '../../shared/canonical-json.ts';
import { GatehouseFault } from '../../shared/errors.ts';

const guardrailSchema = z.strictObject({ identifier: z.string(), version: z.string(), definition: z.string() });
const profilesSchema = z.record(z.string(), z.string().check(z.startsWith('arn:')));

const factsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** The hub's own guardrails, by their names in the bundle. */
  guardrails: z.record(z.string(), guardrailSchema),
  /** By application, then by model as the bundle names it: ARN of the application inference profile. */
  inferenceProfiles: z.record(z.string(), profilesSchema),
});

/** What only a deployment knows. It is delivered beside the rules and not in them: the hash of the rules says what was decided, not where it was deployed. */
export type DeploymentFacts = Readonly<z.infer<typeof factsSchema>>;

/** Canonical JSON, and the SHA-256 that names it. */
export function factsObject(facts: DeploymentFacts): { readonly canonical: string; readonly hash: string } {
  const canonical = canonicalJson(facts);
  return { canonical, hash: sha256Hex(canonical) };
}

/** @throws GatehouseFault `policy_unavailable` where the bytes have another hash, or are no facts. */
export function readFacts(bytes: Uint8Array, hash: string): DeploymentFacts {
  try {
    if (sha256Hex(bytes) === hash) return factsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw unreadable('cannot be read', cause);
  }
  throw unreadable('have another SHA-256 than their name says');
}

/**
 * One of the parameters that a deployment leaves: guardrails, or the inference profiles of an application.
 * @throws GatehouseFault `configuration_invalid` where it holds something else.
 */
export function readParameter<Kind extends 'guardrails' | 'profiles'>(
  kind: Kind,
  name: string,
  value: string,
): Kind extends 'guardrails' ? DeploymentFacts['guardrails'] : DeploymentFacts['inferenceProfiles'][string];
export function readParameter(kind: 'guardrails' | 'profiles', name: string, value: string): unknown {
  const schema = kind === 'guardrails' ? factsSchema.shape.guardrails : profilesSchema;
  try {
    return schema.parse(JSON.parse(value));
  } catch (cause) {
    throw new GatehouseFault(
      'configuration_invalid',
      `Parameter ${name} does not hold what the hub's stacks write there.`,
      'Deploy the hub from this release again, then publish the bundle.',
      { cause },
    );
  }
}

function unreadable(what: string, cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'policy_unavailable',
    `The deployment facts of the policy bundle ${what}.`,
    'Publish the bundle again: npx gatehouse bundle publish',
    { cause },
  );
}
