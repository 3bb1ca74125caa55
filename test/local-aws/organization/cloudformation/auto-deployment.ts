import type { Behaviour } from '../behaviour.ts';
import type { World, WorldAccount, WorldOperation, WorldStackSet } from '../world.ts';
import { targetUnitOf } from './deployment-targets.ts';
import { enqueue, operationId } from './start-operation.ts';

/**
 * Accounts that were moved get the stacks of the unit that they came to, and lose those of the unit that they left.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export function answerArrivals(world: World, behaviour: Behaviour, now: Date): void {
  const due = world.arrivals.filter(({ dueAt }) => dueAt <= world.ticks.cloudformation);
  if (due.length === 0) return;
  world.arrivals = world.arrivals.filter((arrival) => !due.includes(arrival));
  for (const { account: id } of due) {
    const account = world.accounts[id];
    if (account === undefined) continue;
    for (const stackSet of Object.values(world.stackSets))
      if (stackSet.status === 'ACTIVE' && stackSet.autoDeployment) reconcile(world, stackSet, account, behaviour, now);
  }
}

function reconcile(
  world: World,
  stackSet: WorldStackSet,
  account: WorldAccount,
  { delays }: Behaviour,
  now: Date,
): void {
  const unitId = targetUnitOf(world, account, stackSet.units);
  const instances = stackSet.instances.filter((instance) => instance.account === account.id);
  if (unitId !== undefined) for (const instance of instances) instance.unitId = unitId;
  const arrives = unitId !== undefined && instances.length === 0;
  const leaves = unitId === undefined && instances.length > 0;
  if (!arrives && !leaves) return;
  const operation: WorldOperation = {
    id: operationId(world, stackSet),
    action: arrives ? 'CREATE' : 'DELETE',
    status: 'QUEUED',
    units: [],
    accounts: [account.id],
    regions: [...stackSet.regions],
    retainStacks: leaves && stackSet.retainOnRemoval,
    // Preferences do not apply to automatic deployments.
    failureTolerance: {},
    maxConcurrent: {},
    strict: true,
    polls: delays.operation,
    polled: 0,
    results: [],
    createdAt: now.toISOString(),
    endedAt: '',
  };
  enqueue(world, stackSet, operation);
}
