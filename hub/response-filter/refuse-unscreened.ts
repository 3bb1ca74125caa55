import { type Refusal, refuse } from '../../shared/contract/refusals.ts';
import type { Part, PartVerdict } from '../screening/parts.ts';
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
  const failed = refuseFailed(verdicts);
  if (failed !== undefined) return failed;
  if (verdicts.some(({ verdict }) => verdict === 'blocked')) return undefined;
  return refuseUnread(parts, verdicts, unreadable);
}

/** No policy lets a part pass on which a detector broke. */
export function refuseFailed(verdicts: readonly PartVerdict[]): Refusal | undefined {
  if (verdicts.every((verdict) => verdict.failed !== true)) return undefined;
  return refuse(
    'screening_unavailable',
    'The answer could not be screened, so nothing (more) of it is passed on. Try again; if it goes on, tell the platform team the request id.',
  );
}
