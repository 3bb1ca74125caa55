import type { PartVerdict, Verdict } from './parts.ts';

const order: readonly Verdict[] = ['passed', 'not_run', 'masked', 'blocked'];

/** The strictest of many verdicts; `passed` where there was nothing to screen. */
export function strictest(parts: readonly PartVerdict[]): Verdict {
  let rank = 0;
  for (const part of parts) rank = Math.max(rank, order.indexOf(part.verdict));
  return order[rank] ?? 'passed';
}
