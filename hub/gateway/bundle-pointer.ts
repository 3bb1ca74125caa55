import * as z from 'zod/mini';
import { GatehouseFault } from '../../shared/errors.ts';

/** SHA-256 in lower-case hex: names an object and says what its bytes are. */
const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const instant = z.iso.datetime();

const pointerSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Hash of the bundle in force. */
  hash: sha256,
  /** Hash of its deployment facts. */
  facts: sha256,
  publishedAt: instant,
  /** What was in force before, latest first: a call that began under one of these may end under it, for a while. */
  previous: z.array(z.strictObject({ hash: sha256, facts: sha256, replacedAt: instant })).check(z.maxLength(16)),
});

/** Which rules are in force: the one object of the bucket that changes. */
export type BundlePointer = Readonly<z.infer<typeof pointerSchema>>;
/** A bundle and what its deployment made of it, by their hashes. */
export type BundleName = Pick<BundlePointer, 'hash' | 'facts'>;

/** Key of the pointer. */
export const pointerKey = 'policy-bundles/current';
/** Publications within a few minutes that calls under way can still be answered under. */
const mostPrevious = 8;

export function bundleKey(hash: string): string {
  return `policy-bundles/${hash}.json`;
}

export function factsKey(hash: string): string {
  return `deployment-facts/${hash}.json`;
}

/** @throws GatehouseFault `policy_unavailable` where it is none, or one of a version that this build does not know. */
export function readPointer(bytes: Uint8Array): BundlePointer {
  try {
    return pointerSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new GatehouseFault(
      'policy_unavailable',
      `${pointerKey} does not say which policy bundle is in force.`,
      'Publish the bundle again: npx gatehouse bundle publish',
      { cause },
    );
  }
}

/** The pointer that follows `before`. What is published again is no longer among what was replaced. */
export function nextPointer(before: BundlePointer | undefined, { hash, facts }: BundleName, at: Date): BundlePointer {
  const publishedAt = at.toISOString();
  const replaced =
    before === undefined
      ? []
      : [{ hash: before.hash, facts: before.facts, replacedAt: publishedAt }, ...before.previous];
  const latest = replaced.filter(
    (one, index) => one.hash !== hash && replaced.findIndex((other) => other.hash === one.hash) === index,
  );
  return { schemaVersion: 1, hash, facts, publishedAt, previous: latest.slice(0, mostPrevious) };
}
