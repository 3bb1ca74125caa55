import { createHash } from 'node:crypto';
import { printable } from '../../../shared/config/printable.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import type { Change, Plan } from '../change.ts';

/** Changes that a message names; the rest are a number. */
const mostNamed = 8;

/** A plan by what it does: ids of changes hold digests of all texts. */
export function planDigest({ governance, organizationId, changes }: Plan): string {
  const content = JSON.stringify([governance, organizationId, changes.map(({ id }) => id)]);
  return createHash('sha256').update(content).digest('hex');
}

/**
 * Holds what is to be made now against what was shown: nothing may be new, nothing may reach an account that it did not reach, and what is missing must have been begun by a run of the same plan.
 *
 * @param begun Ids of changes that stand in the journal as started.
 * @throws GatehouseFault `plan_stale` where the world, or governance.yaml, has moved since.
 */
export function refuseStale(shown: Plan, fresh: Plan, begun: ReadonlySet<string>): void {
  if (fresh.organizationId !== shown.organizationId)
    throw stale('The plan was made for another organization than the credentials open.');
  if (fresh.governance !== shown.governance) throw stale('The governance file was changed after the plan was shown.');
  const shownById = new Map(shown.changes.map((change) => [change.id, change]));
  const freshIds = new Set(fresh.changes.map(({ id }) => id));
  const came = fresh.changes.filter((change) => !covers(shownById.get(change.id), change));
  const gone = shown.changes.filter(({ id }) => !freshIds.has(id) && !begun.has(id));
  if (came.length === 0 && gone.length === 0) return;
  const parts = [named('to be made now and not shown', came), named('shown and not to be made any more', gone)];
  throw stale(`The organization was changed after the plan was shown: ${parts.filter(Boolean).join('; ')}.`);
}

/** The same change of the same accounts. An account that came into a unit was not shown to whoever agreed. */
function covers(shown: Change | undefined, fresh: Change): boolean {
  if (shown === undefined) return false;
  const accounts = new Set(shown.accounts);
  return fresh.accounts.every((account) => accounts.has(account));
}

function named(what: string, changes: readonly Change[]): string {
  if (changes.length === 0) return '';
  const ids = changes.slice(0, mostNamed).map(({ id }) => printable(id, 200));
  const more = changes.length > mostNamed ? ` and ${changes.length - mostNamed} more` : '';
  return `${what}: ${ids.join(', ')}${more}`;
}

function stale(message: string): GatehouseFault {
  return new GatehouseFault('plan_stale', message, 'Look at what is to be changed now with gatehouse plan.');
}
