import { GatehouseFault } from '../../shared/errors.ts';

export function reviewConflict(): GatehouseFault {
  return new GatehouseFault(
    'record_conflict',
    'Another review item is already open under this record id.',
    'Items are written once: find out which writer reused the id.',
  );
}

export function reviewsUnavailable(cause: unknown): never {
  throw new GatehouseFault(
    'evidence_unavailable',
    'The reviews cannot be read or written.',
    "Check the reviews table's throttling and the hub's access to DynamoDB (endpoint policy, role, KMS key).",
    { cause },
  );
}
