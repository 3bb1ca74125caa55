import { printable } from '../../../shared/config/printable.ts';
import { GatehouseFault } from '../../../shared/errors.ts';
import type { Change } from '../change.ts';
import type { OrganizationDesk } from '../organization-desk.ts';
import type { ApplyEvents } from './apply-events.ts';
import { carryOutWave } from './carry-out-wave.ts';
import type { RunRecord } from './run-record.ts';

export interface Making {
  readonly desk: OrganizationDesk;
  readonly events: ApplyEvents;
  /** Once it fires, what runs is ended and nothing further begun. */
  readonly stop?: AbortSignal;
}

/** After these, further changes would fail as well: rights are lacking, or the journal cannot be written. */
const hopeless: ReadonlySet<GatehouseFault['code']> = new Set(['credentials_invalid', 'permission_missing', 'usage']);

/**
 * @throws GatehouseFault of the change that failed, or `change_failed` where several did, or where the run is stopped; what could be made is made then.
 */
export async function makeWave(making: Making, record: RunRecord, wave: readonly Change[]): Promise<void> {
  const { stop } = making;
  const faults: GatehouseFault[] = [];
  // Without rights, every further change would fail as well.
  const halted = () => stop?.aborted === true || faults.some(({ code }) => hopeless.has(code));
  await carryOutWave(wave, (change) => makeOne(making, record, change, faults), halted);
  if (faults.length > 0) throw together(faults);
  if (stop?.aborted === true) throw stopped();
}

async function makeOne(
  { desk, events }: Making,
  record: RunRecord,
  change: Change,
  faults: GatehouseFault[],
): Promise<boolean> {
  try {
    record.change(change, 'started');
    await desk.carryOut(change, (done, of) => events.progress(change, done, of));
    record.change(change, 'done');
    events.made(change);
    return true;
  } catch (error) {
    const fault = asFault(error, change);
    faults.push(fault);
    record.change(change, 'failed', { code: fault.code });
    events.failed(change, fault);
    return false;
  }
}

/** A defect, too, must not keep the others of the wave from being ended and written down. */
function asFault(error: unknown, { id }: Change): GatehouseFault {
  if (error instanceof GatehouseFault) return error;
  return new GatehouseFault('change_failed', `${id} failed: ${printable(String(error), 300)}.`, 'Report this defect.', {
    cause: error,
  });
}

function together(faults: readonly GatehouseFault[]): GatehouseFault {
  const [first] = faults;
  if (first !== undefined && faults.length === 1) return first;
  return new GatehouseFault(
    'change_failed',
    `${faults.length} changes failed:\n${faults.map(({ message }) => `  ${message}`).join('\n')}\n`,
    'See to the causes and apply again: what is made stays, and the rest is made then.',
    { cause: first },
  );
}

function stopped(): GatehouseFault {
  return new GatehouseFault(
    'change_failed',
    'Stopped on request; what had begun was ended.',
    'Apply again to go on from here.',
  );
}
