import { GatehouseFault } from '../../shared/errors.ts';

/** The faults that every evidence store shares; none quotes a key, which names an application and a record. */
export function evidenceConflict(cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'evidence_conflict',
    'Other bytes are already stored under this evidence key.',
    'Evidence is written once: find out which writer reused the record id, and keep both versions for the investigation.',
    { cause },
  );
}

export function evidenceMissing(cause?: unknown): GatehouseFault {
  return new GatehouseFault(
    'evidence_corrupt',
    'The evidence that the record names is not in this store.',
    'Check that the store is the one the record was written to; if it is, treat the object as removed and start an investigation.',
    { cause },
  );
}

export function evidenceAltered(): GatehouseFault {
  return new GatehouseFault(
    'evidence_corrupt',
    'The evidence does not have the hash that the record names.',
    'Treat the object or the record as altered: keep both as they are and start an investigation.',
  );
}
