import { carryOutOne } from '../bootstrap/apply/carry-out-one.ts';
import { Journal } from '../bootstrap/apply/journal.ts';
import { withRunLock } from '../bootstrap/apply/run-lock.ts';
import type { Change } from '../bootstrap/change.ts';
import type { OrganizationDesk } from '../bootstrap/organization-desk.ts';
import type { BootstrapOptions, ConsentOptions } from './bootstrap-desk.ts';
import type { Reading } from './bootstrap-reading.ts';

/** One change that a command is about, and the question that stands before it. */
export interface Wanted {
  readonly change: Change;
  readonly organizationId: string;
  readonly question: string;
  readonly note?: string | undefined;
}

/** Asks, unless that is settled, and makes the change. False where the person does not agree: nothing was changed, and the exit code is 1. */
export async function makeIfAgreed(
  { change, organizationId, question, note }: Wanted,
  { yes, state }: BootstrapOptions & ConsentOptions,
  { io, desk, governing }: Reading,
  organization: OrganizationDesk,
): Promise<boolean> {
  if (yes === undefined && !(await desk.ask(question))) {
    io.error('Nothing was changed.\n');
    io.exit(1);
    return false;
  }
  await withRunLock(state, async () => {
    const journal = Journal.open(state);
    const clock = () => desk.now();
    try {
      const about = note === undefined ? {} : { note };
      await carryOutOne({ change, organizationId, governing, desk: organization, journal, clock, ...about });
    } finally {
      journal.close();
    }
  });
  return true;
}
