/** How stack operations go on: a part of their instances with every request, failures as the behaviour says. */
import type { Behaviour } from '../behaviour.ts';
import type { Share, World, WorldInstance, WorldOperation, WorldResult, WorldStackSet } from '../world.ts';
import { deployable } from './deployment-targets.ts';

/** One step for the operation that is at work in each StackSet. */
export function passOperations(world: World, behaviour: Behaviour, now: Date): void {
  for (const stackSet of Object.values(world.stackSets)) {
    const operation = stackSet.operations.find(({ endedAt }) => endedAt === '');
    if (operation === undefined) continue;
    if (operation.status === 'QUEUED') beginOperation(world, stackSet, operation);
    else goOn(stackSet, operation, behaviour, now);
  }
}

/** Finds out whom the operation is for; from now on they are under way. */
export function beginOperation(world: World, stackSet: WorldStackSet, operation: WorldOperation): void {
  operation.status = 'RUNNING';
  if (operation.action === 'CREATE') {
    stackSet.units = union(stackSet.units, operation.units);
    stackSet.regions = union(stackSet.regions, operation.regions);
    addInstances(world, stackSet, operation);
  }
  for (const instance of stackSet.instances.filter((candidate) => isMeant(candidate, operation))) {
    const { account, region, unitId } = instance;
    if (operation.action !== 'DELETE' && world.accounts[account]?.state !== 'ACTIVE') {
      instance.detailedStatus = 'SKIPPED_SUSPENDED_ACCOUNT';
      continue;
    }
    operation.results.push({ account, region, unitId, status: 'PENDING', reason: '' });
    Object.assign(instance, { detailedStatus: 'PENDING', statusReason: '', lastOperationId: operation.id });
  }
}

function addInstances(world: World, stackSet: WorldStackSet, operation: WorldOperation): void {
  const meant = deployable(world, stackSet.units).filter(
    ({ account, unitId }) => operation.accounts.includes(account) || operation.units.includes(unitId),
  );
  for (const { account, unitId } of meant)
    for (const region of operation.regions) {
      if (stackSet.instances.some((known) => known.account === account && known.region === region)) continue;
      const states = { status: 'OUTDATED', detailedStatus: 'PENDING', statusReason: '', drift: 'NOT_CHECKED' };
      stackSet.instances.push({ account, region, unitId, ...states, lastOperationId: operation.id });
    }
}

function isMeant({ account, region, unitId }: WorldInstance, { units, accounts, regions }: WorldOperation): boolean {
  return regions.includes(region) && (units.includes(unitId) || accounts.includes(account));
}

function goOn(stackSet: WorldStackSet, operation: WorldOperation, behaviour: Behaviour, now: Date): void {
  operation.polled++;
  const { results, polled, polls } = operation;
  const done = polled >= polls ? results.length : Math.floor((results.length * polled) / polls);
  for (const [index, result] of results.slice(0, done).entries())
    if (result.status === 'PENDING') carryOut(stackSet, operation, result, outcomeOf(operation, index, behaviour));
  if (done === results.length && polled >= polls) end(stackSet, operation, now);
}

interface Outcome {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  readonly reason: string;
}

/** Accounts are worked on in groups; once more have failed than may, those of later groups are not begun. */
function outcomeOf(operation: WorldOperation, index: number, { failingAccounts }: Behaviour): Outcome {
  const group = groupSize(operation);
  const before = operation.results.slice(0, Math.floor(index / group) * group);
  if (failuresOf(before) > tolerance(operation))
    return { status: 'CANCELLED', reason: 'Cancelled since failure tolerance has exceeded' };
  const reason = failingAccounts[operation.results[index]?.account ?? ''];
  return reason === undefined ? { status: 'SUCCEEDED', reason: '' } : { status: 'FAILED', reason };
}

/** Strictly tolerant operations work on no more accounts than may fail, and one. */
function groupSize(operation: WorldOperation): number {
  const size = Math.max(1, shareOf(operation.maxConcurrent, operation.results.length));
  return operation.strict ? Math.min(size, tolerance(operation) + 1) : size;
}

function tolerance({ failureTolerance, results }: WorldOperation): number {
  return shareOf(failureTolerance, results.length);
}

function shareOf({ count, percentage }: Share, of: number): number {
  return count ?? Math.floor((of * (percentage ?? 0)) / 100);
}

function failuresOf(results: readonly WorldResult[]): number {
  return results.filter(({ status }) => status === 'FAILED').length;
}

function carryOut(stackSet: WorldStackSet, operation: WorldOperation, result: WorldResult, outcome: Outcome): void {
  Object.assign(result, outcome);
  const isSame = ({ account, region }: WorldInstance) => account === result.account && region === result.region;
  if (operation.action === 'DELETE' && outcome.status === 'SUCCEEDED') {
    stackSet.instances = stackSet.instances.filter((instance) => !isSame(instance));
    return;
  }
  const instance = stackSet.instances.find(isSame);
  if (instance === undefined) return;
  Object.assign(instance, { detailedStatus: outcome.status, statusReason: outcome.reason });
  if (outcome.status === 'SUCCEEDED') instance.status = 'CURRENT';
  else if (operation.action === 'DELETE' && outcome.status === 'FAILED') instance.status = 'INOPERABLE';
  else if (operation.action !== 'DELETE') instance.status = 'OUTDATED';
}

function end(stackSet: WorldStackSet, operation: WorldOperation, now: Date): void {
  operation.status = failuresOf(operation.results) > tolerance(operation) ? 'FAILED' : 'SUCCEEDED';
  operation.endedAt = now.toISOString();
  if (operation.action !== 'DELETE' || operation.status === 'FAILED') return;
  stackSet.units = stackSet.units.filter((unit) => !operation.units.includes(unit));
  if (stackSet.units.length === 0) stackSet.regions = [];
}

function union(some: readonly string[], others: readonly string[]): string[] {
  return [...new Set([...some, ...others])];
}
