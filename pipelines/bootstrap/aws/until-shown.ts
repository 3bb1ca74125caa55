import { GatehouseFault } from '../../../shared/errors.ts';
import { backOff } from './calls.ts';
import type { DeskParts } from './desk-parts.ts';

/** Whether AWS shows something yet; asks as often as the patience lasts, at least once. */
export async function showsInTime(
  { clock, patience }: Pick<DeskParts, 'clock' | 'patience'>,
  shows: () => Promise<boolean>,
): Promise<boolean> {
  const deadline = clock.now() + patience.consistency;
  for (let attempt = 0; ; attempt++) {
    if (await shows()) return true;
    if (clock.now() >= deadline) return false;
    await clock.sleep(backOff(attempt, clock, patience.look));
  }
}

/**
 * Waits until a read shows what was written: Organizations and CloudFormation are eventually consistent, and the change after this one may depend on it.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 * @throws GatehouseFault `change_failed` where it never does.
 */
export async function untilShown(parts: DeskParts, what: string, shows: () => Promise<boolean>): Promise<void> {
  if (await showsInTime(parts, shows)) return;
  throw new GatehouseFault(
    'change_failed',
    `AWS took the change, but does not show after ${Math.round(parts.patience.consistency / 1000)} seconds that ${what}.`,
    'Run the same command again: what is made already is not made twice. If it stays so, look at the AWS Health dashboard.',
  );
}
