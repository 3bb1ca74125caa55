import { GatehouseFault } from '../../../shared/errors.ts';
import type { Change } from '../change.ts';
import type { OrganizationDesk } from '../organization-desk.ts';
import type { Governing } from './governing.ts';
import type { Notes } from './journal.ts';
import { expectRights } from './may-apply.ts';
import { RunRecord } from './run-record.ts';
import { planDigest } from './stale.ts';

export interface SingleChange {
  readonly change: Change;
  readonly organizationId: string;
  readonly governing: Governing;
  readonly desk: OrganizationDesk;
  readonly journal: Notes;
  readonly clock: () => Date;
  /** For the journal: the reason that a person gave. */
  readonly note?: string;
}

/**
 * Makes one change that a person asked for by name, with a line in the journal before and after.
 *
 * @throws GatehouseFault `credentials_invalid`, `permission_missing`: nothing was changed; or the change's own.
 */
export async function carryOutOne(single: SingleChange): Promise<void> {
  const { change, organizationId, governing, desk, journal, clock, note } = single;
  const actor = await expectRights(desk, governing, [change]);
  const remarks: readonly string[] = [];
  const plan = { version: 1, governance: '', organizationId, changes: [change], remarks } as const;
  const record = new RunRecord(journal, { plan: planDigest(plan), actor }, clock);
  const about = note === undefined ? {} : { note };
  record.run('begun', about);
  record.change(change, 'started', about);
  try {
    await desk.carryOut(change, () => undefined);
  } catch (error) {
    const code = error instanceof GatehouseFault ? error.code : 'defect';
    record.change(change, 'failed', { code });
    record.run('ended', { code });
    throw error;
  }
  record.change(change, 'done', about);
  record.run('ended', {});
}
