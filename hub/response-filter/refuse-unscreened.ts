import type { Refusal } from '../../shared/contract/refusals.ts';
import type { Part, PartVerdict } from '../screening/parts.ts';
import { refuseFailedAnswer } from '../screening/refuse-failed.ts';
import { refuseUnread } from '../screening/unreadable.ts';

/**
 * Why an answer cannot leave, blocked or not. In this order: a part that screening failed on, whatever the policy, for what was not screened cannot be known to be blocked
 * or not; a block, which is an answer and no refusal; a part that cannot be read.
 */
export function refuseUnscreened(
  parts: readonly Part[],
  verdicts: readonly PartVerdict[],
  unreadable: 'refuse' | 'allow-unscreened',
): Refusal | undefined {
  const failed = refuseFailedAnswer(verdicts);
  if (failed !== undefined) return failed;
  if (verdicts.some(({ verdict }) => verdict === 'blocked')) return undefined;
  return refuseUnread(parts, verdicts, unreadable);
}
