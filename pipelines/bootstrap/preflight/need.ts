import type { Principal } from '../../../shared/iam/access-request.ts';
import type { Obstacle } from './obstacle.ts';

/** A request that must be let through after the plan, and on the way. */
export interface Need {
  readonly check: Obstacle['check'];
  /** For people: "the deployer of StackSets". */
  readonly who: string;
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  /** In which it is asked. */
  readonly region: string;
  /** What would not work without it: "it makes the roles of applications". */
  readonly why: string;
}

/** Several actions on one resource. */
export function needs(
  common: Omit<Need, 'action' | 'resource'>,
  resource: string,
  actions: readonly string[],
): readonly Need[] {
  return actions.map((action) => ({ ...common, action, resource }));
}
