import {
  DescribeStackSetOperationCommand,
  ListStackSetOperationsCommand,
  type StackSetOperation,
  type StackSetOperationSummary,
} from '@aws-sdk/client-cloudformation';
import { printable } from '../../../shared/config/printable.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import { unexpectedAnswer } from './aws-faults.ts';
import { backOff } from './calls.ts';
import type { CarryOutTools } from './carry-out-tools.ts';
import { allPages } from './pages.ts';
import { refusedFor } from './refused-call.ts';
import { failuresAmong, operationResults } from './stack-set-results.ts';

/** What an operation is for. */
export interface OperationOf {
  readonly stackSet: string;
  /** Begins the ids of all operations of the change: a call that is repeated is the same call, and what is in flight after a crash is found again. */
  readonly token: string;
}

const underWay = new Set(['RUNNING', 'QUEUED', 'STOPPING']);

/**
 * Starts an operation and follows it to its end. One that is under way for the same change is followed instead; one for something else is waited for, because a StackSet does one thing at a time.
 *
 * @param start makes the call with this id
 * @throws GatehouseFault `change_failed`, naming the accounts in which it failed.
 */
export async function runOperation(
  tools: CarryOutTools,
  operation: OperationOf,
  start: (operationId: string) => Promise<{ readonly OperationId?: string | undefined }>,
): Promise<void> {
  const { own, others } = await operationsOf(tools, operation);
  const inFlight = own.find(({ Status = '' }) => underWay.has(Status));
  if (inFlight?.OperationId !== undefined) return succeeded(tools, operation, inFlight.OperationId);
  for (const { OperationId } of others.filter(({ Status = '' }) => underWay.has(Status)))
    if (OperationId !== undefined) await ended(tools, operation, OperationId);
  // Numbered, because an operation that failed keeps its id for good.
  const operationId = `${operation.token}-${own.length + 1}`;
  await succeeded(tools, operation, await begun(operationId, start));
}

/** The id under which it runs: as AWS answers it, which takes the one that it is given; emulators may not. */
async function begun(operationId: string, start: Parameters<typeof runOperation>[2]): Promise<string> {
  try {
    const { OperationId = operationId } = await start(operationId);
    return OperationId;
  } catch (error) {
    // The call arrived once before, and its answer was lost.
    if (refusedFor(error, 'OperationIdAlreadyExistsException')) return operationId;
    throw error;
  }
}

/** Follows the operation of the change that is under way, if there is one: after a crash, what it was for may be in place while it still runs. */
export async function followOperation(tools: CarryOutTools, operation: OperationOf): Promise<void> {
  const { own } = await operationsOf(tools, operation);
  const inFlight = own.find(({ Status = '' }) => underWay.has(Status));
  if (inFlight?.OperationId !== undefined) await succeeded(tools, operation, inFlight.OperationId);
}

async function operationsOf({ clients, calls }: CarryOutTools, { stackSet, token }: OperationOf) {
  const operations = await allPages<StackSetOperationSummary>(async (NextToken) => {
    const request = new ListStackSetOperationsCommand({
      StackSetName: stackSet,
      CallAs: 'SELF',
      MaxResults: 100,
      NextToken,
    });
    const answer = await calls.make('cloudformation:ListStackSetOperations', () =>
      clients.cloudformation.send(request),
    );
    return { items: answer.Summaries, next: answer.NextToken };
  });
  const isOwn = ({ OperationId = '' }: StackSetOperationSummary) => OperationId.startsWith(`${token}-`);
  return { own: operations.filter(isOwn), others: operations.filter((summary) => !isOwn(summary)) };
}

async function succeeded(tools: CarryOutTools, operation: OperationOf, operationId: string): Promise<void> {
  const { Status, StatusReason } = await ended(tools, operation, operationId);
  if (Status === 'SUCCEEDED') return;
  const results = await operationResults(tools, operation.stackSet, operationId);
  const reasons = failuresAmong(results) ?? printable(StatusReason ?? 'AWS gives no reason', 300);
  throw new GatehouseFault(
    'change_failed',
    `The operation ${operationId} of the StackSet ${operation.stackSet} ended as ${Status}: ${reasons}.`,
    'Mend what stands in its way in those accounts, and run the same command again: accounts that are done are not done again.',
  );
}

/** Looks until the operation is over, and says how far it is. */
async function ended(tools: CarryOutTools, operation: OperationOf, operationId: string): Promise<StackSetOperation> {
  const { clock, patience } = tools;
  const since = clock.now();
  for (let attempt = 0; ; attempt++) {
    const found = await describe(tools, operation, operationId);
    if (found !== undefined && !underWay.has(found.Status ?? '')) {
      await report(tools, operation, operationId);
      return found;
    }
    const waited = clock.now() - since;
    if (found === undefined && waited >= patience.consistency)
      throw unexpectedAnswer(`the operation ${operationId} was started and is not there`);
    if (waited >= patience.operation) throw tooLong(operation, operationId, waited);
    if (found !== undefined) await report(tools, operation, operationId);
    await clock.sleep(backOff(attempt, clock, patience.look));
  }
}

/** Undefined where it is not shown yet. */
async function describe(
  { clients, calls }: CarryOutTools,
  { stackSet }: OperationOf,
  operationId: string,
): Promise<StackSetOperation | undefined> {
  const request = new DescribeStackSetOperationCommand({
    StackSetName: stackSet,
    OperationId: operationId,
    CallAs: 'SELF',
  });
  const answer = await calls.makeUnless(
    ['OperationNotFoundException'],
    'cloudformation:DescribeStackSetOperation',
    () => clients.cloudformation.send(request),
  );
  return answer?.StackSetOperation;
}

async function report(tools: CarryOutTools, operation: OperationOf, operationId: string): Promise<void> {
  const results = await operationResults(tools, operation.stackSet, operationId);
  tools.progress(results.filter(({ Status }) => Status === 'SUCCEEDED').length, results.length);
}

function tooLong({ stackSet }: OperationOf, operationId: string, waited: number): GatehouseFault {
  return new GatehouseFault(
    'change_failed',
    `The operation ${operationId} of the StackSet ${stackSet} is not over after ${Math.round(waited / 60_000)} minutes.`,
    'Look at it in the CloudFormation console; run the same command again to go on waiting.',
  );
}
