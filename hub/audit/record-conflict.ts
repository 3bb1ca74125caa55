import { GatehouseFault } from '../../shared/errors.ts';

/** Two different records claim one place in the log: a defect or an attack, never resolved by choosing one. */
export function recordConflict(type: 'intent' | 'completion', cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'record_conflict',
    `Another ${type} is already recorded under this record id.`,
    'Records are written once: find out which writer reused the id, and keep both for the investigation.',
    { cause },
  );
}
