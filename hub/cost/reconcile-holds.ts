import type { Clock, Ledger, RecordStore } from '../gateway/ports.ts';
import { chargedConsumption } from './charge.ts';

/**
 * Settles the holds of calls that finished, but whose settlement was lost when a gateway died: run at start-up, and before
 * `Ledger.releaseExpired` (which would give the money back unspent). A hold's id is its call's record id, so a hold with a durable completion can be settled from
 * that. Exactly once whoever else settles at the same time, because `settle` is.
 *
 * Answers how many holds it settled.
 */
export async function reconcileHolds(
  ports: { readonly ledger: Ledger; readonly records: Pick<RecordStore, 'get'>; readonly clock: Clock },
  applications: Iterable<string>,
): Promise<number> {
  let settled = 0;
  for (const application of applications) {
    const { holds } = await ports.ledger.usage(application, ports.clock.now());
    for (const { holdId } of holds) {
      const { completion } = await ports.records.get(holdId);
      if (completion === undefined) continue;
      if (await ports.ledger.settle(application, holdId, chargedConsumption(completion.usage), ports.clock.now()))
        settled += 1;
    }
  }
  return settled;
}
