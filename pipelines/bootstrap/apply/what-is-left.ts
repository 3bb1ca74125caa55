import type { Plan } from '../change.ts';
import type { OrganizationDesk } from '../organization-desk.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Governing } from './governing.ts';
import { refuseObstacles } from './may-apply.ts';
import { refuseStale } from './stale.ts';

/** The changes of a shown plan that are still to be made, and the world that they would be made in. */
export interface WhatIsLeft {
  readonly plan: Plan;
  readonly before: Snapshot;
}

/**
 * Reads the world, plans and judges anew.
 *
 * @param begun Ids of the plan's changes that some run started.
 * @throws GatehouseFault `plan_stale` or `lock_out`.
 */
export async function whatIsLeft(
  { shown, governing, desk }: { readonly shown: Plan; readonly governing: Governing; readonly desk: OrganizationDesk },
  begun: ReadonlySet<string>,
): Promise<WhatIsLeft> {
  const before = await desk.read(governing.request);
  const plan = await governing.plan(before);
  refuseStale(shown, plan, begun);
  if (plan.changes.length > 0) refuseObstacles(await governing.obstacles(plan, before));
  return { plan, before };
}
