import type { PartVerdict, Verdict } from './parts.ts';

const order: readonly Verdict[] = ['passed', 'not_run', 'masked', 'blocked'];
const failed = order.length;

/**
 * The strictest of many verdicts; `passed` where there was nothing to screen. A part that screening failed on is above all: what was not screened cannot be known to
 * be blocked or not, and the call is refused. A part that the policy lets pass unread is below a mask.
 */
export function strictest(parts: readonly PartVerdict[]): Verdict {
  let rank = 0;
  for (const part of parts) rank = Math.max(rank, part.failed === true ? failed : order.indexOf(part.verdict));
  return rank === failed ? 'not_run' : (order[rank] ?? 'passed');
}
