import { GatehouseFault } from '../../../shared/errors.ts';
import type { OrganizationDesk, SnapshotRequest } from '../organization-desk.ts';
import type { Snapshot } from '../snapshot.ts';
import { type Arrival, arrivalOf } from './arrival.ts';

export interface Waiting {
  readonly desk: OrganizationDesk;
  readonly request: SnapshotRequest;
  /** At most. */
  readonly minutes: number;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Takes what is waited for, in words. */
  readonly tell: (text: string) => void;
}

/** Milliseconds between two looks, at first and at most: a look is a reading of the organization. */
const [firstPause, longestPause] = [2000, 30_000] as const;

/** The organization once all stacks of an account are there. @throws GatehouseFault `change_failed` where one failed, or the time is up. */
export async function awaitArrival(accountId: string, waiting: Waiting): Promise<Snapshot> {
  const { desk, request, minutes, now, pause, tell } = waiting;
  const until = now().getTime() + minutes * 60_000;
  let told = '';
  for (let next: number = firstPause; ; next = Math.min(2 * next, longestPause)) {
    const snapshot = await desk.read(request);
    const arrival = arrivalOf(accountId, snapshot);
    if (arrival.failed.length > 0) throw notArrived(accountId, arrival);
    if (arrival.awaited.length === 0) return snapshot;
    if (now().getTime() >= until) throw notArrived(accountId, arrival);
    const text = `Waiting for ${arrival.awaited.join(', ')} …\n`;
    if (text !== told) tell(text);
    told = text;
    await pause(next);
  }
}

function notArrived(accountId: string, { failed, awaited }: Arrival): GatehouseFault {
  const happened =
    failed.length > 0
      ? `${failed.join(', ')} failed in ${accountId}`
      : `${awaited.join(', ')} did not come to ${accountId} in time`;
  return new GatehouseFault(
    'change_failed',
    `The account is in its unit and policies bind it, but ${happened}.`,
    'See the reason in CloudFormation (StackSets, stack instances), mend it, and run gatehouse plan, or onboard again to wait on.',
  );
}
