import type { PolicyBundle } from '../../../shared/config/bundle.ts';
import { afterChanges } from '../after-change.ts';
import type { Plan } from '../change.ts';
import type { Judge } from '../effects/judge.ts';
import type { Snapshot } from '../snapshot.ts';
import { fullAccessStays, fullAccessTaken } from './full-access.ts';
import { guardrailsAreReady } from './guardrails-ready.ts';
import { lockOuts } from './lock-outs.ts';
import { managementAccountIsFree } from './management-account.ts';
import type { Obstacle } from './obstacle.ts';
import { preflightScene } from './preflight-scene.ts';
import { quotasSuffice } from './quotas-suffice.ts';
import { policiesAreReadable, templatesAreKnown } from './readable-policies.ts';

export type { Obstacle } from './obstacle.ts';

/**
 * Why a plan must not be applied; nothing where it may. All of it is worked out from the policies themselves, by the evaluator, and for the moments between its waves as well.
 *
 * @param after what the plan's changes make of `before`.
 * @param judge can be asked how many requests it took.
 */
export function preflight(
  plan: Plan,
  before: Snapshot,
  after: Snapshot,
  bundle: PolicyBundle,
  judge?: Judge,
): readonly Obstacle[] {
  const scene = preflightScene(before, after, bundle, judge);
  const taken = fullAccessTaken(plan, scene);
  if (taken.length > 0) return taken;
  return [
    ...managementAccountIsFree(scene),
    ...policiesAreReadable(scene),
    ...templatesAreKnown(scene),
    ...fullAccessStays(scene),
    ...lockOuts(scene, momentsOf(plan, before)),
    ...quotasSuffice(plan, before, bundle),
    ...guardrailsAreReady(plan, scene),
  ];
}

/** The organization after each wave but the last. */
function momentsOf({ changes }: Plan, before: Snapshot): readonly Snapshot[] {
  const last = changes.at(-1)?.wave ?? 0;
  const waves = Map.groupBy(changes, ({ wave }) => wave);
  const moments: Snapshot[] = [];
  let world = before;
  for (const [wave, made] of waves) {
    world = afterChanges(world, made);
    if (wave !== last) moments.push(world);
  }
  return moments;
}
