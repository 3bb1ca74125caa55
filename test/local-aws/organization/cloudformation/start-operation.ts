import { flag, object, optionalNumber, optionalText } from '../fields.ts';
import { freshId } from '../fresh-id.ts';
import type { Asked } from '../service.ts';
import type { World, WorldOperation, WorldStackSet } from '../world.ts';
import { beginOperation } from './operation-progress.ts';
import { conflict, validationError } from './refusals.ts';

type Order = Pick<WorldOperation, 'action' | 'units' | 'accounts' | 'regions'>;

/** Refuses what would be refused before anything is changed: an id that was used, and a second operation beside one at work. */
export function checkMayStart({ input }: Asked, stackSet: WorldStackSet): void {
  const id = optionalText(input, 'OperationId');
  if (id !== undefined && !/^[a-zA-Z0-9][-a-zA-Z0-9]{0,127}$/.test(id)) throw validationError('OperationId is invalid');
  if (stackSet.operations.some((operation) => operation.id === id))
    throw conflict('OperationIdAlreadyExistsException', 'The specified operation ID already exists.');
  if (!stackSet.managedExecution && isBusy(stackSet))
    throw conflict('OperationInProgressException', 'Another Operation on StackSet is in progress');
}

/** Begins an operation that was asked for, or queues it. Answers its id. */
export function startOperation(asked: Asked, stackSet: WorldStackSet, order: Order): string {
  const { world, input, behaviour, now } = asked;
  const preferences = object(input, 'OperationPreferences');
  const share = (count: string, percentage: string) => ({
    ...optionalMember('count', optionalNumber(preferences, count)),
    ...optionalMember('percentage', optionalNumber(preferences, percentage)),
  });
  const operation: WorldOperation = {
    ...order,
    id: optionalText(input, 'OperationId') ?? operationId(world, stackSet),
    status: 'QUEUED',
    retainStacks: flag(input, 'RetainStacks'),
    failureTolerance: share('FailureToleranceCount', 'FailureTolerancePercentage'),
    maxConcurrent: share('MaxConcurrentCount', 'MaxConcurrentPercentage'),
    strict: preferences.ConcurrencyMode !== 'SOFT_FAILURE_TOLERANCE',
    polls: behaviour.delays.operation,
    polled: 0,
    results: [],
    createdAt: now.toISOString(),
    endedAt: '',
  };
  enqueue(world, stackSet, operation);
  return operation.id;
}

/** @param operation that is not yet among those of the StackSet. */
export function enqueue(world: World, stackSet: WorldStackSet, operation: WorldOperation): void {
  const waits = isBusy(stackSet);
  stackSet.operations.push(operation);
  if (!waits) beginOperation(world, stackSet, operation);
}

export function operationId(world: World, stackSet: WorldStackSet): string {
  return freshId(world, 'operation', [stackSet.region, stackSet.name], 32);
}

export function isBusy({ operations }: WorldStackSet): boolean {
  return operations.some(({ endedAt }) => endedAt === '');
}

function optionalMember(name: 'count' | 'percentage', value: number | undefined) {
  return value === undefined ? {} : { [name]: value };
}
