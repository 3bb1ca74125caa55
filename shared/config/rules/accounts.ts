import { entriesAt, mapAt, textAt, textsAt } from '../draft.ts';
import { partitionOf } from '../inferred.ts';
import { describeFound, type Finding } from '../problem.ts';

/** An application lives in a spoke account. In the hub it could reach the evidence; the management account is not bound by organization policies. */
export function* applicationsLiveInSpokes(file: unknown): Iterable<Finding> {
  const reserved = new Map([
    [
      textAt(mapAt(file, 'organization'), 'managementAccountId'),
      'which is the management account, and organization policies do not bind it',
    ],
    [textAt(mapAt(file, 'hub'), 'accountId'), 'which is the hub, and nothing that it governs may live there'],
  ]);
  for (const [name, application] of entriesAt(file, 'applications')) {
    const account = textAt(application, 'account');
    const message = account === undefined ? undefined : reserved.get(account);
    if (message === undefined) continue;
    yield {
      path: ['applications', name, 'account'],
      found: describeFound(account),
      message,
      remedy: 'Write the spoke account that the application runs in.',
    };
  }
}

const arnParts = /^arn:([^:]*):iam::([^:]*):role\//;

/** Callers are roles of the application's own account, in the hub's partition: an account vouches for its own roles only. */
export function* callersAreAtHome(file: unknown): Iterable<Finding> {
  const partition = hubPartition(file);
  for (const [name, application] of entriesAt(file, 'applications')) {
    const account = textAt(application, 'account');
    for (const [index, caller] of textsAt(application, 'callers')) {
      const [, callerPartition, callerAccount] = arnParts.exec(caller) ?? [];
      const path = ['applications', name, 'callers', index];
      const found = describeFound(caller);
      if (account !== undefined && callerAccount !== undefined && callerAccount !== account) {
        yield {
          path,
          found,
          message: `which is in another account than the application (${describeFound(account)})`,
          remedy: `Name a role of account ${account}, or correct 'account'.`,
        };
      }
      if (partition !== undefined && callerPartition !== undefined && callerPartition !== partition) {
        yield {
          path,
          found,
          message: `which is in another partition than the hub ('${partition}')`,
          remedy: `Begin the ARN with arn:${partition}:.`,
        };
      }
    }
  }
}

/** A partition that is written must be the one that the Region belongs to. */
export function* partitionFitsRegion(file: unknown): Iterable<Finding> {
  const hub = mapAt(file, 'hub');
  const region = textAt(hub, 'region');
  const written = textAt(hub, 'partition');
  if (region === undefined || written === undefined || written === partitionOf(region)) return;
  const message = `which is not the partition of Region ${describeFound(region)}`;
  yield {
    path: ['hub', 'partition'],
    found: describeFound(written),
    message,
    remedy: `Leave it out, or write ${partitionOf(region)}.`,
  };
}

function hubPartition(file: unknown): string | undefined {
  const region = textAt(mapAt(file, 'hub'), 'region');
  return region === undefined ? undefined : partitionOf(region);
}
