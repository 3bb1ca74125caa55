import type { Review } from '../../hub/reviews/review.ts';
import { printable } from '../../shared/config/printable.ts';
import { GatehouseFault } from '../../shared/errors.ts';

export function noSuchReview(recordId: string, state: string): GatehouseFault {
  return new GatehouseFault(
    'record_not_found',
    `No answer was flagged under record ${printable(recordId, 64)} in ${printable(state, 300)}.`,
    'npx gatehouse reviews list shows those that were; --state names another hub’s directory.',
  );
}

export function decidedBefore({ state, decisions }: Review): GatehouseFault {
  const by = printable(decisions.at(-1)?.principal ?? 'somebody', 200);
  return new GatehouseFault(
    'usage',
    `${by} has decided already: ${state}. Nothing was written.`,
    'Look at it with npx gatehouse reviews show; --correct adds a decision, and the one before is kept.',
  );
}

export function nothingToCorrect(): GatehouseFault {
  return new GatehouseFault('usage', 'Nobody has decided yet.', 'Leave out --correct.');
}
