import {
  ListStackSetOperationResultsCommand,
  type StackSetOperationResultSummary,
} from '@aws-sdk/client-cloudformation';
import { printable } from '../../../shared/config/printable.ts';
import type { CarryOutTools } from './carry-out-tools.ts';
import { allPages } from './pages.ts';

/** Accounts whose reason a message names. */
const mostNamed = 5;

/** What an operation came to, account by account. */
export function operationResults(
  { clients, calls }: CarryOutTools,
  stackSet: string,
  operationId: string,
): Promise<readonly StackSetOperationResultSummary[]> {
  return allPages(async (NextToken) => {
    const request = new ListStackSetOperationResultsCommand({
      StackSetName: stackSet,
      OperationId: operationId,
      CallAs: 'SELF',
      MaxResults: 100,
      NextToken,
    });
    const answer = await calls.make('cloudformation:ListStackSetOperationResults', () =>
      clients.cloudformation.send(request),
    );
    return { items: answer.Summaries, next: answer.NextToken };
  });
}

/** The first few accounts that failed, with AWS's reasons; undefined where none did. */
export function failuresAmong(results: readonly StackSetOperationResultSummary[]): string | undefined {
  const failed = results.filter(({ Status }) => Status === 'FAILED');
  if (failed.length === 0) return undefined;
  const named = failed.slice(0, mostNamed).map(({ Account = '', Region = '', StatusReason = 'no reason given' }) => {
    return `${printable(Account)} in ${printable(Region)} (${printable(StatusReason, 200)})`;
  });
  const others = failed.length - named.length;
  return `${named.join('; ')}${others > 0 ? `; and ${others} others` : ''}`;
}
