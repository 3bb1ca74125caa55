import { join } from 'node:path';
import type { Governing } from '../bootstrap/apply/governing.ts';
import type { Plan } from '../bootstrap/change.ts';
import type { Snapshot } from '../bootstrap/snapshot.ts';
import type { OpenGovernance } from './governance-places.ts';
import type { PlanViewInput } from './plan-view.ts';

/** Where the plan that was shown last is kept. */
export function shownPlanFile(state: string): string {
  return join(state, 'plan.json');
}

export async function governingOf(governance: OpenGovernance): Promise<Governing> {
  const { governingBy } = await import('../bootstrap/apply/governing-bundle.ts');
  return governingBy(governance.compiled, { locate: governance.place, file: governance.file });
}

/** A plan with all that its reader is told of it: who may do what afterwards, and what stands in the way. */
export async function withEffects(
  { compiled: { bundle } }: OpenGovernance,
  governing: Governing,
  plan: Plan,
  before: Snapshot,
): Promise<PlanViewInput> {
  const [{ afterChanges }, { effectDiff }, { lostRoads }] = await Promise.all([
    import('../bootstrap/after-change.ts'),
    import('../bootstrap/effects/effect-diff.ts'),
    import('../bootstrap/preflight/lost-roads.ts'),
  ]);
  const after = afterChanges(before, plan.changes);
  const effects = effectDiff(before, after, bundle);
  const remarks = [...plan.remarks, ...lostRoads(effects, bundle)];
  return { plan: { ...plan, remarks }, before, after, effects, obstacles: await governing.obstacles(plan, before) };
}
